"""Brings an archive back into an empty database: wholly, or the database stays empty."""

import io
from contextlib import suppress
from hashlib import file_digest, sha256

from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from iom_site.operations.archive import (
    FILES,
    TABLES,
    ArchiveError,
    decrypted,
    entries,
    label_in,
    verified_manifest,
)
from iom_site.operations.backup import FORMAT, migrations
from iom_site.operations.progress import Progress
from iom_site.operations.sequences import go_on_from
from iom_site.operations.tables import columns_of, copied_models, empty_all, lines, what_is_there, write_lines

INDEXES = ("rebuild_references_index", "update_index", "rebuild_search")


def restore(open_archive, identities, out, *, any_keys=False, alias=DEFAULT_DB_ALIAS):
    """Put the archive that `open_archive()` gives into the database and the storage of uploads; its manifest.

    It is read twice: to know that it is whole before anything is written, then to write it.
    """
    _refuse_what_is_not_empty(alias)
    with open_archive() as file, decrypted(file, identities) as stream:
        manifest = verified_manifest(stream, any_keys=any_keys)
    out.write("The archive is whole.\n")
    _refuse_what_does_not_fit(manifest, alias)
    written = []
    try:
        with transaction.atomic(using=alias):
            empty_all(alias)
            with open_archive() as file, decrypted(file, identities) as stream:
                _write(stream, manifest, written, alias, out)
            go_on_from(manifest["last_numbers"], alias)
            connections[alias].check_constraints()
            _compare(manifest, alias, out)
    except BaseException:
        for name in written:
            with suppress(OSError):
                default_storage.delete(name)
        raise
    return manifest


def rebuild_indexes(out):
    """Make anew what follows from the rest, and forget what this process and the cache knew of another database."""
    ContentType.objects.clear_cache()
    for cache in caches.all():
        cache.clear()
    for name in INDEXES:
        out.write(f"{name}\n")
        call_command(name, verbosity=0)


def _refuse_what_is_not_empty(alias):
    if not connections[alias].introspection.table_names():
        raise ArchiveError("The database has no tables. Run `python manage.py migrate` first.")
    label = what_is_there(alias)
    if label:
        raise ArchiveError(
            f"The database is not empty ({label}): an archive is restored into a new one, after `migrate`."
        )


def _refuse_what_does_not_fit(manifest, alias):
    if manifest["format"] != FORMAT or migrations(alias) != manifest["migrations"]:
        raise ArchiveError(
            "The archive is of another release of the site. Install the release that made it "
            f"({manifest.get('release') or 'unknown'}), migrate, restore, then upgrade."
        )
    columns = {label: columns_of(model) for label, model in copied_models().items()}
    if columns != {label: table["columns"] for label, table in manifest["tables"].items()}:
        raise ArchiveError("The archive has other tables than this release of the site, although it says otherwise.")


def _write(stream, manifest, written, alias, out):
    rows = sum(table["rows"] for table in manifest["tables"].values())
    out.write(f"Rows: {rows}\n")
    progress = Progress(out, "Files", len(manifest["files"]))
    for name, content in entries(stream):
        if name.startswith(TABLES):
            write_lines(copied_models()[label_in(name)], content.read(), alias)
        elif name.startswith(FILES):
            name = name.removeprefix(FILES)
            _write_file(name, content, manifest["files"][name], written)
            progress.step()


def _write_file(name, content, promised, written):
    if not default_storage.exists(name):
        written.append(name)
        default_storage.save(name, File(_Sized(content, promised["size"])))
    with default_storage.open(name) as file:
        if file_digest(file, "sha256").hexdigest() != promised["sha256"]:
            raise ArchiveError(f"Where uploads are kept lies another file of this name: {name}. Move it away first.")


class _Sized(io.RawIOBase):
    """What a storage asks of a file that cannot be wound back."""

    def __init__(self, stream, size):
        self._stream, self.size, self.name = stream, size, ""

    def readable(self):
        return True

    def read(self, size=-1):
        return self._stream.read(size)


def _compare(manifest, alias, out):
    """Every row as it now stands, read again, must be the row of the archive."""
    progress = Progress(out, "Tables compared", len(manifest["tables"]))
    for label, model in copied_models().items():
        digest = sha256()
        for line in lines(model, alias):
            digest.update(line)
        if digest.hexdigest() != manifest["tables"][label]["sha256"]:
            raise ArchiveError(f"What was restored differs from the archive ({label}).")
        progress.step()
