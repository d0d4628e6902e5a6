"""Where archives lie, which is the newest, and when they go.

Beside each archive lies a receipt, which tells nothing of what is in it: when it was made, its size, its SHA-256, when
it was last restored for a trial, and how long the audit log was, with the digest of its last entry: since a receipt
lies where the database is not, it shows if the end of the log was cut off. An archive appears under its name once it is
whole; `.part` is what was left.
"""

import json
import re
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from iom_site.operations.archive import ArchiveError

SUFFIX, RECEIPT, PART = ".age", ".age.json", ".part"
TIME_IN_NAME = "%Y%m%d-%H%M%S"
NAME = r"site-(\d{8}-\d{6})-[0-9a-f]{8}.*\.age"


@dataclass
class Receipt:
    """What is known of an archive from outside; times in ISO 8601."""

    made_at: str
    size: int
    sha256: str
    missing_files: int = 0
    tried_at: str = ""
    opened_with_secret_key: bool = False
    audit_entries: int = 0
    audit_digest: str = ""

    @property
    def age(self):
        return timezone.now() - datetime.fromisoformat(self.made_at)


class _Whole(File):
    """A finished file that a storage on disk takes over by renaming it."""

    def temporary_file_path(self):
        return self.name


def place():
    """The storage of the archives."""
    if not settings.BACKUP_TO:
        raise ArchiveError("BACKUP_TO is empty: it says where backups go (see .env.example).")
    return storages["backups"]


def _is_over(receipt, is_newest):
    """The last one outlives the others, if no new one can be made; but no archive stays longer than a message."""
    days = settings.MESSAGE_RETENTION_DAYS
    return receipt.age > timedelta(days=days if is_newest else min(settings.BACKUP_RETENTION_DAYS, days))


@contextmanager
def unfinished():
    """A file to write an archive into: where archives lie, if that is a disk, so that its name is all that changes."""
    folder = getattr(place(), "location", None) if "://" not in settings.BACKUP_TO else None
    if folder:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in Path(folder).glob(f"*{PART}"):
            if timezone.now().timestamp() - left.stat().st_mtime > timedelta(days=1).total_seconds():
                left.unlink(missing_ok=True)
    with NamedTemporaryFile(suffix=PART, dir=folder or None, delete=False) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def keep(file, receipt):
    """Give a finished file the name of an archive, its receipt beside it. The name."""
    name = f"site-{datetime.fromisoformat(receipt.made_at):{TIME_IN_NAME}}-{receipt.sha256[:8]}{SUFFIX}"
    with Path(file.name).open("rb") as whole:
        kept = place().save(name, _Whole(whole, file.name))
    write_receipt(kept, receipt)
    return kept


def write_receipt(name, receipt):
    path = name.removesuffix(SUFFIX) + RECEIPT
    place().delete(path)
    place().save(path, ContentFile(json.dumps(asdict(receipt)).encode()))


def receipts():
    """`{name: Receipt}` of all archives, the newest first; one without a receipt is none of ours."""
    storage = place()
    try:
        names = storage.listdir("")[1]
    except FileNotFoundError:
        return {}
    found = {}
    for name in names:
        archive = name.removesuffix(".json")
        if name.endswith(RECEIPT) and archive in names:
            with storage.open(name) as file:
                found[archive] = Receipt(**json.loads(file.read()))
    return dict(sorted(found.items(), key=lambda pair: pair[1].made_at, reverse=True))


def remove_expired():
    """Remove the archives whose time is over; how many.

    Also one whose receipt was never written, or not again, since somebody pulled the plug: its name says its age.
    """
    known = receipts()
    expired = [name for name, receipt in known.items() if _is_over(receipt, name == next(iter(known)))]
    expired += [name for name, receipt in _without_receipt(known).items() if _is_over(receipt, is_newest=False)]
    for name in expired:
        place().delete(name)
        place().delete(name.removesuffix(SUFFIX) + RECEIPT)
    return len(expired)


def _without_receipt(known):
    storage, found = place(), {}
    with suppress(FileNotFoundError):
        for name in storage.listdir("")[1]:
            if name not in known and (made := re.fullmatch(NAME, name)):
                made_at = datetime.strptime(made[1], TIME_IN_NAME).replace(tzinfo=UTC)
                found[name] = Receipt(made_at.isoformat(), 0, "")
    return found


def digest_of(file):
    """The SHA-256 of a file that can be read."""
    file.seek(0)
    return file_digest(file, "sha256").hexdigest()
