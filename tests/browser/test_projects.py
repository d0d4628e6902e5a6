"""Pages of our work as a browser lays them out: on a telephone, on a tablet, on a wide screen."""

import pytest

WIDTHS = (320, 360, 768, 1280)
PROJECT = "/en/our-work/young-people/sample-project/"
LABELS = """() => [...document.querySelectorAll(".chart__scale text")].map((each) => [
  each.getBoundingClientRect().bottom, each.closest("th").getBoundingClientRect().bottom])"""


@pytest.mark.parametrize("width", WIDTHS)
def test_years_of_the_timeline_stand_above_the_rule(open_page, width):
    page = open_page("/en/our-work/", width=width)
    labels = page.evaluate(LABELS)

    assert len(labels) > 2
    assert all(bottom < rule - 1 for bottom, rule in labels)


def test_picture_of_a_project_stands_below_its_title_or_beside_it(open_page):
    page = open_page(PROJECT, width=360)
    title, picture = page.get_by_role("heading", level=1), page.get_by_role("main").locator("figure img").first

    assert picture.bounding_box()["y"] > title.bounding_box()["y"] + title.bounding_box()["height"]
    page.set_viewport_size({"width": 1280, "height": 800})
    assert picture.bounding_box()["x"] > title.bounding_box()["x"] + 600
    assert abs(picture.bounding_box()["width"] / picture.bounding_box()["height"] - 1.5) < 0.01


def test_caption_of_a_table_stays_when_the_table_is_scrolled(open_page):
    page = open_page("/en/sample/", width=320)
    box = page.get_by_role("group", name="Sample caption")
    caption = page.locator("figure", has=box).locator("figcaption")
    before = caption.bounding_box()
    box.evaluate("(each) => { each.firstElementChild.style.width = '900px'; each.scrollLeft = 200 }")

    assert box.evaluate("(each) => each.scrollLeft") == 200
    assert caption.bounding_box() == before
    assert before["width"] <= 320
