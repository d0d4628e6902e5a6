"""Events in calendars."""

from datetime import UTC, datetime, timedelta

from pages.events.models import EventPage
from tests.pages.listings import samples
from tests.pages.listings.reading import ROOT, calendar, told


def test_event_goes_into_a_calendar_with_the_zone_of_ashgabat(client, db):
    start = datetime(2027, 3, 1, 4, 0, tzinfo=UTC)
    item = samples.make(EventPage, "Sample; event, with\nlines", starts_at=start, ends_at=start + timedelta(hours=2))
    for address in (f"{item.url}event.ics", "/en/events/calendar.ics"):
        made = calendar(client, address)
        [event] = made.events

        assert [zone["TZID"] for zone in made.timezones] == ["Asia/Ashgabat"]
        assert event.start == start
        assert event["DTSTART"].params["TZID"] == "Asia/Ashgabat"
        assert event.end - event.start == timedelta(hours=2)
        assert event["LOCATION"] == "Sample hall"
        assert event["URL"] == ROOT + item.url
        assert event["STATUS"] == "CONFIRMED"


def test_event_is_told_to_search_engines(client, db):
    item = samples.make(EventPage, online_url="https://example.org/room", kind="both")
    event = told(client, item.url, "Event")

    assert event["startDate"].endswith("+05:00")
    assert [place["@type"] for place in event["location"]] == ["Place", "VirtualLocation"]
    assert event["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
