from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from iom_site.sample_content import loader


class Command(BaseCommand):
    help = "Make sample items for trying the site out, each marked as one; --remove takes them away. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="remove every sample item and nothing else")

    def handle(self, *, remove, **options):
        if remove:
            self.stdout.write(f"Sample items removed: {loader.remove()} pages.")
            return
        if not settings.LOCAL:
            raise CommandError("Samples are for a machine of one's own (LOCAL=on): readers would take them for facts.")
        report = loader.load()
        self.stdout.write(f"Sample items: {len(report.made)} made, {report.kept} left as they are.")
