"""Restores the newest backup for a trial, with the secret key: on another machine, where that key may be."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from iom_site.full_disk import StorageError
from iom_site.operations import archive_storage, trial
from iom_site.operations.archive import ArchiveError, identities_in


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("archive", nargs="?", help="its name where BACKUP_TO keeps them; else the newest")
        parser.add_argument("--identity", type=Path, required=True, help="the file of the secret key (age-keygen)")

    def handle(self, *, archive, identity, **options):
        try:
            name = archive or next(iter(archive_storage.receipts()), None)
            if not name:
                raise CommandError("There is no backup.")
            trial.restore_for_trial(name, identities_in(identity.read_text()), self.stderr, with_secret_key=True)
        except (ArchiveError, StorageError, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name} was restored for a trial: every row and file is there.")
