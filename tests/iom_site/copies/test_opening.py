"""The file that somebody carries along, opened from a folder in a real browser, with and without JavaScript."""

import os

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium was found (set CHROMIUM)")


@pytest.fixture(scope="module")
def chromium():
    which = {} if CHROMIUM == "playwright" else {"executable_path": CHROMIUM}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=["--no-sandbox", "--disable-gpu"], **which)
        yield browser
        browser.close()


@pytest.fixture
def open_start(chromium, copied):
    """Opens the start page of a language: `(page, what it asked for, what the browser complained of)`."""
    contexts = []

    def open_start(code, **options):
        contexts.append(chromium.new_context(**options))
        page, asked, said = contexts[-1].new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: said.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((copied.unpacked[code] / "index.html").as_uri())
        return page, asked, said

    yield open_start
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("code", "label", "words"),
    [("en", "Words", "trafficked person"), ("ru", "Слова", "торговля людьми"), ("tk", "Sözler", "adam söwdasy")],
)
def test_words_are_found_without_a_network(open_start, code, label, words):
    page, asked, said = open_start(code)
    page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("region").filter(has=page.get_by_label(label, exact=True)).get_by_role("link").first.click()
    page.wait_for_url(f"**/{code}/**/index.html")

    assert page.get_by_role("heading", level=1).is_visible()
    assert {each.split(":")[0] for each in asked} == {"file"}
    assert said == []


def test_title_counts_more_than_words(open_start):
    page, _asked, _said = open_start("en")
    page.get_by_label("Words", exact=True).fill("passport")

    found = page.get_by_role("region", name="Search this copy")
    assert "passport" in found.get_by_role("link").first.text_content()
    page.get_by_label("Words", exact=True).fill("qwertzuiop")
    found.get_by_text("Nothing was found.").wait_for()


def test_without_javascript_all_pages_stand_in_a_list(open_start):
    page, asked, said = open_start("en", java_script_enabled=False)

    assert not page.get_by_label("Words", exact=True).is_visible()
    page.get_by_role("main").get_by_role("link", name="I want to come home").click()
    page.wait_for_url("**/en/info/**/index.html")
    assert page.get_by_role("link", name="Exit this page").is_visible()
    assert {each.split(":")[0] for each in asked} == {"file"}
    assert said == []


def test_exit_of_help_leads_to_the_calendar(open_start):
    page, _asked, _said = open_start("en")
    page.get_by_role("main").get_by_role("link", name="I want to come home").click()
    page.get_by_role("link", name="Exit this page").click()
    page.get_by_role("heading", name="Calendar", exact=False).first.wait_for()

    assert page.url.endswith("/calendar/index.html")
