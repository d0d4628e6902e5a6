"""What readers are told of the status of a project: what staff state, unless its dates have overtaken that."""

from datetime import date

from django.db import models
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
