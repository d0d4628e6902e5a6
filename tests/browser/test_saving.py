"""Saving on the line of an office with 50 kbit/s, and two people on one page, in a real browser; no superuser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accounts import save_draft, shell
from tests.browser.test_editing import edit

SLOW = {"offline": False, "latency": 800, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8}
NOTICED = 4000  # milliseconds: Wagtail notices no change of a form before
PATIENCE = 60_000
MADE = "from wagtail.models import Page; print([page.live for page in Page.objects.filter(title={!r})])"
LATEST = (
    "from pages.content.home import HomePage; page = HomePage.objects.get(locale__language_code='en'); "
    "print(page.get_latest_revision_as_object().headline)"
)
COUNTRY = (
    "from pages.content.regional import CountryPage; "
    "print(CountryPage.objects.get(iso2='KZ', locale__language_code='en').pk)"
)


def slow_down(page):
    """From here on; without what the page has already, which a real browser keeps."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    page.set_default_timeout(PATIENCE)


def new_page(page, title):
    page.goto("/admin/pages/add/pages/standardpage/3/")
    field = page.get_by_role("textbox", name=re.compile("^Title")).first
    field.wait_for()
    page.wait_for_timeout(NOTICED)
    slow_down(page)
    return field


def by_itself(request):
    return request.method == "POST" and request.headers.get("accept") == "application/json"


@pytest.mark.parametrize("button", ["Save draft", "Publish"])
@pytest.mark.parametrize("is_under_way", [True, False], ids=["while it saves by itself", "before it does"])
def test_new_page_is_made_once_on_a_slow_line(open_page, site, button, is_under_way):
    page, title = open_page(None, user="moderators"), f"Slow {button} {is_under_way}"
    field = new_page(page, title)
    if is_under_way:
        with page.expect_request(by_itself):
            field.press_sequentially(title)
    else:
        field.press_sequentially(title)
        page.wait_for_timeout(1000)  # nobody is faster: meanwhile Wagtail fills in the address
    if button == "Publish":
        page.get_by_role("button", name=button).click()
    else:
        save_draft(page)

    page.get_by_role("status").get_by_text(re.compile("created|published|updated")).first.wait_for()
    expect(page.locator("main")).not_to_contain_text("already in use")
    assert shell(site, MADE.format(title)) == str([button == "Publish"])


def test_draft_is_saved_while_autosave_runs_and_nobody_is_told_of_another_window(open_page, site):
    page = open_page(None, user="moderators")
    edit(page, "Change the home page")
    page.wait_for_timeout(NOTICED)
    slow_down(page)
    headline = page.get_by_role("textbox", name="Headline")
    with page.expect_request(by_itself):
        headline.fill("A first sample")
    headline.fill("A second sample")
    save_draft(page)

    page.get_by_text(re.compile("saved|updated")).first.wait_for()
    page.wait_for_load_state()
    assert "newer version" not in page.content()
    expect(page.locator("main")).not_to_contain_text("another window")
    assert shell(site, LATEST) == "A second sample"


def test_two_people_see_both_texts(open_page, site):
    anna, boris = open_page(None, user="moderators"), open_page(None, user="administrator")
    for page in (anna, boris):
        edit(page, "Change the home page")
    boris.get_by_role("textbox", name="Headline").fill("Words of Boris")
    anna.get_by_role("textbox", name="Headline").fill("Words of Anna")
    save_draft(anna)
    anna.get_by_text(re.compile("saved|updated")).first.wait_for()
    save_draft(boris)
    # If Wagtail knows by now, it asks first; its question shows no text.
    asked = boris.get_by_role("dialog").get_by_role("button", name="Save draft")
    refused = boris.get_by_text("Not saved: moderators saved another version")
    asked.or_(refused).first.wait_for()
    if asked.is_visible():
        asked.click()

    boris.get_by_text("Not saved: moderators saved another version").wait_for()
    expect(boris.get_by_role("textbox", name="Headline")).to_have_value("Words of Boris")
    expect(boris.locator(".save-conflict")).to_contain_text("Anna")
    assert shell(site, LATEST) == "Words of Anna"

    boris.get_by_role("textbox", name="Headline").fill("Words of both")
    save_draft(boris)
    boris.get_by_text(re.compile("updated")).first.wait_for()
    assert shell(site, LATEST) == "Words of both"


def test_what_was_typed_beside_a_half_typed_field_comes_back_after_the_tab_was_closed(open_page, site):
    page, address = open_page(None, user="moderators"), f"/admin/pages/{shell(site, COUNTRY)}/edit/"
    page.goto(address)
    name, code = (page.get_by_role("textbox", name=label) for label in ("Official name", "Two-letter code"))
    code.wait_for()
    page.wait_for_timeout(NOTICED)
    name.fill("A sample name")
    page.locator("[data-contentpath=body] [role=textbox]").first.fill("Sample words of a body.")
    code.fill("k")
    page.get_by_role("tab", name="Search and sharing").click()
    page.get_by_role("link", name="Two-letter code").click()
    code.and_(page.locator(":focus")).wait_for()
    page.close()

    page = page.context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Put them back").click()
    page.get_by_text("could not be saved").first.wait_for()
    page.get_by_text("Sample words of a body.").first.wait_for()
    page.get_by_role("textbox", name="Two-letter code").fill("KZ")
    save_draft(page)
    page.get_by_text(re.compile("updated")).first.wait_for()
    page.goto(address)
    expect(page.get_by_role("textbox", name="Official name")).to_have_value("A sample name")
    expect(page.locator("[data-contentpath=body]")).to_contain_text("Sample words of a body.")
