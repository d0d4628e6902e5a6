"""Makes an archive of the database and of what was uploaded, from one moment, while the site goes on."""

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from iom_site.operations import archive_storage
from iom_site.operations.archive import ArchiveError, Writer, encrypted, recipients_of
from iom_site.operations.progress import Progress
from iom_site.operations.sequences import last_numbers
from iom_site.operations.snapshot import snapshot
from iom_site.operations.tables import columns_of, copied_models, lines, plain
from pages.accounts import audit

FORMAT = 1


def make(out, *, also_for=(), alias=DEFAULT_DB_ALIAS):
    """Write an archive to where archives lie; its name. `also_for` are more recipients, as age knows them."""
    if not settings.BACKUP_RECIPIENTS:
        raise ArchiveError("BACKUP_RECIPIENTS is empty: a backup is encrypted or not made (see .env.example).")
    recipients = [*recipients_of(settings.BACKUP_RECIPIENTS), *also_for]
    made_at = timezone.now().isoformat()
    with archive_storage.unfinished() as file:
        with encrypted(file, recipients) as stream, snapshot(alias) as moment:
            missing = _write(Writer(stream), moment, made_at, out)
            entries, last = audit.end_of_log(moment)
        file.flush()
        os.fsync(file.fileno())
        with Path(file.name).open("rb") as whole:
            digest = archive_storage.digest_of(whole)
        receipt = archive_storage.Receipt(
            made_at, Path(file.name).stat().st_size, digest, len(missing), audit_entries=entries, audit_digest=last
        )
        return archive_storage.keep(file, receipt), missing


def _write(writer, moment, made_at, out):
    progress = Progress(out, "Tables", len(copied_models()))
    for label, model in copied_models().items():
        writer.add_table(label, columns_of(model), lines(model, moment))
        progress.step()
    missing = _write_files(writer, file_names(moment), out)
    writer.finish(
        {
            "format": FORMAT,
            "made_at": made_at,
            "release": release(),
            "database": connections[moment].vendor,
            "migrations": migrations(moment),
            "last_numbers": last_numbers(moment),
            "missing_files": missing,
        }
    )
    return missing


def _write_files(writer, names, out):
    """Uploads keep their names and never change: what the rows of a moment name is what stood there then."""
    progress, missing = Progress(out, "Files", len(names)), []
    for name in names:
        try:
            with default_storage.open(name) as file:
                writer.add_file(name, file.size, file)
        except FileNotFoundError:
            missing.append(name)
        progress.step()
    return missing


def file_names(alias):
    """The names of all uploads that rows speak of, without the drawn sizes of pictures."""
    names = set()
    for model in copied_models().values():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                names |= set(plain(model).objects.using(alias).values_list(field.column, flat=True))
    return sorted(name for name in names if name)


def migrations(alias):
    """`{app: [names]}` of the migrations that made the tables what they are."""
    found = {}
    for app, name in sorted(MigrationRecorder(connections[alias]).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def release():
    """What `restore` tells to install: the commit after which the folder of a server is named (`deploy/upgrade`)."""
    if settings.ROOT.parent.name == "releases":
        return settings.ROOT.name
    try:
        return version("iom-turkmenistan")
    except PackageNotFoundError:
        return ""
