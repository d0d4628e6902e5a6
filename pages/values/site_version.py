"""Which state of the site readers see: one word that differs whenever that does, by a hand or by the clock.

What was made under one word is never shown under another, so whatever is kept (frames of pages, indexes, the answers
that a browser has) is right as long as the word is. It has two halves:

- a token in the database, written anew after each change that readers could see (`pages.site.invalidation`). All
  processes share it, a restart keeps it, and it is random: a database that was put back never gives one again;
- the next moment at which the clock alone changes something: midnight, a deadline, the end of an alert. No worker has
  to run for it.

A process asks for the token again after `ASKED_EVERY_SECONDS`, and at once after a change of its own.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple
from uuid import uuid4

from django.db import models
from django.utils import timezone

ASKED_EVERY_SECONDS = 0.5
ROW = 1
Moment = Callable[[datetime], datetime | None]
_moments: list[Moment] = []
_held: "_Held | None" = None


class _Held(NamedTuple):
    token: str
    until: datetime  # the clock changes nothing before
    asked_at: float

    @property
    def version(self) -> str:
        return f"{self.token}.{self.until.timestamp():.6f}"


class SiteVersion(models.Model):
    """One row, or none while nothing was changed yet."""

    token = models.CharField(max_length=32)

    class Meta:
        app_label = "pages"

    def __str__(self) -> str:
        return self.token


def register_moment(find: Moment) -> None:
    """Let a subject say when the clock changes next what readers see of it: `find(now)`, nothing if never."""
    if find not in _moments:
        _moments.append(find)


def current() -> str:
    """The version of the site at this moment. One query at most every half second, more after a change."""
    global _held
    held, now = _held, timezone.now()
    if held and monotonic() < held.asked_at + ASKED_EVERY_SECONDS and now < held.until:
        return held.version
    asked_at = monotonic()
    token = SiteVersion.objects.filter(pk=ROW).values_list("token", flat=True).first() or ""
    is_same = held is not None and token == held.token and now < held.until
    until = held.until if held and is_same else _next_change(now)
    _held = _Held(token, until, asked_at)
    return _held.version


def renew() -> None:
    """Readers see something else from now on: for all processes, after what was changed is in the database."""
    forget()
    SiteVersion.objects.update_or_create(pk=ROW, defaults={"token": uuid4().hex})
    forget()


def forget() -> None:
    """Ask again at the next question."""
    global _held
    _held = None


def _next_change(now: datetime) -> datetime:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return min([midnight, *(moment for find in _moments if (moment := find(now)))])
