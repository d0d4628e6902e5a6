"""Each kind as a reader, a calendar, a reader of feeds and a search engine meet it."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from icalendar import Calendar
from lxml import etree
from pypdf import PdfWriter

from pages.events.models import EventPage
from pages.news.models import NewsPage
from pages.opportunities.models import CallPage, VacancyPage
from pages.publications.models import PublicationPage
from pages.values import moments
from tests.html import Document
from tests.pages.listings import samples

ATOM = "{http://www.w3.org/2005/Atom}"
ROOT = "http://localhost:8000"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Document(response.text)


def told(client, address, kind):
    """The JSON-LD node of this type on a page."""
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text)[1]
    return {node["@type"]: node for node in json.loads(script)["@graph"]}.get(kind)


def entries(client, address):
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content).findall(f"{ATOM}entry")


def calendar(client, address):
    response = client.get(address)
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    return Calendar.from_ical(response.content)


# News


def test_news_has_a_dateline_of_place_and_date(client, db):
    item = samples.make(NewsPage, place="Ashgabat", date=date(2026, 11, 26))

    assert "Ashgabat, 26 November 2026" in read(client, item.url).text


def test_correction_of_news_is_public_and_dated(client, db):
    item = samples.make(NewsPage)
    item.corrections = [("note", {"date": date(2026, 11, 26), "text": "A sample correction."})]
    item.save_revision().publish()

    assert "26 November 2026: A sample correction." in read(client, item.url).text


def test_news_cannot_be_published_without_its_lead(publisher, client, db):
    item = samples.make(NewsPage, live=False)
    form = {"title": "Sample", "slug": "sample-item", "summary": "", "kind": "news", "date": "2026-11-26"}
    form |= {
        f"{name}-{part}": "0" for name in ("body", "sources", "corrections", "change_notes") for part in ("count",)
    }
    form |= {f"relations-{part}": "0" for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    form |= {f"comments-{part}": "0" for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    client.post(f"/admin/pages/{item.pk}/edit/", {**form, "action-publish": "1"})
    item.refresh_from_db()

    assert not item.live
    client.post(f"/admin/pages/{item.pk}/edit/", {**form, "summary": "A lead.", "action-publish": "1"})
    item.refresh_from_db()
    assert item.live


# Opportunities


def test_deadline_is_shown_with_its_weekday_in_ashgabat_and_the_time_that_is_left(client, db):
    closes = timezone.now() + timedelta(days=3, hours=2)
    item = samples.make(VacancyPage, closes_at=closes)
    text = read(client, item.url).text

    assert moments.with_weekday(closes) in text
    assert "3 days left" in text


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2, hours=23), "2 days left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(hours=23, minutes=59), "23 hours left"),
        (timedelta(minutes=59, seconds=30), "59 minutes left"),
        (timedelta(seconds=2), "1 minute left"),
        (timedelta(), ""),
        (timedelta(days=-1), ""),
    ],
)
def test_no_more_time_is_promised_than_there_is(left, words):
    now = datetime(2026, 11, 26, tzinfo=UTC)

    assert moments.time_left(now + left, now) == words


def test_moment_is_told_by_the_clock_of_ashgabat():
    assert moments.with_weekday(datetime(2026, 11, 27, 20, 30, tzinfo=UTC)) == "Saturday, 28 November 2026, 01:30"


def test_vacancy_closes_to_the_second_although_nothing_was_published(client, db, monkeypatch):
    closes = timezone.now() + timedelta(days=1)
    item = samples.make(VacancyPage, closes_at=closes)
    opened = client.get(item.url)

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return client.get(item.url, headers={"If-None-Match": opened.headers["ETag"]})

    assert "no-cache" in opened.headers["Cache-Control"]
    assert "no one can apply any more" not in at(closes - timedelta(seconds=1)).text
    closed = at(closes)
    assert closed.status_code == 200
    assert "no one can apply any more" in closed.text
    assert "Sample way." in closed.text
    assert "1 item" not in read(client, "/en/opportunities/?state=open").text


def test_cancelled_call_says_so_before_its_deadline(client, db):
    item = samples.make(CallPage, outcome="cancelled")

    assert "This was cancelled" in read(client, item.url).text
    assert calendar(client, "/en/opportunities/calendar.ics").events == []


def test_open_vacancy_is_told_to_search_engines_and_a_closed_one_is_not(client, db):
    item = samples.make(VacancyPage, appointment_type="fixed_term", reference="VN-1")
    job = told(client, item.url, "JobPosting")

    assert job["title"] == "Sample item"
    assert "A sample text of its own." in job["description"]
    assert job["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Ashgabat",
        "addressCountry": "TM",
    }
    assert job["validThrough"].endswith("+05:00")
    assert job["hiringOrganization"]["name"] == "IOM Turkmenistan"
    item.closes_at = timezone.now() - timedelta(seconds=1)
    item.save_revision().publish()
    assert told(client, item.url, "JobPosting") is None


def test_page_without_opportunities_leads_to_the_addresses_that_staff_gave(client, db):
    index = samples.list_of(VacancyPage)
    link = {"label": "Sample address", "link": [{"type": "url", "value": "https://example.org/jobs"}]}
    index.addresses = index._meta.get_field("addresses").stream_block.to_python([{"type": "address", "value": link}])
    index.none_text = "A sample sentence."
    index.save_revision().publish()
    page = read(client, index.url)

    assert "Nothing is announced here at present" in page.headings
    assert "A sample sentence." in page.text
    assert "https://example.org/jobs" in page.links


def test_deadline_before_the_day_of_publication_is_refused(db):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="before the day of publication"):
        samples.make(CallPage, date=date(2026, 5, 2), closes_at=datetime(2026, 5, 1, tzinfo=UTC))


# Publications


def pdf(pages):
    writer, file = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(file)
    return file.getvalue()


def test_download_states_type_size_pages_and_language(client, db):
    document = samples.make_document("sample.pdf", pdf(7), code="ru")
    item = samples.make(PublicationPage, files=[("file", document)])

    for address in (item.url, "/en/publications/"):
        words = read(client, address).text.replace("\xa0", " ")
        assert re.search(r"Sample file \(PDF, [\d.,]+ (bytes|KB), 7 pages, Русский \)", words)
        assert "Read it here, without a file" in words


def test_broken_pdf_states_no_pages(client, db):
    document = samples.make_document("sample.pdf", b"%PDF-1.4\n/Count 12\n%%EOF")
    item = samples.make(PublicationPage, files=[("file", document)])

    assert "pages" not in read(client, item.url).text.partition("To read")[2][:120]


def test_publication_is_told_to_search_engines_as_a_report(client, db):
    item = samples.make(PublicationPage, files=[("file", samples.make_document())], isbn="978-1")
    report = told(client, item.url, "Report")

    assert (report["datePublished"], report["isbn"]) == ("2026-03", "978-1")
    assert report["encoding"][0]["contentUrl"].startswith(f"{ROOT}/documents/")


# Events


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


def test_calendar_of_deadlines_holds_what_is_open(client, db):
    open_one = samples.make(VacancyPage, "Sample open")
    samples.make(CallPage, "Sample closed", closes_at=timezone.now() - timedelta(days=1), date=date(2026, 1, 1))
    [event] = calendar(client, "/en/opportunities/calendar.ics").events

    assert event["SUMMARY"] == "Deadline: Sample open"
    assert event.start == open_one.closes_at.replace(microsecond=0)


def test_event_is_told_to_search_engines(client, db):
    item = samples.make(EventPage, online_url="https://example.org/room", kind="both")
    event = told(client, item.url, "Event")

    assert event["startDate"].endswith("+05:00")
    assert [place["@type"] for place in event["location"]] == ["Place", "VirtualLocation"]
    assert event["eventAttendanceMode"].endswith("MixedEventAttendanceMode")


# Feeds


@pytest.mark.parametrize("kind", samples.KINDS)
def test_feed_holds_the_newest_twenty_with_their_full_text(client, db, kind):
    samples.make_many(kind, 21)
    item = samples.make(kind, "Sample & <last>")
    url = samples.list_of(kind).url
    found = entries(client, f"{url}feed.xml")

    assert len(found) == 20
    entry = next(each for each in found if each.findtext(f"{ATOM}title") == "Sample & <last>")
    assert "A sample text of its own." in entry.findtext(f"{ATOM}content")
    assert entry.find(f"{ATOM}link").get("href") == ROOT + item.url
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert f"{url}feed.xml" in client.get(url).text
    assert f"{url}feed.xml" in client.get(item.url).text


def test_feed_takes_the_filters_of_the_list(client, db):
    samples.make(NewsPage, "Sample one", kind="statement")
    samples.make(NewsPage, "Sample two", kind="story")

    found = entries(client, "/en/news/feed.xml?kind=story")

    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["Sample two"]


def test_addresses_in_a_feed_are_whole(client, db):
    body = [{"type": "text", "value": '<p><a href="/en/privacy/">Sample</a> <a href="#x">x</a></p>'}]
    item = samples.make(NewsPage, body=body)
    content = entries(client, "/en/news/feed.xml")[0].findtext(f"{ATOM}content")

    assert f'href="{ROOT}/en/privacy/"' in content
    assert "<svg" not in content
    assert item.title


def test_empty_feed_is_a_feed_that_stays_the_same(client, db):
    first, second = (client.get("/ru/news/feed.xml") for _ in range(2))

    assert entries(client, "/ru/news/feed.xml") == []
    assert first.content == second.content


# Sharing


@pytest.mark.parametrize("kind", samples.KINDS)
def test_item_is_passed_on_without_telling_anyone(client, db, kind):
    item = samples.make(kind, "Sample & item")
    part = read(client, item.url).region("Pass this page on")

    assert part.root.xpath(".//input[@readonly]/@value") == [ROOT + item.url]
    assert any(link.startswith("sms:?&body=Sample%20%26%20item%0Ahttp") for link in part.links)
    assert any(link.startswith("mailto:?subject=Sample%20%26%20item&body=") for link in part.links)
    assert part.root.xpath(".//*[local-name()='svg' and @class='qr']")


# Drafts


@pytest.mark.parametrize("kind", samples.KINDS)
def test_unfinished_draft_can_be_looked_at(db, kind):
    nothing = dict.fromkeys({kind.date_field, kind.end_field} - {""})
    parent = samples.list_of(kind)
    page = parent.add_child(instance=kind(title="Sample draft", slug="draft", live=False, locale=parent.locale))
    for name, value in nothing.items():
        setattr(page, name, value)
    response = page.make_preview_request()

    assert response.status_code == 200
    assert "Sample draft" in response.text


@pytest.mark.parametrize("kind", [EventPage, PublicationPage, VacancyPage])
def test_item_that_was_published_unfinished_breaks_no_list(client, db, kind):
    item = samples.make(kind)
    name = getattr(kind, "moment_field", kind.date_field)
    kind.objects.filter(pk=item.pk).update(**{name: None})
    samples.make(kind, "Sample finished")
    url = samples.list_of(kind).url

    assert "Sample finished" in client.get(url).text
    assert client.get(f"{url}feed.xml").status_code == 200
    assert client.get(f"{item.url}event.ics").status_code == 404
    assert client.get(item.url).status_code == 200


def test_first_screen_leads_to_a_new_item_of_each_kind(client, editor):
    page = read(client, "/admin/")
    for kind in samples.KINDS:
        address = f"/admin/pages/add/pages/{kind._meta.model_name}/{samples.list_of(kind).pk}/"
        assert address in page.links
        assert client.get(address).status_code == 200
