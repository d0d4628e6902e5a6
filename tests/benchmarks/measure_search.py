"""Print what a search costs with few and with many pages: queries of the database, and milliseconds.

Works in a database of its own, which it makes and removes; the site's own data is not touched.
"""

from urllib.parse import urlencode

from tests.benchmarks.measuring import few_and_many, milliseconds, queries, set_up, with_projects

SEARCHES = {
    "one page holds it": ("/en/search/", "reintegration"),
    "two words": ("/en/search/", "human trafficking"),
    "a first answer": ("/en/search/", "vacancy"),
    "an eighth of all": ("/en/search/", "statistics"),
    "every page holds it": ("/en/search/", "sample project"),
    "misspelt": ("/en/search/", "traficking"),
    "Russian, Latin": ("/ru/search/", "torgovlya lyudmi"),
    "nothing": ("/tk/search/", "qwertzuiop asdfghjkl"),
}


def main():
    given = few_and_many(__doc__)
    set_up()
    measured = [
        {label: cost(*search, given.times) for label, search in SEARCHES.items()}
        for _count in with_projects(given.few, given.many)
    ]
    print_table(given.few, given.many, *measured)


def cost(address, words, times):
    """Queries and milliseconds of an answer, warm."""
    address = f"{address}?{urlencode({'q': words})}"
    milliseconds(address)
    return queries(address), milliseconds(address, times)


def print_table(few, many, smaller, larger):
    print(f"{'':22} {'queries':>15} {'ms':>17}")
    for label, (made, taken) in smaller.items():
        more_made, more_taken = larger[label]
        print(f"{label:22} {made:>7} {more_made:>7} {taken:>8.1f} {more_taken:>8.1f} {more_taken / taken:>6.2f}×")
    print(f"\nLeft: {few} projects; right: {many}.")


if __name__ == "__main__":
    main()
