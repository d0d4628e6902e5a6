"""Print what the lists of news, publications, events and opportunities cost with few and with many items of each.

Works in a database of its own, which it makes and removes; the site's own data is not touched.
"""

from tests.benchmarks.measuring import few_and_many, keep, milliseconds, of_fresh_site, queries, set_up

LISTS = {"news": "NewsPage", "publications": "PublicationPage", "events": "EventPage", "opportunities": "CallPage"}
PAGES = {"list": "", "filtered": "?topic={topic}", "last page": "?page=last", "feed": "feed.xml"}
CALENDARS = ("events", "opportunities")


def main():
    given = few_and_many(__doc__, of="items of each kind")
    set_up()
    measured, made = [], 0
    with of_fresh_site():
        for count in (given.few, given.many):
            make(count - made)
            made = count
            measured.append(measure(given.times))
    print_table(given.few, given.many, *measured)
    keep("lists", dict(zip((given.few, given.many), measured, strict=True)))


def make(count):
    from tests.benchmarks.generated_items import make_items
    from tests.pages.listings.samples import KINDS

    for kind in KINDS:
        if kind.__name__ in LISTS.values():
            make_items(kind, count)


def measure(times):
    """Queries, milliseconds warm, milliseconds after a change on the site, by address."""
    from pages.values.cache import invalidate
    from programmes.areas import ProgrammeAreaPage

    topic, measured = ProgrammeAreaPage.objects.sources().first().slug, {}
    for name in LISTS:
        pages = {**PAGES, **({"calendar": "calendar.ics"} if name in CALENDARS else {})}
        for label, rest in pages.items():
            address = f"/en/{name}/{rest.format(topic=topic)}"
            invalidate()
            first = milliseconds(address)
            measured[f"{name}, {label}"] = (queries(address), milliseconds(address, times), first)
    return measured


def print_table(few, many, smaller, larger):
    print(f"{'':26} {'queries':>15} {'ms, warm':>17} {'':>7} {'ms, first':>17}")
    for label, (made, warm, first) in smaller.items():
        more_made, more_warm, more_first = larger[label]
        print(
            f"{label:26} {made:>7} {more_made:>7} {warm:>8.1f} {more_warm:>8.1f} {more_warm / warm:>6.2f}× "
            f"{first:>8.0f} {more_first:>8.0f}"
        )
    print(f"\nLeft: {few} items of each kind; right: {many}. “First” is after a change on the site.")


if __name__ == "__main__":
    main()
