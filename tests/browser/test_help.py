"""Somebody in danger with an old telephone: to a number in one tap, and away at once without a way back."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_accessibility import CLIPPED, RING, RULES
from tests.browser.test_bytes import first_view

BELOW = ["", "a/", "b/", "c/", "d/", "e/", "f/"]
LIMIT = 14_000


def away(page):
    """The calendar has arrived, and what it asks for too."""
    page.wait_for_url("**/calendar/")
    page.wait_for_load_state("networkidle")
    assert page.title().startswith("Calendar ")


@pytest.mark.parametrize("script", [True, False])
def test_from_home_to_a_number_in_one_tap_and_one_scroll(open_page, script):
    page = open_page("/en/", width=320, height=640, script=script)

    page.click("header a:has-text('Get help')")

    number = page.locator("a[href^='tel:']").first
    assert number.bounding_box()["y"] < 2 * 640
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    assert box["height"] >= 44
    at = "([x, y]) => document.elementFromPoint(x, y).closest('a').getAttribute('href')"
    assert page.evaluate(at, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]) == "tel:000"


def test_every_page_has_the_way_to_help_in_its_header(open_page):
    for address in ("/en/", "/ru/privacy/", "/tk/search/", "/en/nothing/", "/en/notes/a/"):
        assert "/notes/" in open_page(address, width=320, script=False).locator("header").inner_html()


def test_exit_by_a_click_and_back_does_not_return(open_page):
    page = open_page("/en/", width=360)
    page.click("header a:has-text('Get help')")
    page.click(".topics a >> nth=0")
    page.wait_for_url("**/notes/b/")

    page.click("[data-exit]")
    away(page)
    page.go_back()

    assert page.url.endswith("/en/")
    page.go_forward()
    assert page.url.endswith("/en/calendar/")


def test_exit_by_the_keyboard_alone(open_page):
    page = open_page("/en/notes/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-exit]')")

    page.keyboard.press("Enter")

    away(page)


def test_exit_by_escape_is_announced_and_back_does_not_return(open_page):
    page = open_page("/en/", width=1280)
    page.click("header a:has-text('Get help')")
    said = page.locator("[data-exit-said]")
    assert page.is_visible("[data-exit-tip]")

    page.keyboard.press("Escape")
    assert said.inner_text() == "Escape pressed once. Press it two more times to exit."
    page.keyboard.press("Escape")
    assert said.inner_text() == "Escape pressed twice. Press it once more to exit."
    page.keyboard.press("Escape")
    away(page)
    page.go_back()

    assert page.url.endswith("/en/")


def test_escape_pressed_twice_or_with_another_key_between_stays(open_page):
    page = open_page("/en/notes/")

    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        page.keyboard.press(key)

    assert page.url.endswith("/notes/")


def test_page_is_gone_before_the_next_one_arrives(open_page):
    page = open_page("/en/notes/")

    touched = """() => {
      document.querySelector("[data-exit]").click();
      return [getComputedStyle(document.documentElement).display, document.title];
    }"""

    assert page.evaluate(touched) == ["none", ""]
    away(page)


def test_exit_without_javascript_is_a_plain_link(open_page):
    page = open_page("/en/notes/", width=320, script=False)
    assert not page.is_visible("[data-exit-tip]")

    page.click("[data-exit]")

    away(page)


def test_after_the_exit_neither_storage_nor_cache_holds_anything(open_page):
    page = open_page("/en/notes/a/")
    page.evaluate("localStorage.setItem('a', '1'); sessionStorage.setItem('a', '1')")
    wire = page.context.new_cdp_session(page)
    style = page.get_attribute("link[rel=stylesheet]", "href")

    page.click("[data-exit]")
    away(page)
    page.wait_for_function("localStorage.length + sessionStorage.length === 0")

    assert page.context.cookies() == []
    asked = "(url) => fetch(url, {cache: 'only-if-cached', mode: 'same-origin'}).then(() => true, () => false)"
    for address in ("/en/notes/", "/en/notes/a/", style):
        assert page.evaluate(asked, address) is False, address
    history = wire.send("Page.getNavigationHistory")["entries"]
    assert not [entry["url"] for entry in history if "notes" in entry["url"]]


@pytest.mark.parametrize("script", [True, False])
def test_page_that_is_left_by_its_links_is_not_kept(open_page, script):
    page = open_page("/en/notes/", script=script)

    page.click(".brand")
    page.wait_for_url("**/en/")

    assert page.evaluate("document.referrer") == ""


def test_no_request_leaves_the_origin_and_none_tells_where_it_comes_from(open_page, site):
    page, requests = open_page(None), []
    page.on("requestfinished", lambda request: requests.append(request))
    for below in BELOW:
        page.goto(f"/en/notes/{below}", wait_until="networkidle")
    page.click("[data-exit]")
    away(page)

    assert [url for url in page.requests if not url.startswith(site.url)] == []
    # What went over the wire; `headers` still names the page of a redirected request, `all_headers` does not.
    assert [each.url for each in requests if "notes" in each.all_headers().get("referer", "")] == []
    assert len(requests) > len(BELOW)
    assert page.complaints == []


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
@pytest.mark.parametrize("below", ["", "a/", "e/"])
def test_first_view_fits_into_one_flight(open_page, code, below):
    files, page = first_view(open_page, f"/{code}/notes/{below}")

    print(code, below, sum(size for _, size in files), files)
    assert sum(size for _, size in files) <= LIMIT
    assert len(files) <= 4
    assert page.evaluate("document.querySelectorAll('img').length") == 0


def test_page_is_read_in_order_before_any_style_arrives(open_page):
    page = open_page(None, width=320)
    page.route("**/*.css", lambda route: route.abort())
    page.goto("/en/notes/")

    text = page.inner_text("body")
    order = [text.index(words) for words in ("Exit this page", "English", "Sample notes", "Sample line in danger")]
    assert order == sorted(order)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    "address", [*(f"/en/notes/{below}" for below in BELOW if below not in ("b/", "f/")), "/ru/info/10/", "/en/card/"]
)
def test_axe_finds_no_violation(open_page, address):
    page, violations = open_page(address, width=320, reduced_motion="reduce"), []
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for each in Axe().run(page, options=RULES).response["violations"]:
            violations.append((width, scheme, each["id"], [node["html"][:120] for node in each["nodes"][:3]]))

    assert not violations


@pytest.mark.parametrize("address", ["/en/notes/", "/ru/notes/a/", "/tk/notes/d/", "/ru/calendar/", "/tk/card/"])
def test_nothing_scrolls_sideways_or_is_cut_off(open_page, address):
    page = open_page(address, width=320, bypass_csp=True)
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.add_style_tag(content="html { font-size: 212% !important }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.evaluate(CLIPPED) == []


COVERED = """() => {
  const focused = document.activeElement, exit = document.querySelector(".exit");
  if (!exit || exit.contains(focused) || focused === document.body) return false;
  const one = focused.getBoundingClientRect(), other = exit.getBoundingClientRect();
  return one.bottom > other.top && one.top < other.bottom && one.right > other.left && one.left < other.right;
}"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("below", ["", "c/", "d/"])
def test_exit_stays_in_view_and_never_covers_what_has_the_focus(open_page, width, below):
    page = open_page(f"/en/notes/{below}", width=width, height=640)
    stops = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement === document.body ? '' : document.activeElement.outerHTML")
        if not where:
            break
        stops.add(where)
        assert not page.evaluate(COVERED), where[:200]
        assert page.evaluate(RING), where[:200]
        assert page.locator("[data-exit]").bounding_box()["y"] < 640

    assert len(stops) > 8


