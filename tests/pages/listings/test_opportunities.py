"""Vacancies and calls: deadlines to the second, and what is said when there is none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from pages.opportunities.models import CallPage, VacancyPage
from pages.values import moments
from tests.pages.listings import samples
from tests.pages.listings.reading import calendar, read, told


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

    assert "max-age=0" in opened.headers["Cache-Control"]
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


def test_calendar_of_deadlines_holds_what_is_open(client, db):
    open_one = samples.make(VacancyPage, "Sample open")
    samples.make(CallPage, "Sample closed", closes_at=timezone.now() - timedelta(days=1), date=date(2026, 1, 1))
    [event] = calendar(client, "/en/opportunities/calendar.ics").events

    assert event["SUMMARY"] == "Deadline: Sample open"
    assert event.start == open_one.closes_at.replace(microsecond=0)


def test_vacancy_says_its_field_and_the_experience_in_the_language_of_the_page_if_they_are_known(client, db):
    assert "Field of work" not in read(client, samples.make(VacancyPage).url).text

    item = samples.make(VacancyPage, category="logistics", experience="3-4")
    copy = item.copy_for_translation(Locale.objects.get(language_code="ru"))
    copy.save_revision().publish()

    text = read(client, item.url).text
    assert "Field of work Logistics and procurement" in text
    assert "Experience 3 to 4 years" in text
    assert "Логистика и закупки" in read(client, copy.url).text


def test_addenda_of_a_call_stand_in_the_page_in_the_feed_and_are_found(client, db):
    assert "Addenda" not in read(client, samples.make(CallPage).url).text

    note = {"date": "2026-11-20", "text": "Sample xylophone moved to Monday."}
    item = samples.make(CallPage, "Sample with a change", addenda=[{"type": "note", "value": note}])

    assert "20 November 2026: Sample xylophone moved" in read(client, item.url).text
    assert "Sample xylophone moved" in client.get("/en/opportunities/feed.xml").text
    assert item.url in client.get("/en/search/?q=xylophone").text
