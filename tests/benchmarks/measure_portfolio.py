"""Print what the lists, the overview and the downloads of projects cost with few and with many projects.

Works in a database of its own, which it makes and removes; the site's own data is not touched.
"""

import tracemalloc
from statistics import median
from time import perf_counter

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from pages.values.cache import invalidate
from programmes.open_data_settings import OpenDataSettings
from programmes.portfolio.index import portfolio
from tests.benchmarks.generated_projects import make_projects

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


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--few", type=int, default=100, help="the smaller number of projects (100)")
        parser.add_argument("--many", type=int, default=10_000, help="the larger number of projects (10000)")
        parser.add_argument("--times", type=int, default=10, help="how often each page is asked for (10)")

    def handle(self, *, few, many, times, **options):
        if not 0 < few < many or times < 1:
            raise CommandError("Give --few from 1, --many larger than that, and --times from 1.")
        name = settings.DATABASES["default"]["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            call_command("load_initial_content", verbosity=0)
            self._offer_iati()
            made, results = 0, []
            for count in (few, many):
                make_projects(count - made)
                call_command("update_index", verbosity=0)
                made = count
                results.append((self._pages(times), self._files()))
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
        self._table(few, many, *results)

    def _offer_iati(self):
        data = OpenDataSettings.for_site(Site.objects.get(is_default_site=True))
        data.organisation_identifier, data.organisation_kind, data.organisation_name = "XX-SAMPLE", "40", "Sample"
        data.save()

    def _get(self, address):
        answer = Client(headers={"host": settings.ALLOWED_HOSTS[0]}).get(WORK + address, secure=True)
        if answer.status_code != 200:
            raise CommandError(f"{WORK}{address} answered {answer.status_code}.")
        return answer

    def _pages(self, times):
        measured = {}
        for label, address in PAGES.items():
            invalidate()
            begun = perf_counter()
            self._get(address)
            first = (perf_counter() - begun) * 1000
            taken = []
            for _ in range(times):
                begun = perf_counter()
                self._get(address)
                taken.append((perf_counter() - begun) * 1000)
            with CaptureQueriesContext(connection) as queries:
                self._get(address)
            measured[label] = (len(queries), median(taken), first)
        return measured

    def _files(self):
        measured = {}
        for label, address in FILES.items():
            portfolio()
            tracemalloc.start()
            begun, size = perf_counter(), 0
            for piece in self._get(address).streaming_content:
                size += len(piece)
            measured[label] = (perf_counter() - begun, tracemalloc.get_traced_memory()[1] / 1e6, size / 1e6)
            tracemalloc.stop()
        return measured

    def _table(self, few, many, smaller, larger):
        self.stdout.write(f"{'':18} {'queries':>15} {'ms, warm':>17} {'':>7} {'ms, first':>17}")
        for label, (queries, warm, first) in smaller[0].items():
            more_queries, more_warm, more_first = larger[0][label]
            self.stdout.write(
                f"{label:18} {queries:>7} {more_queries:>7} {warm:>8.1f} {more_warm:>8.1f} {more_warm / warm:>6.2f}× "
                f"{first:>8.0f} {more_first:>8.0f}"
            )
        self.stdout.write(f"\n{'':18} {'seconds':>15} {'MB of memory':>17} {'MB of file':>15}")
        for label, (seconds, memory, size) in smaller[1].items():
            more_seconds, more_memory, more_size = larger[1][label]
            self.stdout.write(
                f"{label:18} {seconds:>7.1f} {more_seconds:>7.1f} {memory:>8.1f} {more_memory:>8.1f} "
                f"{size:>7.2f} {more_size:>7.2f}"
            )
        self.stdout.write(f"\nLeft: {few} projects; right: {many}. “First” is after a change on the site.")
