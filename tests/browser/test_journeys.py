"""What is written every day, from “add” in the admin to a reader without JavaScript; no superuser.

It is published on the line of an office with 50 kbit/s, while the form saves by itself.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_accounts import shell
from tests.browser.test_editing import edit
from tests.browser.test_saving import slow_down

SOON = timezone.localtime() + timedelta(days=20)
MOMENT, LATER = SOON.strftime("%Y-%m-%d 10:00"), SOON.strftime("%Y-%m-%d 12:00")
LEAD, TEXT = "A sample lead of a journey.", "Sample words of the text."
# What a kind needs beside title, lead and text, by the labels of its form, and what readers are told of that.
KINDS = {
    "Write a news item": ({"Place": "Ashgabat"}, "Ashgabat"),
    "Add a publication": ({"Published": "03.2026"}, "March 2026"),
    "Announce an event": ({"Begins": MOMENT, "Ends": LATER, "Venue": "Sample hall"}, "Sample hall"),
    "Announce a vacancy": ({"Deadline": MOMENT, "Duty station": "Ashgabat"}, "Open now"),
    "Announce a call": ({"Deadline": MOMENT}, "Open now"),
}


def begin(page, label, title):
    """The form of a new page from the dashboard, with title and lead."""
    edit(page, label)
    page.get_by_role("textbox", name=re.compile("^Title")).first.fill(title)
    page.get_by_role("textbox", name=re.compile("^Lead")).fill(LEAD)


def write_text(page):
    page.locator("[data-contentpath=body]").get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    editor = page.locator("[data-contentpath=body] .public-DraftEditor-content").first
    editor.click()
    editor.press_sequentially(TEXT)
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile(TEXT))  # some moments after the last letter


def fill_date(field, value):
    """The calendar opens some moments after the field was entered, over what stands below; a press beside closes it."""
    calendar = field.page.locator(".xdsoft_datetimepicker").filter(visible=True)
    field.click()
    calendar.wait_for()
    field.fill(value)
    field.page.locator("body").dispatch_event("mousedown")
    calendar.wait_for(state="hidden")


def fill(page, fields):
    for label, value in fields.items():
        field = page.get_by_role("textbox", name=re.compile(f"^{label}")).first
        fill_date(field, value) if value in (MOMENT, LATER) else field.fill(value)


def publish(page):
    """Answers where the page is to be read."""
    page.get_by_role("button", name="Publish").click()
    return page.get_by_role("status").get_by_role("link", name="View live").get_attribute("href")


@pytest.mark.parametrize("label", KINDS)
def test_from_the_dashboard_over_a_slow_line_to_a_reader_without_javascript(open_page, label):
    fields, told = KINDS[label]
    page, title = open_page(None, user="moderators"), f"Sample journey: {label}"
    begin(page, label, title)
    fill(page, fields)
    write_text(page)
    slow_down(page)
    address = publish(page)

    reader = open_page(address.rsplit("/", 2)[0] + "/", script=False)
    reader.get_by_role("main").get_by_role("link", name=title).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    read = reader.get_by_role("main").inner_text()
    assert {each for each in (LEAD, TEXT, told) if each not in read} == set()


def choose(page, what, name):
    """Choose something from the library in the window that opens."""
    page.get_by_role("button", name=re.compile(f"^Choose (a |an )?{what}", re.IGNORECASE)).first.click()
    page.get_by_role("dialog").get_by_role("link", name=name).first.click()
    page.get_by_role("dialog").wait_for(state="hidden")


def test_story_needs_a_consent_and_is_gone_with_its_picture_when_that_is_withdrawn(open_page):
    page, title = open_page(None, user="moderators"), "Sample journey: a story"
    begin(page, "Write a news item", title)
    page.get_by_role("combobox", name=re.compile("^Kind")).select_option("Story")
    choose(page, "image", "Sample portrait")
    write_text(page)
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("A story is published only with the consent of whom it is about.").first.wait_for()
    choose(page, "consent", "C-JOURNEY")
    address = publish(page)

    reader = open_page(address, script=False)
    picture = reader.get_by_role("main").locator("img").first.get_attribute("src")
    assert reader.request.get(picture).status == 200

    officer = open_page("/admin/snippets/pages/consentrecord/", user="moderators")
    officer.get_by_role("link", name="C-JOURNEY").first.click()
    officer.get_by_role("link", name="Withdraw consent…").click()
    expect(officer.get_by_role("main")).to_contain_text(title)
    officer.get_by_role("button", name="Withdraw consent").click()
    officer.get_by_text("Readers see nothing of it any more").wait_for()

    assert reader.goto(address).status == 404
    assert reader.request.get(picture).status == 404
    reader.goto("/en/news/")
    assert title not in reader.content()


APPEARS = """
from django.core.management import call_command
from wagtail.models import Page, Revision
from django.utils import timezone
page = Page.objects.get(title={!r})
now = timezone.now()
revision = page.scheduled_revision
revision.content["go_live_at"] = now.isoformat()
Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now, content=revision.content)
call_command("publish_scheduled")
"""


def test_news_under_embargo_appears_when_its_time_has_come(open_page, site):
    page, title = open_page(None, user="moderators"), "Sample journey: embargo"
    begin(page, "Write a news item", title)
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    dialog = page.get_by_role("dialog", name="Set publishing schedule")
    fill_date(dialog.get_by_role("textbox", name="Go live date/time"), MOMENT)
    dialog.get_by_role("button", name="Save schedule").click()
    page.get_by_role("button", name=re.compile("Schedule to publish|Publish")).first.click()
    page.get_by_role("status").get_by_text("scheduled for publishing").wait_for()

    reader = open_page("/en/news/", script=False)
    assert title not in reader.content()
    shell(site, APPEARS.format(title))
    reader.reload()
    reader.get_by_role("main").get_by_role("link", name=title).click()
    expect(reader.get_by_role("main")).to_contain_text(LEAD)


CLOSES = """
from datetime import timedelta
from django.utils import timezone
from pages.opportunities.models import CallPage
call = CallPage.objects.get(slug="sample-call-that-closes")
call.closes_at = timezone.now() + timedelta(seconds=1)
call.save_revision().publish()
"""


def test_call_closes_by_itself(open_page, site):
    reader = open_page("/en/opportunities/sample-call-that-closes/", script=False)
    expect(reader.get_by_role("main")).to_contain_text("Open now")
    shell(site, CLOSES)
    for _ in range(60):
        if "Closed" in reader.get_by_role("main").inner_text():
            break
        reader.wait_for_timeout(250)
        reader.reload()

    expect(reader.get_by_role("main")).not_to_contain_text("Open now")
    expect(reader.get_by_role("link", name="Deadline for your calendar")).to_have_count(0)
    reader.goto("/en/opportunities/?state=open")
    expect(reader.get_by_role("main")).not_to_contain_text("Sample call that closes")


def test_reader_sees_a_correction_with_its_date(open_page):
    page = open_page("/en/news/s3/", user="moderators")
    page.goto(page.locator("wagtail-userbar a[href$='/edit/']").get_attribute("href"))
    page.get_by_role("tab", name="Upkeep and sources").click()
    corrections = page.locator("[data-contentpath=corrections]")
    corrections.get_by_role("button", name=re.compile("Insert|Add")).first.click()
    fill_date(corrections.get_by_role("textbox", name=re.compile("Date", re.IGNORECASE)), "2026-11-02")
    corrections.get_by_role("textbox", name=re.compile("Text|What", re.IGNORECASE)).fill("A sample number was wrong.")
    publish(page)

    reader = open_page("/en/news/s3/", script=False)
    read = reader.get_by_role("region", name="About this page").inner_text()
    assert "2 November 2026: A sample number was wrong." in read
