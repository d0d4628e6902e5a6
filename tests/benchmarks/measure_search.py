"""Print what a search costs with few and with many pages: queries of the database, and milliseconds.

Works in a database of its own, which it makes and removes; the site's own data is not touched.
"""

from argparse import ArgumentParser
from io import StringIO
from urllib.parse import urlencode

from tests.benchmarks.measuring import milliseconds, queries, set_up, whole_number

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
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=whole_number, default=100, help="the smaller number of projects (100)")
    parser.add_argument("--many", type=whole_number, default=10_000, help="the larger number of projects (10000)")
    parser.add_argument("--times", type=whole_number, default=10, help="how often each is asked for (10)")
    given = parser.parse_args()
    if given.few >= given.many:
        parser.error("--many must be larger than --few.")
    set_up()
    print_table(given.few, given.many, *measure((given.few, given.many), given.times))


def measure(counts, times):
    """For each number of projects what each search costs: `{label: (queries, milliseconds)}`."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks.generated_projects import make_projects

    name, made = settings.DATABASES["default"]["NAME"], 0
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_initial_content", verbosity=0)
        for count in counts:
            make_projects(count - made)
            call_command("rebuild_search", stdout=StringIO())
            made = count
            yield {label: cost(*search, times) for label, search in SEARCHES.items()}
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


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
