"""What the measurements have in common."""

import json
import os
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from statistics import median
from time import perf_counter


def set_up():
    """Begin as `manage.py` does, with the settings and the database of this site."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iom_site.settings")
    django.setup()


def keep(name, figures):
    """Write figures as `.cache/bench/NAME.json`, for whoever compares two runs."""
    place = Path(".cache/bench") / f"{name}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(figures, indent=2) + "\n")


def whole_number(text):
    """A number of the command line, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("needs a whole number from 1.")
    return int(text)


def few_and_many(description, of="projects"):
    """What the command line says of a measurement with few and with many records: `few`, `many`, `times`."""
    parser = ArgumentParser(description=description)
    parser.add_argument("--few", type=whole_number, default=100, help=f"the smaller number of {of} (100)")
    parser.add_argument("--many", type=whole_number, default=10_000, help=f"the larger number of {of} (10000)")
    parser.add_argument("--times", type=whole_number, default=10, help="how often each page is asked for (10)")
    given = parser.parse_args()
    if given.few >= given.many:
        parser.error("--many must be larger than --few.")
    return given


@contextmanager
def of_fresh_site():
    """Within it the database is one that was made for it, with the first content; it is removed afterwards."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_initial_content", verbosity=0)
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def with_projects(*counts, searchable=True):
    """The fresh site with each of these numbers of projects, in a database that is made for it and removed.

    To make ten thousand searchable takes minutes: whoever measures no search does without.
    """
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks.generated_projects import make_projects

    made = 0
    with of_fresh_site():
        for count in counts:
            make_projects(count - made)
            if searchable:
                call_command("rebuild_search", stdout=StringIO())
            if connection.vendor == "postgresql":  # as it does by itself within a minute
                connection.cursor().execute("VACUUM ANALYZE")
            made = count
            yield count


def ask(address):
    """The answer of the site, which must be 200."""
    from django.conf import settings
    from django.test import Client

    answer = Client(headers={"host": settings.ALLOWED_HOSTS[0]}).get(address, secure=True)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}.")
    return answer


def milliseconds(address, times=1):
    """How long an answer takes; of several, the median."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        ask(address)
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)


def queries(address):
    """How many questions to the database an answer costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        ask(address)
    return len(made)
