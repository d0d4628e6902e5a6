"""What the measurements have in common."""

import os
from argparse import ArgumentTypeError
from statistics import median
from time import perf_counter


def set_up():
    """Begin as `manage.py` does, with the settings and the database of this site."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iom_site.settings")
    django.setup()


def whole_number(text):
    """A number of the command line, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("needs a whole number from 1.")
    return int(text)


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
