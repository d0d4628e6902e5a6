"""What readers are told of the status of a project: what staff state, unless its dates have overtaken that."""

from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.values.partial_dates import PartialDate


class StatedStatus(models.TextChoices):
    """What staff state, in the terms of IATI's list “Activity Status”."""

    NOT_STATED = "not_stated", _("Not stated")
    PIPELINE = "pipeline", _("Planned")
    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Completed")
    SUSPENDED = "suspended", _("Suspended")


class PublicStatus(models.TextChoices):
    """What readers see and filter by, in the order in which they meet it."""

    ACTIVE = "active", _("Active")
    PIPELINE = "pipeline", _("Planned")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")
    NOT_STATED = "not_stated", _("Not stated")


def public_status(stated: str, end: PartialDate | None, today: date) -> PublicStatus:
    """A project whose end is past has ended, whatever its record still says.

    Nobody knows what became of one that was only planned when its end came.
    """
    if not end or end.last_day >= today:
        return PublicStatus.ENDED if stated == StatedStatus.COMPLETED else PublicStatus(stated)
    return PublicStatus.NOT_STATED if stated == StatedStatus.PIPELINE else PublicStatus.ENDED


def status_text(status: PublicStatus, end: PartialDate | None) -> str:
    """A status as readers see it, with the year of an end; empty if nothing is known."""
    if status == PublicStatus.NOT_STATED:
        return ""
    if status == PublicStatus.ENDED and end:
        return gettext("Ended %(year)s") % {"year": end.year}
    return str(status.label)


def period_text(start: PartialDate | None, end: PartialDate | None, form: str) -> str:
    """From when until when; `form` says how a date is written: `label` whole, `short` for narrow columns."""
    first, last = (getattr(day, form) if day else "" for day in (start, end))
    if start and end:
        if first == last:
            return str(first)
        return f"{first}–{last}" if not start.month and not end.month else f"{first} – {last}"
    if start:
        return gettext("from %(start)s") % {"start": first}
    return gettext("until %(end)s") % {"end": last} if end else ""
