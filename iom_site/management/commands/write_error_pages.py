"""Writes the pages that the proxy shows where the site does not answer."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from iom_site import error_pages


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", help="where the proxy looks for them; without: ERROR_PAGES_ROOT")

    def handle(self, *, folder, **options):
        place = folder or settings.ERROR_PAGES_ROOT
        if not place:
            raise CommandError("No folder is named, nor is ERROR_PAGES_ROOT set (see .env.example).")
        error_pages.write(Path(place))
        self.stdout.write(f"Error pages written: {len(error_pages.SAID)}.")
