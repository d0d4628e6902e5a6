"""The audit log: who did what that others must be able to rely on. Nobody edits it, not even an administrator.

`log(Action.MESSAGE_ANSWERED, user=request.user, subject="M-00012")` writes an entry in the transaction of the act: both
happen or neither. Entries outlive what they are about, so they never hold words that somebody confided, nor an address.

Each entry carries a digest over itself and the entry before it, made with a key that is not in the database: an entry
that is changed, left out or put in shows. The database itself refuses to change or delete one (migration 0003).
"""

import hmac
import json
import logging
from datetime import UTC
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction

from pages.accounts.encryption import derived_keys
from pages.accounts.models import AuditLogEntry, User

Action = AuditLogEntry.Action
Who = User | AnonymousUser | str | None
FIRST = "0" * 64  # stands before the first entry
MOST_ATTEMPTS = 20
security = logging.getLogger("iom_site.security")


class NotWrittenError(Exception):
    """Others wrote so much at this moment that the entry found no place."""


def log(action: AuditLogEntry.Action, /, *, user: Who = None, subject: object = "", **details: Any) -> AuditLogEntry:
    """Write an entry; `user` is a user or, for somebody who is not known, what they called themselves.

    `subject` names what it was done to; `details` are a few plain values (JSON), keys rather than words.
    """
    entry = AuditLogEntry(action=action, username=_name_of(user), subject=str(subject)[:200], details=details)
    for _attempt in range(MOST_ATTEMPTS):
        entry.previous_digest = AuditLogEntry.objects.values_list("digest", flat=True).first() or FIRST
        entry.digest = digests_of(entry)[0]
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
        except IntegrityError:  # somebody else wrote an entry in the same moment: this one comes after it
            continue
        transaction.on_commit(lambda: _tell_log(entry))
        return entry
    raise NotWrittenError


def _tell_log(entry: AuditLogEntry) -> None:
    """Into the stream of logs as well, which leaves this machine: its digests show if the table was cut off."""
    security.info("Entry %d: %s by %s, digest %s.", entry.pk, entry.action, entry.username or "nobody", entry.digest)


def _name_of(user: Who) -> str:
    name = user if isinstance(user, str) else user.get_username() if user else ""
    return name.replace("\x00", "")[:150]


def digests_of(entry: AuditLogEntry) -> list[str]:
    """The digest that an entry must have: under each key, the newest first."""
    at = entry.at.astimezone(UTC).isoformat()
    content = [entry.previous_digest, at, str(entry.action), entry.username, entry.subject, entry.details]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    return [hmac.new(key, text, "sha256").hexdigest() for key in derived_keys("audit-log")]


def end_of_log(alias: str = DEFAULT_DB_ALIAS) -> tuple[int, str]:
    """How many entries there are, and the digest of the last: kept elsewhere, both show if the end is cut off."""
    entries = AuditLogEntry.objects.using(alias)
    return entries.count(), entries.values_list("digest", flat=True).first() or ""


def is_cut_off(entries: int, digest: str) -> bool:
    """Whether the log had so many entries once, the last of this digest, and has them no longer."""
    last = AuditLogEntry.objects.filter(digest=digest).first()
    return bool(digest) and (last is None or AuditLogEntry.objects.filter(pk__lte=last.pk).count() < entries)


def first_broken_entry() -> AuditLogEntry | None:
    """The first entry that is not as it was written, or before which one is missing; nothing if all is whole."""
    expected = FIRST
    for entry in AuditLogEntry.objects.order_by("pk").iterator():
        if entry.previous_digest != expected or entry.digest not in digests_of(entry):
            return entry
        expected = entry.digest
    return None
