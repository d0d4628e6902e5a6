"""Restores an archive into a database of its own, beside the site, to know that it can be done."""

import os
import subprocess
import sys
from dataclasses import replace
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

from iom_site.operations import archive_storage
from iom_site.operations.archive import ArchiveError


def restore_for_trial(name, identities, out, *, with_secret_key=False):
    """Restore this archive into an SQLite file that is removed at the end, and note that it could be done.

    The keys reach the other process by its standard input and touch no disk.
    """
    receipt = archive_storage.receipts().get(name)
    if receipt is None:
        raise ArchiveError(f"There is no backup of this name: {name}")
    with archive_storage.place().open(name) as file:
        if archive_storage.digest_of(file) != receipt.sha256:
            raise ArchiveError(f"{name} is not the file that was written: its SHA-256 differs.")
    with TemporaryDirectory() as folder:
        out.write("Making a database for the trial\n")
        _manage(folder, "migrate", "--verbosity", "0")
        out.write("Restoring into it\n")
        _manage(folder, "restore", name, "--identity", "/dev/stdin", keys="\n".join(map(str, identities)))
    tried = replace(receipt, tried_at=timezone.now().isoformat())
    tried.opened_with_secret_key |= with_secret_key
    archive_storage.write_receipt(name, tried)


def _manage(folder, *arguments, keys=""):
    """A command of this site on a database, uploads and a cache that are its own."""
    own = {"DATABASE_URL": f"sqlite:///{folder}/trial.sqlite3", "MEDIA_ROOT": f"{folder}/media"}
    environment = {**os.environ, **own, "MEDIA_BUCKET": "", "REDIS_URL": "", "BACKUP_TO": settings.BACKUP_TO}
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=settings.ROOT, env=environment, input=keys, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason was given"]
        raise ArchiveError(f"The trial failed: {said[-1]}")
