"""Print what each published page costs: queries, milliseconds, bytes plain and as brotli."""

from statistics import median
from time import perf_counter

import brotli
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--times", type=int, default=10, help="how often each page is asked for (10)")

    def handle(self, *, times, **options):
        if times < 1:
            raise CommandError("--times needs a whole number from 1.")
        client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
        pages = Page.objects.live().filter(depth__gt=1).order_by("path")
        self.stdout.write(
            f"{'queries':>7} {'ms':>7} {'bytes':>8} {'brotli':>7}  address (median of {times}, uncached, warm)"
        )
        for page in pages:
            answer = client.get(page.url, secure=True)
            taken = []
            for _ in range(times):
                begun = perf_counter()
                answer = client.get(page.url, secure=True)
                taken.append((perf_counter() - begun) * 1000)
            with CaptureQueriesContext(connection) as queries:
                client.get(page.url, secure=True)
            packed = len(brotli.compress(answer.content))
            self.stdout.write(
                f"{len(queries):>7} {median(taken):>7.1f} {len(answer.content):>8} {packed:>7}  {page.url}"
            )
