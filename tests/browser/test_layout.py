"""What a page looks like where it is narrow or has little to show: measured in a browser, in three languages."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from pages.values.styles import without_comments

LANGUAGES = ["en", "ru", "tk"]
# Words that do not fit into their place, and links of the footer that lie upon each other.
FOOTER = """() => {
  const links = [...document.querySelectorAll("footer nav a")];
  const boxes = links.map((link) => link.getBoundingClientRect());
  const touching = boxes.some((one, at) => boxes.slice(at + 1).some((other) =>
    one.top < other.bottom - 1 && other.top < one.bottom - 1 && one.left < other.right && other.left < one.right));
  const broken = links.filter((link) => {
    const range = document.createRange(), text = link.firstChild;
    return (text.textContent.match(/[^\\s\\u00ad]+/g) || []).some((word) => {
      const start = text.textContent.indexOf(word);
      range.setStart(text, start); range.setEnd(text, start + word.length);
      return range.getClientRects().length > 1;
    });
  });
  return [touching, broken.map((link) => link.textContent)];
}"""
DOORS = """() => {
  const list = document.querySelector(".entry-cards");
  const cells = [...list.children].map((each) => each.getBoundingClientRect());
  return [list.clientWidth * list.clientHeight, cells.reduce((sum, cell) => sum + cell.width * cell.height, 0)];
}"""
STOPS = """() => {
  const road = document.querySelector(".hero__art path:last-of-type"), doors = document.querySelector(".entry-cards");
  const box = road.getBoundingClientRect(), hero = document.querySelector(".hero").getBoundingClientRect();
  const button = document.querySelector(".hero .button").getBoundingClientRect();
  return {
    within: box.left >= hero.left && box.right <= hero.right && box.top >= hero.top,
    above: box.bottom <= doors.getBoundingClientRect().top,
    beside: box.left >= button.right || box.top >= button.bottom,
  };
}"""

# The least room between the words of a link and those of the next.
APART = """() => {
  const range = document.createRange();
  const words = [...document.querySelectorAll("main li > a")].map((link) => {
    range.selectNodeContents(link);
    return range.getBoundingClientRect();
  });
  return Math.min(...words.slice(1).map((box, at) => box.top - words[at].bottom));
}"""


@pytest.mark.parametrize("code", LANGUAGES)
def test_footer_parts_no_word_and_its_links_stand_apart(open_page, code):
    page = open_page(f"/{code}/", width=320)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate(FOOTER) == [False, []], width


@pytest.mark.parametrize("code", LANGUAGES)
def test_doors_leave_no_cell_empty_and_the_road_is_seen(open_page, code):
    page = open_page(f"/{code}/", width=320)
    for width in (320, 360, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        whole, filled = page.evaluate(DOORS)
        assert filled > 0.97 * whole, width
        assert page.evaluate(STOPS) == {"within": True, "above": True, "beside": True}, width


@pytest.mark.parametrize("code", LANGUAGES)
def test_titles_of_two_lines_in_the_map_of_the_site_stand_apart(open_page, code):
    assert open_page(f"/{code}/all-pages/", width=360).evaluate(APART) >= 6


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_status_of_a_project_stands_in_one_line_and_its_date_goes_on_there(open_page, code):
    page = open_page(f"/{code}/our-work/young-people/sample-project/", width=360)
    status, line = (page.locator(f".page-head {part}").bounding_box() for part in (".status", "li:has(.status)"))

    assert status["height"] < 30
    assert status["width"] < 0.8 * line["width"]


def test_search_stands_in_the_menu_like_its_other_rows(open_page):
    page = open_page("/tk/", width=360)
    page.locator(".menu > summary").click()

    sign, word = (page.locator(f".nav__search a {what}").bounding_box() for what in ("svg", ""))
    assert sign["x"] - word["x"] < 4
    text = page.evaluate("""() => {
      const range = document.createRange(), link = document.querySelector(".nav__search a");
      range.selectNodeContents(link);
      return range.getBoundingClientRect().right - link.getBoundingClientRect().left;
    }""")
    assert text < 150


def test_map_draws_every_border_below_the_names(open_page):
    page = open_page("/en/who-we-are/regional-approach/", width=360)

    order = page.locator(".map__drawing").evaluate(
        "drawing => [...drawing.querySelectorAll('.map__shape, .map__country text')].map((each) => each.tagName)"
    )
    assert order == ["path"] * 5 + ["text"] * 5


def test_days_of_the_week_stand_apart(open_page):
    page = open_page("/tk/calendar/", width=360)

    gaps = page.locator("table thead").first.evaluate("""(head) => {
      const boxes = [...head.querySelectorAll("th")].map((each) => {
        const range = document.createRange(); range.selectNodeContents(each); return range.getBoundingClientRect();
      });
      return boxes.slice(1).map((box, at) => box.left - boxes[at].right);
    }""")
    assert min(gaps) >= 3


def test_paper_carries_the_address_and_the_day(open_page):
    page = open_page("/en/who-we-are/")
    page.emulate_media(media="print")

    line = page.locator(".print-only")
    expect(line).to_be_visible()
    expect(line).to_contain_text("As published on")
    assert "/en/who-we-are/" in line.evaluate("line => getComputedStyle(line, '::before').content")


RULES = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText).join("\\n").replace(/,\\s+/g, ",");
}"""


@pytest.mark.parametrize("name", ["first", "site", "help", "lite"])
def test_a_sheet_without_comments_says_the_same(open_page, name):
    text = Path(settings.ROOT / "static" / "css" / f"{name}.css").read_text(encoding="utf-8")
    page = open_page("/en/")

    assert page.evaluate(RULES, without_comments(text)) == page.evaluate(RULES, text)
