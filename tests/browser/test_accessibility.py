"""No reader is left out: axe-core finds nothing, the keyboard reaches everything, nothing is cut off."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages_of_site import LOOKED_AT, PAGES, USED

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_axe_finds_no_violation_narrow_in_light_or_wide_in_dark(open_page, kind):
    page, violations = open_page(PAGES[kind], width=320, reduced_motion="reduce"), []
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for each in Axe().run(page, options=RULES).response["violations"]:
            violations.append((width, scheme, each["id"], [node["html"][:120] for node in each["nodes"][:3]]))

    assert not violations


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_scrolls_sideways(open_page, kind):
    page = open_page(PAGES[kind], width=320, script=False)
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const style = getComputedStyle(element);
  if (style.clipPath !== "none" || element.closest(".hide-visually, .skip")) return false;
  if (element.closest("svg, .hide-visually, details:not([open]), .hero__art")) return false;
  const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
    && element.innerText?.trim() && !element.matches(".hero");
}).map((element) => element.className)"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""


@pytest.mark.parametrize("kind", PAGES)
def test_larger_or_wider_text_is_not_cut_off(open_page, kind):
    page = open_page(PAGES[kind], width=1280, bypass_csp=True)
    for change in ("html { font-size: 200% !important }", "html { font-size: 100% !important }" + SPACING):
        page.add_style_tag(content=change)

        assert page.evaluate(CLIPPED) == [], change
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, change


RING = """() => {
  const element = document.activeElement;
  const around = [element, element.closest(".card"), element.querySelector("path, use")].filter(Boolean);
  return element === document.body || around.some((each) => {
    const style = getComputedStyle(each);
    if (["path", "use"].includes(each.tagName)) return parseFloat(style.strokeWidth) >= 4;
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", USED)
def test_every_stop_of_the_keyboard_is_visible(open_page, kind, width):
    page = open_page(PAGES[kind], width=width)
    stops = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement === document.body ? '' : document.activeElement.outerHTML")
        if not where or (where in stops and len(stops) > 60):
            break
        stops.add(where)
        assert page.evaluate(RING), where[:200]

    assert len(stops) > 8


def test_skip_link_comes_first_and_leads_to_the_content(open_page):
    page = open_page("/en/who-we-are/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_forced_colours_keep_the_edges_of_controls(open_page):
    page = open_page("/en/", forced_colors="active")

    assert page.evaluate("getComputedStyle(document.querySelector('.button--quiet')).borderTopStyle") == "solid"


def test_nothing_moves_when_motion_is_unwelcome(open_page):
    page = open_page("/en/", reduced_motion="reduce")

    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration") == "0s"


def test_paper_leaves_out_what_only_works_on_a_screen(open_page):
    page = open_page("/en/who-we-are/regional-approach/")
    page.emulate_media(media="print")

    assert not page.is_visible(".menu")
    assert not page.is_visible(".crumbs")
    assert page.is_visible("h1")
    assert page.is_visible(".map-note")
