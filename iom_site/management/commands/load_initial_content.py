from django.core.management.base import BaseCommand, CommandError

from iom_site.initial_content import loader


class Command(BaseCommand):
    help = "Make the first pages of the site. Safe to run again: what exists, or was deleted by staff, is left alone."

    def handle(self, **options):
        try:
            report = loader.load()
        except loader.ContentError as wrong:
            raise CommandError(str(wrong)) from wrong
        for piece in report.made:
            if options["verbosity"] > 1:
                self.stdout.write(f"  made {piece}")
        self.stdout.write(f"Initial content: {len(report.made)} pieces made, {report.kept} left as they are.")
