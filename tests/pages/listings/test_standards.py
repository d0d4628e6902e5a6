"""Feeds, calendars and JSON-LD as their specifications ask for them."""

import re

import pytest
from icalendar import Calendar

from pages.events.models import EventPage
from pages.news.models import NewsPage
from pages.opportunities.models import CallPage, VacancyPage
from pages.publications.models import PublicationPage
from tests.pages.listings import samples
from tests.pages.listings.atom import violations
from tests.pages.listings.reading import told

# Required, and recommended where this site has it: developers.google.com/search/docs/appearance/structured-data.
REQUIRED = {
    VacancyPage: (
        "JobPosting",
        *("title", "description", "datePosted", "validThrough", "hiringOrganization.name"),
        *("jobLocation.address.addressLocality", "jobLocation.@type"),
    ),
    EventPage: (
        "Event",
        *("name", "startDate", "endDate", "location.name", "location.address", "eventStatus", "organizer.name"),
        *("eventAttendanceMode", "description"),
    ),
    NewsPage: (
        "NewsArticle",
        "headline",
        "datePublished",
        "dateModified",
        "author.name",
        "author.url",
        "publisher.name",
    ),
    PublicationPage: ("Report", "name", "publisher.name", "datePublished"),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.mark.parametrize("kind", samples.KINDS)
@pytest.mark.parametrize("count", [0, 1, 25])
def test_feed_breaks_no_rule_of_atom(client, db, kind, count):
    for number in range(min(count, 2)):
        samples.make(kind, f"Sample & <{number}>")
    samples.make_many(kind, (2, count)) if count > 2 else None

    assert violations(client.get(f"{samples.list_of(kind).url}feed.xml").content) == []


@pytest.mark.parametrize("language", ["ru", "tk"])
def test_feed_of_a_translation_breaks_no_rule_either(client, db, language):
    samples.make(NewsPage, "Образец Nusga ň", code=language)

    assert violations(client.get(f"/{language}/news/feed.xml").content) == []


@pytest.mark.parametrize(
    ("right", "wrong", "section"),
    [
        ("<updated>", "<modified>", "4.1.1"),
        ("urn:uuid:", "", "4.2.6"),
        ('href="http', 'href="ttp', "4.2.7.1"),
        ('type="html"', 'type="markdown"', "3.1.1"),
        ("T", " ", "3.3"),
    ],
)
def test_a_broken_feed_is_found(client, db, right, wrong, section):
    samples.make(NewsPage)
    feed = client.get("/en/news/feed.xml").text
    if section == "3.3":
        broken = re.sub(r"(<updated>[\d-]+)T", r"\1 ", feed)
    else:
        broken = feed.replace(right, wrong).replace(
            "</updated>", "</modified>" if wrong == "<modified>" else "</updated>"
        )

    assert any(problem.startswith(section) for problem in violations(broken.encode()))


@pytest.mark.parametrize(("kind", "address"), [(EventPage, "/en/events/"), (VacancyPage, "/en/opportunities/")])
def test_calendar_breaks_no_rule_of_icalendar(client, db, kind, address):
    title = "Sample; with, marks \\ and a very long title: " + "ň" * 80
    items = [samples.make(kind, title), samples.make(kind, "Sample of another")]
    raw = client.get(f"{address}calendar.ics").content
    lines, made = raw.split(b"\r\n"), Calendar.from_ical(raw)

    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")  # 3.1
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is parted where a line is folded
    assert made["VERSION"] == "2.0"
    assert made["PRODID"]  # 3.6
    assert not made.errors
    [zone] = made.timezones
    assert zone.subcomponents  # 3.6.5: STANDARD or DAYLIGHT
    assert {part.name for part in zone.subcomponents} <= {"STANDARD", "DAYLIGHT"}
    assert all({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= set(part) for part in zone.subcomponents)
    assert len({event["UID"] for event in made.events}) == len(items)  # 3.8.4.7
    for event in made.events:
        assert not event.errors
        assert event["DTSTAMP"].dt.utcoffset().total_seconds() == 0  # 3.8.7.2
        assert event["DTSTART"].params["TZID"] == zone["TZID"]
    assert title in [str(event["SUMMARY"]).removeprefix("Deadline: ") for event in made.events]


def test_identity_of_an_event_stays_when_it_changes(client, db):
    item = samples.make(EventPage)
    before = Calendar.from_ical(client.get("/en/events/calendar.ics").content).events[0]
    item.title = "Sample with another title"
    item.save_revision().publish()
    after = Calendar.from_ical(client.get("/en/events/calendar.ics").content).events[0]

    assert before["UID"] == after["UID"]
    assert before["DTSTAMP"].dt <= after["DTSTAMP"].dt


def value_at(node, path):
    for name in path.split("."):
        node = node.get(name) if isinstance(node, dict) else None
    return node


@pytest.mark.parametrize("kind", REQUIRED)
def test_search_engines_find_what_they_require(client, db, kind):
    name, *required = REQUIRED[kind]
    node = told(client, samples.make(kind).url, name)

    assert {path for path in required if not value_at(node, path)} == set()
    for key in ("startDate", "endDate", "validThrough", "dateModified"):
        assert key not in node or MOMENT.fullmatch(node[key]), key


def test_call_is_no_job(client, db):
    assert told(client, samples.make(CallPage).url, "JobPosting") is None
