"""Brings a backup back into an empty database, SQLite or PostgreSQL, and says whether everything is there."""

from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from iom_site.full_disk import StorageError
from iom_site.operations import archive_storage
from iom_site.operations.archive import ArchiveError, identities_in
from iom_site.operations.restore import rebuild_indexes, restore


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("archive", help="a file, or the name of an archive where BACKUP_TO keeps them")
        parser.add_argument("--identity", type=Path, required=True, help="the file of the secret key (age-keygen)")
        parser.add_argument(
            "--other-keys", action="store_true", help="although MESSAGE_KEYS are others: messages stay unreadable"
        )

    def handle(self, *, archive, identity, other_keys, **options):
        opened = partial(open, archive, "rb") if Path(archive).exists() else partial(_from_place, archive)
        try:
            identities = identities_in(identity.read_text())
            manifest = restore(opened, identities, self.stderr, any_keys=other_keys)
        except (ArchiveError, StorageError, FileNotFoundError) as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(
            f"Restored as of {manifest['made_at']}: {rows} rows in {len(manifest['tables'])} tables and "
            f"{len(manifest['files'])} files. Each was compared with the archive and is equal."
        )
        if manifest["missing_files"]:
            self.stdout.write(f"Missing when the backup was made: {', '.join(manifest['missing_files'])}")
        rebuild_indexes(self.stderr)
        self.stdout.write("Ready. Next: `python manage.py purge_messages`, then `python manage.py doctor`.")


def _from_place(name):
    return archive_storage.place().open(name)
