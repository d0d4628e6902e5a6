"""An archive: a tar of rows and files, compressed, then encrypted with age (https://age-encryption.org/v1).

First the tables, each in parts of `PART_BYTES`, then the files, last `manifest.json`, which says how much of everything
there must be, and a signature of it. A public key encrypts, so anybody could make an archive: only the signature, by a
key derived from MESSAGE_KEYS, tells that this site made it. Whoever holds the secret key can open an archive without
this program: `age -d -i key.txt x.age | tar -xz`.
"""

import hmac
import io
import json
import os
import tarfile
import threading
from contextlib import contextmanager, suppress
from hashlib import sha256

import pyrage

from iom_site.full_disk import StorageError
from pages.accounts.encryption import derived_keys

MANIFEST, SIGNATURE = "manifest.json", "manifest.signature"
TABLES, FILES = "tables/", "files/"
PART_BYTES = 1024 * 1024
BROKEN = "The archive is damaged or incomplete. Take another one."


class ArchiveError(Exception):
    """A sentence for whoever runs the command."""


def recipients_of(texts):
    """Public keys for age, from their texts (`age1…`)."""
    try:
        return [pyrage.x25519.Recipient.from_str(text) for text in texts]
    except pyrage.RecipientError:
        raise ArchiveError("BACKUP_RECIPIENTS must be public keys of age, each beginning with age1.") from None


def identities_in(text):
    """The secret keys in a file that `age-keygen` wrote."""
    found = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        if found:
            return [pyrage.x25519.Identity.from_str(line) for line in found]
    except pyrage.IdentityError:
        pass
    raise ArchiveError("The file of the secret key holds none: it has a line that begins with AGE-SECRET-KEY-1.")


@contextmanager
def _beside(work, ours, theirs):
    """Have `work` done in a thread at the other end of a pipe, of which `ours` is the end here."""
    failed = []

    def run():
        try:
            with theirs:
                work(theirs)
        except Exception as error:  # told to the caller, in the thread of the caller
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield failed
    finally:
        with suppress(BrokenPipeError):
            ours.close()
        thread.join()


@contextmanager
def encrypted(stream, recipients):
    """Write into this what shall reach the stream encrypted."""
    theirs, ours = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    with _beside(lambda source: pyrage.encrypt_io(source, stream, recipients), ours, theirs) as failed:
        yield ours
    if failed:
        raise failed[0]


@contextmanager
def decrypted(stream, identities):
    """Read from this what stands encrypted in the stream; `ArchiveError` if it cannot be opened or was changed."""
    ours, theirs = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    failed = []
    try:
        with _beside(lambda target: pyrage.decrypt_io(stream, target, identities), ours, theirs) as failed:
            yield ours
            while ours.read(PART_BYTES):  # to the end, which alone tells that nothing was cut off
                pass
    except StorageError:  # where the archive lies, or where uploads are written to
        raise
    except (tarfile.TarError, EOFError, OSError) as error:
        _explain(failed)
        raise ArchiveError(BROKEN) from error
    _explain(failed)


def _explain(failed):
    if failed and isinstance(failed[0], StorageError):
        raise failed[0]
    if failed and "matching keys" in str(failed[0]):
        raise ArchiveError("This secret key does not open the archive: it was made for another one.") from failed[0]
    if failed:
        raise ArchiveError(BROKEN) from failed[0]


class Writer:
    """Puts rows and files into an archive and keeps count of them for the manifest."""

    def __init__(self, stream):
        self._tar = tarfile.open(fileobj=stream, mode="w|gz")  # noqa: SIM115 - closed by `finish`
        self.tables, self.files = {}, {}

    def add_table(self, label, columns, lines):
        """The rows of a table, which come as lines."""
        digest, rows, part, waiting = sha256(), 0, 0, bytearray()
        for line in lines:
            digest.update(line)
            rows += 1
            waiting += line
            if len(waiting) >= PART_BYTES:
                self._add(f"{TABLES}{label}/{part:05}.jsonl", bytes(waiting))
                part, waiting = part + 1, bytearray()
        if waiting:
            self._add(f"{TABLES}{label}/{part:05}.jsonl", bytes(waiting))
        self.tables[label] = {"columns": columns, "rows": rows, "sha256": digest.hexdigest()}

    def add_file(self, name, size, stream):
        """An uploaded file under its name in the storage."""
        source = _Counting(stream)
        entry = tarfile.TarInfo(FILES + name)
        entry.size = size
        self._tar.addfile(entry, source)
        self.files[name] = {"size": size, "sha256": source.digest.hexdigest()}

    def finish(self, manifest):
        """The manifest with what was counted, and its signature."""
        text = json.dumps({**manifest, "tables": self.tables, "files": self.files}, ensure_ascii=False).encode()
        self._add(MANIFEST, text)
        self._add(SIGNATURE, _signatures(text)[0].encode())
        self._tar.close()

    def _add(self, name, content):
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        self._tar.addfile(entry, io.BytesIO(content))


class _Counting:
    def __init__(self, stream):
        self._stream, self.digest = stream, sha256()

    def read(self, size=-1):
        content = self._stream.read(size)
        self.digest.update(content)
        return content


def _signatures(manifest):
    return [hmac.new(key, manifest, "sha256").hexdigest() for key in derived_keys("backups")]


def entries(stream):
    """`(name, file)` of everything in the decrypted stream, in its order."""
    with tarfile.open(fileobj=stream, mode="r|gz") as tar:
        for entry in tar:
            if not entry.isfile():
                raise ArchiveError(BROKEN)
            yield entry.name, tar.extractfile(entry)


def verified_manifest(stream, *, any_keys=False):
    """The manifest, once everything was read and is as it says; nothing is written anywhere."""
    tables, files, last = {}, {}, {}
    for name, content in entries(stream):
        if name.startswith(TABLES):
            digest, rows = tables.setdefault(label_in(name), [sha256(), 0])
            text = content.read()
            digest.update(text)
            tables[label_in(name)][1] = rows + text.count(b"\n")
        elif name.startswith(FILES):
            files[name.removeprefix(FILES)] = _measure(content)
        else:
            last[name] = content.read()
    if set(last) != {MANIFEST, SIGNATURE}:
        raise ArchiveError(BROKEN)
    signed = any(hmac.compare_digest(each, last[SIGNATURE].decode()) for each in _signatures(last[MANIFEST]))
    if not signed and not any_keys:
        raise ArchiveError(
            "The archive was not made with one of MESSAGE_KEYS of this machine. Set the keys of the site that made it."
        )
    manifest = json.loads(last[MANIFEST])
    counted = {label: {"rows": rows, "sha256": digest.hexdigest()} for label, (digest, rows) in tables.items()}
    promised = {
        label: {"rows": table["rows"], "sha256": table["sha256"]}
        for label, table in manifest["tables"].items()
        if table["rows"]
    }
    if counted != promised or files != manifest["files"]:
        raise ArchiveError(BROKEN)
    return manifest


def label_in(name):
    """The table to which a part belongs: `tables/pages.Alert/00000.jsonl`."""
    return name.removeprefix(TABLES).partition("/")[0]


def _measure(content):
    digest, size = sha256(), 0
    while block := content.read(PART_BYTES):
        digest.update(block)
        size += len(block)
    return {"size": size, "sha256": digest.hexdigest()}
