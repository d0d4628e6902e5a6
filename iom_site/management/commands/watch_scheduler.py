"""Asks the worker to look later on whether scheduled work still runs, and to write to administrators if not."""

from django.core.management.base import BaseCommand

from iom_site.operations.telling import ask_worker_to_look


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        ask_worker_to_look()