def test_card_prints_eight_to_a_sheet(open_page):
    page = open_page("/en/card/")

    sheet = page.pdf(prefer_css_page_size=True)

    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type/Page\n") == 1
    page.emulate_media(media="print")
    assert page.locator(".wallet:visible").count() == 8
    assert not page.is_visible(".exit")


def test_paper_of_a_checklist_has_boxes_and_numbers(open_page):
    page = open_page("/en/notes/c/")
    page.emulate_media(media="print")

    assert page.is_visible(".choice input")
    assert page.is_visible("a[href='tel:000']")
    assert not page.is_visible("header")


@pytest.mark.parametrize("script", [True, False])
def test_from_the_confidential_form_to_the_reference_and_its_state(open_page, script):
    page = open_page("/en/info/10/", width=320, script=script)
    page.check("input[type=radio] >> nth=0")
    page.click("button[type=submit]")
    assert page.title().startswith("Error:")
    assert page.is_checked("input[type=radio] >> nth=0")

    page.fill("textarea", "A sample message of a test.")
    page.click("button[type=submit]")
    page.wait_for_url("**/sent/**")
    reference = page.inner_text(".done strong")
    page.click("text=Check for an answer")
    page.fill("input[name=reference]", reference.lower().replace("-", " "))
    page.click("button[type=submit]")

    assert "sample message" not in page.content()
    assert page.is_visible(".callout")
    assert reference not in page.url
    assert page.context.cookies() == []
