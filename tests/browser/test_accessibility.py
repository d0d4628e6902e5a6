"""No reader is left out: the keyboard reaches everything, colours, motion and paper are the reader's choice."""

import pytest
from playwright.sync_api import expect

from tests.browser import checks
from tests.browser.pages_of_site import PAGES, USED

ITEMS = (
    *("news", "news item", "publications", "publication", "events", "event"),
    *("opportunities", "vacancy", "call"),
)


@pytest.mark.parametrize("code", ["ru", "tk"])
def test_axe_finds_no_violation_in_lists_and_items_of_other_languages(open_page, subtests, code):
    page = open_page(None, reduced_motion="reduce")  # a colour on its way into another is neither
    for kind in ITEMS:
        with subtests.test(kind):
            page.goto(PAGES[kind].replace("/en/", f"/{code}/"))
            assert checks.violations(page) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", USED)
def test_every_stop_of_the_keyboard_is_visible(open_page, kind, width):
    stops = list(checks.stops(open_page(PAGES[kind], width=width)))

    assert [stop["html"][:200] for stop in stops if not stop["visible"]] == []
    assert len(stops) > 8


SHEET = {"width": 672, "height": 978}  # CSS pixels of A4 within the margins of the style sheet


def test_items_fit_on_paper_with_their_address_and_a_code_to_photograph(open_page, subtests):
    page = open_page(None)
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    for kind in ITEMS:
        with subtests.test(kind):
            page.goto(PAGES[kind])
            assert page.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]
            address = page.locator(".print-only").evaluate("line => getComputedStyle(line, '::before').content")
            assert PAGES[kind] in address
            if not kind.endswith("s"):  # a list is no page to pass on
                expect(page.get_by_text("Photograph this code to open the page.")).to_be_visible()
                assert page.locator(".qr").bounding_box()["width"] > 100
                expect(page.get_by_text("Pass this page on")).not_to_be_visible()


def test_skip_link_comes_first_and_leads_to_the_content(open_page):
    page = open_page("/en/who-we-are/")
    page.keyboard.press("Tab")
    assert page.get_by_role("link", name="Skip to main content").evaluate("link => link === document.activeElement")

    page.keyboard.press("Enter")

    assert page.get_by_role("main").evaluate("main => main === document.activeElement")


def test_forced_colours_keep_the_edges_of_controls(open_page):
    page = open_page("/en/", forced_colors="active")

    button = page.get_by_role("link", name="Read about our mission")
    assert button.evaluate("link => getComputedStyle(link).borderTopStyle") == "solid"


def test_nothing_moves_when_motion_is_unwelcome(open_page):
    page = open_page("/en/", reduced_motion="reduce")

    moving = """() => [...document.querySelectorAll("a, button, summary")]
      .filter((element) => getComputedStyle(element).transitionDuration !== "0s").map((element) => element.outerHTML)"""
    assert page.evaluate(moving) == []


def test_paper_leaves_out_what_only_works_on_a_screen(open_page):
    page = open_page("/en/who-we-are/regional-approach/")
    expect(page.get_by_role("navigation", name="Breadcrumbs")).to_be_visible()
    page.emulate_media(media="print")

    expect(page.get_by_text("Menu", exact=True)).not_to_be_visible()
    expect(page.get_by_role("navigation", name="Breadcrumbs")).not_to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("do not imply official endorsement")).to_be_visible()
