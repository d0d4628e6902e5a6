"""Writes a complete copy of the public site, which any web server can serve, and which opens from a folder."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from iom_site.copies import folder as folders
from iom_site.copies.walk import CopyError, walk
from iom_site.copies.writing import whole_site

SAID_EVERY = 100  # addresses, where nobody watches


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="where to; an older copy there is replaced when this is whole")

    def handle(self, *, folder, **options):
        try:
            self._export(folder.absolute())
        except OSError as error:
            raise CommandError(f"{error.filename or folder} cannot be written ({error.strerror}).") from error
        except CopyError as error:
            raise CommandError(f"{error} Nothing was changed.") from error

    def _export(self, folder):
        folders.check(folder)
        new = folders.unfinished(folder)
        try:
            with TemporaryDirectory(prefix="asked-", dir=new) as store:
                walked = self._walk(Path(store))
                count = folders.write(new / "copy", whole_site(walked), walked.made_on)
            folders.swap(new / "copy", folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        self.stdout.write(f"Written: {count} files to {folder}. {len(walked.left)} addresses lead to the site itself.")

    def _walk(self, store):
        is_watched = self.stderr.isatty()
        for walked, left in walk(timezone.localdate(), store):
            asked = len(walked.kept)
            if is_watched or not asked % SAID_EVERY or not left:
                self.stderr.write(f"\r{asked} copied, {left} to go ", ending="" if is_watched else "\n")
                self.stderr.flush()
        return walked
