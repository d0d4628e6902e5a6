"""Print what a search costs with few and with many pages: queries of the database, and milliseconds.

Works in a database of its own, which it makes and removes; the site's own data is not touched.
"""

from urllib.parse import urlencode

from tests.benchmarks.measuring import few_and_many, keep, milliseconds, queries, set_up, with_projects

LAST = 9999  # a page beyond the last shows the last
SEARCHES = {
    "one page holds it": {"q": "reintegration"},
    "two words": {"q": "human trafficking"},
    "a first answer": {"q": "vacancy"},
    "an eighth of all": {"q": "statistics"},
    "every page holds it": {"q": "sample project"},
    "the last page of it": {"q": "sample project", "page": LAST},
    "every page, few both": {"q": "statistics climate"},
    "a common and a rare": {"q": "sample reintegration"},
    "misspelt": {"q": "traficking"},
    "all misspelt": {"q": "sampel projekt"},
    "Russian, Latin": {"q": "torgovlya lyudmi", "language": "ru"},
    "nothing": {"q": "qwertzuiop asdfghjkl", "language": "tk"},
    "in the list of projects": {"q": "sample project", "place": "our-work/projects/"},
}


def main():
    given = few_and_many(__doc__)
    set_up()
    measured = [
        {label: cost(given.times, **search) for label, search in SEARCHES.items()}
        for _count in with_projects(given.few, given.many)
    ]
    print_table(given.few, given.many, *measured)
    keep("search", dict(zip((given.few, given.many), measured, strict=True)))


def cost(times, q, language="en", place="search/", page=1):
    """Queries and milliseconds of an answer, warm."""
    address = f"/{language}/{place}?{urlencode({'q': q, 'page': page})}"
    milliseconds(address)
    return queries(address), milliseconds(address, times)


def print_table(few, many, smaller, larger):
    print(f"{'':24} {'queries':>15} {'ms':>17}")
    for label, (made, taken) in smaller.items():
        more_made, more_taken = larger[label]
        print(f"{label:24} {made:>7} {more_made:>7} {taken:>8.1f} {more_taken:>8.1f} {more_taken / taken:>6.2f}×")
    print(f"\nLeft: {few} projects; right: {many}.")


if __name__ == "__main__":
    main()
