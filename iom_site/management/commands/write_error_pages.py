"""Writes the pages that the proxy shows where the site does not answer."""

from pathlib import Path

from django.core.management.base import BaseCommand

from iom_site import error_pages


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="where the proxy looks for them, such as /var/lib/site/errors")

    def handle(self, *, folder, **options):
        error_pages.write(folder)
        self.stdout.write(f"Error pages written: {len(error_pages.SAID)}.")
