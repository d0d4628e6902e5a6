"""Print what the lists, the overview and the downloads of projects cost with few and with many projects.

Works in a database of its own, which it makes and removes; the site's own data is not touched.
"""

import tracemalloc
from argparse import ArgumentParser
from io import StringIO
from time import perf_counter

from tests.benchmarks.measuring import ask, milliseconds, queries, set_up, whole_number

PAGES = {
    "list": "projects/",
    "list, filtered": "projects/?status=active&area=A3.2&sort=title",
    "list, last page": "projects/?page=last",
    "search": "projects/?q=statistics",
    "overview": "",
    "donors": "donors/",
    "donor": "donors/sample-donor-1/",
}
FILES = {"CSV": "projects.csv", "JSON": "projects.json", "IATI": "projects.xml"}
WORK = "/en/our-work/"


def main():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=whole_number, default=100, help="the smaller number of projects (100)")
    parser.add_argument("--many", type=whole_number, default=10_000, help="the larger number of projects (10000)")
    parser.add_argument("--times", type=whole_number, default=10, help="how often each page is asked for (10)")
    given = parser.parse_args()
    if given.few >= given.many:
        parser.error("--many must be larger than --few.")
    set_up()
    print_table(given.few, given.many, *measure((given.few, given.many), given.times))


def measure(counts, times):
    """What pages and files cost with each number of projects."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks.generated_projects import make_projects

    name, made = settings.DATABASES["default"]["NAME"], 0
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_initial_content", verbosity=0)
        offer_iati()
        for count in counts:
            make_projects(count - made)
            call_command("rebuild_search", stdout=StringIO())
            made = count
            yield measured_pages(times), measured_files()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


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
        first = milliseconds(WORK + address)
        measured[label] = (queries(WORK + address), milliseconds(WORK + address, times), first)
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
