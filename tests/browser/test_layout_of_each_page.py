"""Each kind of page in each language, from the narrowest telephone to a wide screen, without JavaScript."""

import pytest

from tests.browser.pages_of_site import in_each_language

WIDTHS = (320, 360, 400, 768, 960, 1280)
PHONES = 400  # pixels: up to here
# How far apart the first and the last middle of what stands in the masthead are.
ROWS = """() => {
  const shown = [...document.querySelectorAll(".masthead__in > *")].filter((each) => each.getClientRects().length);
  const middles = shown.map((each) => each.getBoundingClientRect()).map((box) => (box.top + box.bottom) / 2);
  return Math.max(...middles) - Math.min(...middles);
}"""
# In how many rows the languages and the other edition stand.
LANGUAGE_ROWS = """() => new Set([...document.querySelectorAll(".strip .langs a")]
  .map((each) => each.getBoundingClientRect().top)).size"""
# Parts of the page that take room and say nothing.
EMPTY = """() => [...document.querySelectorAll("main :is(section, aside, figure, ul, dl, p, td, li, .panel, .callout)")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height > 2)
  .filter((each) => !each.innerText.trim() && !each.querySelector("svg, img, input") && each.tagName !== "TD")
  .map((each) => each.outerHTML.slice(0, 120))"""
# Words that go on in the next line: those between soft hyphens, or (`joined`) whole words.
BROKEN = """([within, joined]) => {
  const found = [], walk = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const lineOf = (node, place) => {
    range.setStart(node, place); range.setEnd(node, place + 1);
    return Math.round([...range.getClientRects()].at(-1)?.top ?? 0);
  };
  while (walk.nextNode()) {
    const node = walk.currentNode, around = node.parentElement;
    if (!around.checkVisibility() || around.closest("svg, pre, code, .hide-visually, .trap")) continue;
    for (const match of node.data.matchAll(joined ? /[\\p{L}\\p{N}\u00ad]{2,}/gu : /[\\p{L}\\p{N}]{2,}/gu)) {
      const end = match.index + match[0].length;
      if (lineOf(node, match.index) !== lineOf(node, end - 1)) found.push(match[0]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_page_keeps_its_form(open_page, subtests, code):
    page = open_page(None, script=False)
    for kind, language, address, status in in_each_language():
        if language != code:
            continue
        with subtests.test(kind):
            assert page.goto(address).status == status
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, "scrolls sideways"
                assert page.evaluate(LANGUAGE_ROWS) <= 1, "more than one row of languages"
                if width <= PHONES:
                    assert page.evaluate(ROWS) < 4, "more than one row of header"
                    assert page.evaluate(BROKEN, ["main", False]) == [], "words broken without a hyphen"
                else:
                    assert page.evaluate(BROKEN, ["h1", True]) == [], "a title broken where there is room"
            assert page.evaluate(EMPTY) == []
