"""Somebody in danger with an old telephone: to a number in one tap, and away at once without a way back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import checks

BELOW = ["", "a/", "b/", "c/", "d/", "e/", "f/"]


def exit_link(page):
    return page.get_by_role("link", name="Exit this page")


def get_help(page):
    page.get_by_role("banner").get_by_role("link", name="Get help").click()
    page.wait_for_url("**/notes/")


def away(page):
    """The calendar has arrived, and what it asks for too."""
    page.wait_for_url("**/calendar/")
    page.wait_for_load_state("networkidle")
    assert page.title().startswith("Calendar ")


@pytest.mark.parametrize("script", [True, False])
def test_from_home_to_a_number_in_one_tap_and_one_scroll(open_page, script):
    page = open_page("/en/", width=320, height=640, script=script)

    get_help(page)

    number = page.get_by_role("link", name="000", exact=True)
    assert number.bounding_box()["y"] < 2 * 640
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    assert box["height"] >= 44
    at = "([x, y]) => document.elementFromPoint(x, y).closest('a').getAttribute('href')"
    assert page.evaluate(at, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]) == "tel:000"


def test_every_page_has_the_way_to_help_in_its_header(open_page):
    for address in ("/en/", "/ru/privacy/", "/tk/search/", "/en/nothing/", "/en/notes/a/"):
        links = open_page(address, width=320, script=False).get_by_role("banner").get_by_role("link")
        assert any("/notes/" in link.get_attribute("href") for link in links.all()), address


def test_exit_by_a_click_and_back_does_not_return(open_page):
    page = open_page("/en/", width=360)
    get_help(page)
    page.get_by_role("link", name="Sample b").click()
    page.wait_for_url("**/notes/b/")

    exit_link(page).click()
    away(page)
    page.go_back()

    expect(page).to_have_url(re.compile("/en/$"))
    page.go_forward()
    expect(page).to_have_url(re.compile("/en/calendar/$"))


def test_exit_by_the_keyboard_alone(open_page):
    page = open_page("/en/notes/")
    page.keyboard.press("Tab")
    assert exit_link(page).evaluate("link => link === document.activeElement")

    page.keyboard.press("Enter")

    away(page)


def test_exit_by_escape_is_announced_and_back_does_not_return(open_page):
    page = open_page("/en/", width=1280)
    get_help(page)
    said = page.get_by_role("complementary", name="Exit").get_by_role("status")
    expect(page.get_by_text("or press Escape three times")).to_be_visible()

    page.keyboard.press("Escape")
    expect(said).to_have_text("Escape pressed once. Press it two more times to exit.")
    page.keyboard.press("Escape")
    expect(said).to_have_text("Escape pressed twice. Press it once more to exit.")
    page.keyboard.press("Escape")
    away(page)
    page.go_back()

    expect(page).to_have_url(re.compile("/en/$"))


def test_escape_pressed_twice_or_with_another_key_between_stays(open_page):
    page = open_page("/en/notes/")

    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        page.keyboard.press(key)

    expect(page).to_have_url(re.compile("/notes/$"))


def test_page_is_gone_before_the_next_one_arrives(open_page):
    page = open_page("/en/notes/")

    touched = """() => {
      document.querySelector("aside a").click();
      return [getComputedStyle(document.documentElement).display, document.title];
    }"""

    assert page.evaluate(touched) == ["none", ""]
    away(page)


def test_exit_without_javascript_is_a_plain_link(open_page):
    page = open_page("/en/notes/", width=320, script=False)
    expect(page.get_by_text("or press Escape three times")).not_to_be_visible()

    exit_link(page).click()

    away(page)


def test_after_the_exit_neither_storage_nor_cache_holds_anything(open_page):
    page = open_page("/en/notes/a/")
    page.evaluate("localStorage.setItem('a', '1'); sessionStorage.setItem('a', '1')")
    wire = page.context.new_cdp_session(page)
    script = page.locator("script[src]").get_attribute("src")

    exit_link(page).click()
    away(page)
    page.wait_for_function("localStorage.length + sessionStorage.length === 0")

    assert page.context.cookies() == []
    asked = "(url) => fetch(url, {cache: 'only-if-cached', mode: 'same-origin'}).then(() => true, () => false)"
    for address in ("/en/notes/", "/en/notes/a/", script):
        assert page.evaluate(asked, address) is False, address
    history = wire.send("Page.getNavigationHistory")["entries"]
    assert not [entry["url"] for entry in history if "notes" in entry["url"]]


@pytest.mark.parametrize("script", [True, False])
def test_page_that_is_left_by_its_links_is_not_kept(open_page, script):
    page = open_page("/en/notes/", script=script)

    page.get_by_role("link", name="IOM Turkmenistan").click()
    page.wait_for_url("**/en/")

    assert page.evaluate("document.referrer") == ""


def test_no_request_leaves_the_origin_and_none_tells_where_it_comes_from(open_page, site):
    page, requests = open_page(None), []
    page.on("requestfinished", lambda request: requests.append(request))
    for below in BELOW:
        page.goto(f"/en/notes/{below}", wait_until="networkidle")
    exit_link(page).click()
    away(page)

    assert [url for url in page.requests if not url.startswith(site.url)] == []
    # What went over the wire; `headers` still names the page of a redirected request, `all_headers` does not.
    assert [each.url for each in requests if "notes" in each.all_headers().get("referer", "")] == []
    assert len(requests) > len(BELOW)
    assert page.complaints == []


def test_page_is_read_in_order_without_any_style(open_page):
    def without_style(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r"<style>.*?</style>", "", answer.text(), flags=re.DOTALL))

    page = open_page(None, width=320)
    page.route("**/en/notes/", without_style)
    page.goto("/en/notes/")

    text = page.inner_text("body")
    order = [text.index(words) for words in ("Exit this page", "English", "Sample help", "Sample line in danger")]
    assert order == sorted(order)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("below", ["", "c/", "d/"])
def test_exit_stays_in_view_and_never_covers_what_has_the_focus(open_page, width, below):
    page = open_page(f"/en/notes/{below}", width=width, height=640)
    stops = 0
    for stop in checks.stops(page, most=60):
        stops += 1
        assert stop["visible"], stop["html"][:200]
        assert not stop["covered"], stop["html"][:200]
        assert exit_link(page).bounding_box()["y"] < 640

    assert stops > 8


def test_card_prints_eight_to_a_sheet(open_page):
    page = open_page("/en/card/")

    sheet = page.pdf(prefer_css_page_size=True)

    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type/Page\n") == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("table", include_hidden=True).filter(visible=True)).to_have_count(8)
    expect(exit_link(page)).not_to_be_visible()


def test_paper_of_a_checklist_has_boxes_and_numbers(open_page):
    page = open_page("/en/notes/c/")
    page.emulate_media(media="print")

    expect(page.get_by_role("checkbox").first).to_be_visible()
    expect(page.get_by_role("link", name="000", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="IOM Turkmenistan")).not_to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_from_the_confidential_form_to_the_reference_and_its_state(open_page, script):
    page = open_page("/en/info/10/", width=320, script=script)
    page.get_by_role("radio").first.check()
    page.get_by_role("button").click()
    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.get_by_role("radio").first).to_be_checked()

    page.locator("textarea").fill("A sample message of a test.")
    page.get_by_role("button").click()
    reference = page.locator(".done").get_by_role("strong").inner_text()
    page.get_by_role("link", name="Where the answer will stand").click()
    page.get_by_role("textbox").fill(reference.lower().replace("-", " "))
    page.get_by_role("button").click()

    expect(page.get_by_role("main").get_by_role("status")).to_be_visible()
    assert "sample message" not in page.content()
    assert reference not in page.url
    assert page.context.cookies() == []
