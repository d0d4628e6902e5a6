"""iCalendar files (RFC 5545): one moment, or a whole list of them to subscribe to."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event, Timezone

CONTENT_TYPE = "text/calendar; charset=utf-8"
MOST = 80  # entries of a whole calendar


def respond(request, name, events, file_name):
    """The calendar of a list, or of one item."""
    calendar, name = Calendar(), " ".join(name.split())
    calendar.add("prodid", f"-//{request.site_context.site_name}//{name}//{request.site_context.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for component in (zone(settings.TIME_ZONE), *events):
        calendar.add_component(component)
    response = HttpResponse(calendar.to_ical(), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@cache
def zone(name):
    """A time zone in full, as calendars want it; to find its offsets out takes as long as thirty entries."""
    return Timezone.from_tzinfo(ZoneInfo(name))


def event_of(request, page, title, start: datetime, end: datetime | None, **more):
    """One entry. Its identity stays when the page moves; each language has its own."""
    zone, event = ZoneInfo(settings.TIME_ZONE), Event()
    changed = page.last_published_at or timezone.now()
    event.add("uid", f"{page.translation_key}-{request.site_context.language}@{request.get_host().partition(':')[0]}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", start.astimezone(zone))
    if end and end > start:
        event.add("dtend", end.astimezone(zone))
    event.add("summary", title)
    event.add("description", page.summary)
    event.add("url", page.get_full_url(request))
    for name, value in more.items():
        if value:
            event.add(name, value)
    return event
