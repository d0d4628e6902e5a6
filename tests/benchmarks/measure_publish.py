"""Print what a publish costs with few and with many pages, and when a reader sees it.

Works in a database of its own, which it makes and removes; the site's own data is not touched. What follows a publish
in the background (mail, pictures) is not in it: a worker does that. Each publish changes what the page says.
"""

from statistics import median
from time import perf_counter, process_time

from tests.benchmarks.measuring import ask, few_and_many, keep, set_up, with_projects

PAGE = "/en/who-we-are/"
SEEN_AFTER = 2.0  # seconds within which readers must see it, through the proxy: its second is counted in


def main():
    given = few_and_many(__doc__)
    set_up()
    found = {count: measure(given.times) for count in with_projects(given.few, given.many, searchable=False)}
    print(f"{'':44} {given.few:>9} {given.many:>9}")
    for name in next(iter(found.values())):
        fewer, more = found[given.few][name], found[given.many][name]
        print(f"{name:44} {fewer:>9.1f} {more:>9.1f} {more / fewer:>6.2f}×")
    print(f"A reader asks after at most a second of the proxy more, so within {SEEN_AFTER:.0f} s.")
    keep("publish", found)


def measure(times):
    """Milliseconds of a publish, and of the first answer afterwards, which must say what was written."""
    from pages.content.mission import MissionPage

    page = MissionPage.objects.get(locale__language_code="en")
    ask(PAGE)
    publishes, answers = [], []
    for number in range(times):
        page.mandate = f"A sample mandate {number}."
        publishes.append(_cost(lambda: page.save_revision().publish()))
        answers.append(_cost(lambda: _see(page.mandate)))
    costs = {"publish": publishes, "first answer afterwards": answers}
    measured = {}
    for name, found in costs.items():
        clock, processor = zip(*found, strict=True)
        measured |= {f"{name}, ms": median(clock), f"{name}, ms of the processor": min(processor)}
    return measured


def _see(words):
    if words not in ask(PAGE).content.decode():
        raise SystemExit("The first answer after a publish was an old one.")


def _cost(act):
    """Milliseconds of the clock, and those of them on the processor, of which the least holds on a busy machine."""
    begun, begun_on_processor = perf_counter(), process_time()
    act()
    return (perf_counter() - begun) * 1000, (process_time() - begun_on_processor) * 1000


if __name__ == "__main__":
    main()
