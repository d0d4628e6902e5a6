"""The exit in every hand and at every size, and what a browser remembers afterwards."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_help import away

IN_SIGHT = """() => {
  const exit = document.querySelector("[data-exit]").getBoundingClientRect(), view = window.visualViewport;
  const left = exit.left - view.offsetLeft, top = exit.top - view.offsetTop;
  return left >= -1 && top >= -1 && left + exit.width <= view.width + 1 && top + exit.height <= view.height + 1;
}"""
ON_SCREEN = """() => {
  const exit = document.querySelector("[data-exit]").getBoundingClientRect(), view = window.visualViewport;
  return {x: exit.left + exit.width / 2 - view.offsetLeft, y: exit.top + exit.height / 2 - view.offsetTop};
}"""
PRESS = """() => document.dispatchEvent(
  new KeyboardEvent("keydown", {key: "Escape", bubbles: true, cancelable: true}))"""
KEPT = "(url) => fetch(url, {cache: 'only-if-cached', mode: 'same-origin'}).then(() => true, () => false)"


def history(page):
    return str(page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"])


@pytest.mark.parametrize("click", [{"button": "middle"}, {"modifiers": ["Control"]}, {"modifiers": ["Shift"]}, {}])
def test_exit_leaves_however_it_is_clicked(open_page, click):
    page = open_page("/en/notes/a/")

    page.click("[data-exit]", **click)
    away(page)

    assert len(page.context.pages) == 1
    assert "notes" not in history(page)


def test_escape_pressed_once_more_does_not_stop_the_exit(open_page):
    page = open_page("/en/notes/")
    held = []
    page.route("**/leave/", lambda route: held.append(route))  # so slow that there is time for a fourth
    # At once: a browser that is leaving may answer no more. What is refused to it does not stop what is loading.
    *allowed, title = page.evaluate(
        f"() => {{ const press = {PRESS}; return [press(), press(), press(), press(), press(), document.title]; }}"
    )
    for route in held:
        route.abort()

    assert allowed == [True, True, False, False, False]
    assert title == ""


@pytest.mark.parametrize(("width", "height"), [(640, 512), (320, 256), (256, 205)])
@pytest.mark.parametrize("below", ["", "d/"])
def test_exit_is_in_sight_and_reachable_on_a_page_enlarged_up_to_five_times(open_page, width, height, below):
    page = open_page(f"/en/notes/{below}", width=width, height=height)
    for place in (0, 0.5, 1):
        page.evaluate("(place) => scrollTo(0, place * document.documentElement.scrollHeight)", place)
        assert page.evaluate(IN_SIGHT)
    assert page.locator(".exit").bounding_box()["height"] <= height * 0.4
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-exit]')")

    page.keyboard.press("Enter")

    away(page)


def test_exit_stays_in_sight_when_two_fingers_enlarge_the_page(open_page):
    page = open_page("/en/notes/", width=360, height=640, has_touch=True, is_mobile=True)
    assert page.evaluate(IN_SIGHT)

    wire = page.context.new_cdp_session(page)
    wire.send("Input.synthesizePinchGesture", {"x": 100, "y": 150, "scaleFactor": 3})
    assert page.evaluate("visualViewport.scale") > 2
    page.wait_for_function(IN_SIGHT)
    wire.send("Input.synthesizeScrollGesture", {"x": 100, "y": 150, "xDistance": -80, "yDistance": -90})

    page.wait_for_function(IN_SIGHT)
    page.touchscreen.tap(**page.evaluate(ON_SCREEN))
    away(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/en/notes/", "/en/search/?q=Sample+help"])
def test_exit_is_red_by_day_and_by_night(open_page, scheme, address):
    page = open_page(address, scheme=scheme)

    red, green, blue = page.evaluate(
        "getComputedStyle(document.querySelector('[data-exit]')).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert red > 2.5 * max(green, blue)


def test_search_that_finds_help_is_left_without_a_trace(open_page):
    page = open_page("/en/")
    page.goto("/en/search/")
    page.fill("#q", "Sample help")
    page.click(".search-form .button")
    page.wait_for_url("**/search/?q=*")
    found = page.url
    expect(page).to_have_title("Search – IOM Turkmenistan")

    page.click("[data-exit]")
    away(page)
    page.wait_for_function("localStorage.length + sessionStorage.length === 0")

    assert "q=" not in history(page)
    assert page.evaluate(KEPT, found) is False
    assert page.evaluate("document.referrer") == ""
    assert page.context.cookies() == []


def test_words_that_are_not_to_be_kept_stand_in_no_address(open_page):
    page = open_page("/en/search/")
    page.fill("#q", "Sample help")

    page.click("text=Search without keeping them")
    page.wait_for_selector(".rows")
    expect(page).to_have_url(re.compile("/en/search/$"))
    page.click(".rows a >> nth=0")
    page.wait_for_url("**/en/**")

    assert not [url for url in page.requests if "Sample" in url]
    assert "Sample" not in history(page)


def test_page_below_help_that_is_not_there_has_no_name_in_the_history(open_page):
    page = open_page("/en/notes/nothing/")

    expect(page).to_have_title("Page")
    assert "IOM" not in history(page)
    page.click("[data-exit]")
    away(page)
