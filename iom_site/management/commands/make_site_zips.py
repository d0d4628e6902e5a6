"""Makes the ZIP of each language, by which readers take the site along, if what they see has changed since the last."""

from django.core.management.base import BaseCommand, CommandError

from iom_site.copies import tasks, zips
from iom_site.copies.walk import CopyError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--background", action="store_true", help="leave it to the worker (db_worker)")

    def handle(self, *, background, **options):
        if zips.are_current():
            self.stdout.write("The files are as new as the site.")
        elif background:
            tasks.make_zips_soon()
            self.stdout.write("The worker makes them.")
        else:
            try:
                made = zips.make()
            except (CopyError, OSError) as error:
                raise CommandError(f"{error} The files of before stay.") from error
            for each in made:
                self.stdout.write(f"{each.name}: {each.size / 1e6:.2f} MB, SHA-256 {each.sha256}")
