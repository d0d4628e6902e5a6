"""Makes one encrypted archive of the database and the uploads, from one moment."""

import pyrage
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from iom_site.full_disk import StorageError
from iom_site.operations import archive_storage, backup, trial
from iom_site.operations.archive import ArchiveError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="restore it at once into a database of its own, which is then removed"
        )

    def handle(self, *, check, **options):
        try:
            try:
                missing = self._make(check)
            finally:  # what must go goes also when nothing new can be made
                self._remove_expired()
        except (ArchiveError, StorageError) as error:
            raise CommandError(str(error)) from error
        if missing:
            raise CommandError(f"Uploads that the database names and nobody finds: {', '.join(missing)}")

    def _make(self, check):
        # The secret half of this key is never written anywhere and gone when the command ends.
        identity = pyrage.x25519.Identity.generate()
        name, missing = backup.make(self.stderr, also_for=[identity.to_public()] if check else [])
        self.stdout.write(f"Backup written: {name}")
        if check:
            trial.restore_for_trial(name, [identity], self.stderr)
            self.stdout.write("It was restored for a trial, and every row and file is there.")
        return missing

    def _remove_expired(self):
        removed = archive_storage.remove_expired() if settings.BACKUP_TO else 0
        if removed:
            self.stdout.write(f"Old backups removed: {removed}")
