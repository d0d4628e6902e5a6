"""Print what pages, the lists of projects and their downloads cost with few and with many projects.

Works in a database of its own, which it makes and removes; the site's own data is not touched.
"""

import tracemalloc
from time import perf_counter

from tests.benchmarks.measuring import ask, few_and_many, keep, milliseconds, queries, set_up, with_projects

WORK = "/en/our-work/"
PAGES = {
    **{"home": "/en/", "mission": "/en/who-we-are/", "objective": "/en/who-we-are/strategy/rights-of-migrants/"},
    **{"country": "/en/who-we-are/regional-approach/turkmenistan/", "contact": "/en/contact/", "help": "/en/info/"},
    **{"map of the site": "/en/all-pages/", "sitemap": "/sitemap.xml", "area": WORK + "legislation/"},
    "list": WORK + "projects/",
    "list, filtered": WORK + "projects/?status=active&area=A3.2&sort=title",
    "list, last page": WORK + "projects/?page=last",
    "search": WORK + "projects/?q=statistics",
    "overview": WORK,
    "donors": WORK + "donors/",
    "donor": WORK + "donors/sample-donor-1/",
}
FILES = {"CSV": "projects.csv", "JSON": "projects.json", "IATI": "projects.xml"}


def main():
    given = few_and_many(__doc__)
    set_up()
    measured = []
    for _count in with_projects(given.few, given.many):
        offer_iati()
        measured.append((measured_pages(given.times), measured_files()))
    print_table(given.few, given.many, *measured)
    keep("portfolio", dict(zip((given.few, given.many), measured, strict=True)))


def offer_iati():
    from wagtail.models import Site

    from programmes.open_data_settings import OpenDataSettings

    data = OpenDataSettings.for_site(Site.objects.get(is_default_site=True))
    data.organisation_identifier, data.organisation_kind, data.organisation_name = "XX-SAMPLE", "40", "Sample"
    data.save()


def measured_pages(times):
    """Queries, milliseconds warm, milliseconds after a change on the site."""
    from pages.values.cache import invalidate

    measured = {}
    for label, address in PAGES.items():
        invalidate()
        first = milliseconds(address)
        measured[label] = (queries(address), milliseconds(address, times), first)
    return measured


def measured_files():
    """Seconds, megabytes of memory, megabytes of the file."""
    from programmes.portfolio.index import portfolio

    measured = {}
    for label, address in FILES.items():
        portfolio()
        tracemalloc.start()
        begun = perf_counter()
        size = sum(map(len, ask(WORK + address).streaming_content))
        measured[label] = (perf_counter() - begun, tracemalloc.get_traced_memory()[1] / 1e6, size / 1e6)
        tracemalloc.stop()
    return measured


def print_table(few, many, smaller, larger):
    print(f"{'':18} {'queries':>15} {'ms, warm':>17} {'':>7} {'ms, first':>17}")
    for label, (made, warm, first) in smaller[0].items():
        more_made, more_warm, more_first = larger[0][label]
        print(
            f"{label:18} {made:>7} {more_made:>7} {warm:>8.1f} {more_warm:>8.1f} {more_warm / warm:>6.2f}× "
            f"{first:>8.0f} {more_first:>8.0f}"
        )
    print(f"\n{'':18} {'seconds':>15} {'MB of memory':>17} {'MB of file':>15}")
    for label, (seconds, memory, size) in smaller[1].items():
        more_seconds, more_memory, more_size = larger[1][label]
        print(
            f"{label:18} {seconds:>7.1f} {more_seconds:>7.1f} {memory:>8.1f} {more_memory:>8.1f} "
            f"{size:>7.2f} {more_size:>7.2f}"
        )
    print(f"\nLeft: {few} projects; right: {many}. “First” is after a change on the site.")


if __name__ == "__main__":
    main()
