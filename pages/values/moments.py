"""A moment as readers see it: in the time of the office, with its weekday, and how long it is until then."""

from datetime import datetime, timedelta
from math import ceil

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from pages.values.partial_dates import localized_date

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def with_weekday(moment: datetime) -> str:
    """`Friday, 27 November 2026, 17:00`; what zone that is says `zone_note`."""
    local = timezone.localtime(moment)
    weekday = date_format(local, "l")
    return f"{weekday if get_language() == 'en' else weekday.lower()}, {localized_date(local)}, {clock(local)}"


def clock(moment: datetime) -> str:
    """`17:00`."""
    return timezone.localtime(moment).strftime("%H:%M")


def zone_note() -> str:
    """Whose clock the times of the site are."""
    return gettext("Ashgabat time, UTC+5")


def span(start: datetime, end: datetime | None) -> str:
    """From when until when; the day stands once if it is one."""
    if end is None or end == start:
        return with_weekday(start)
    same_day = timezone.localtime(start).date() == timezone.localtime(end).date()
    return f"{with_weekday(start)}–{clock(end)}" if same_day else f"{with_weekday(start)} – {with_weekday(end)}"


def time_left(moment: datetime, now: datetime) -> str:
    """How long it is until then, rounded down, so that nobody is promised more; empty if it is past."""
    left = moment - now
    if left <= timedelta():
        return ""
    if left >= DAY:
        return ngettext("%(count)d day left", "%(count)d days left", left.days) % {"count": left.days}
    if left >= HOUR:
        hours = left // HOUR
        return ngettext("%(count)d hour left", "%(count)d hours left", hours) % {"count": hours}
    minutes = max(1, ceil(left / MINUTE) - 1)
    return ngettext("%(count)d minute left", "%(count)d minutes left", minutes) % {"count": minutes}


def next_step(moment: datetime, now: datetime) -> datetime | None:
    """When `time_left` says something else next; nothing once it is past."""
    left = moment - now
    if left <= timedelta():
        return None
    unit = DAY if left > DAY else HOUR if left > HOUR else MINUTE
    return moment - (ceil(left / unit) - 1) * unit
