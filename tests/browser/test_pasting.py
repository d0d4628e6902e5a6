"""What Word, LibreOffice and Google Docs put on the clipboard, pasted into the text of a page."""

from pathlib import Path

import pytest

CLIPBOARD = Path(__file__).parent / "clipboard"

PASTE = """([html, text]) => {
  const target = document.querySelector(".public-DraftEditor-content"), clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
LINES = """(node) =>
  [...node.querySelectorAll("[data-block]")].map((block) => [block.localName, block.innerText.trim()])"""
STYLED = """(node) =>
  [...node.querySelectorAll("span[style]")].map(({ style, innerText }) => [style.cssText, innerText])"""


@pytest.fixture
def paste(open_page):
    """Paste into an empty text of a page; answers the page and the editor."""

    def paste(html):
        page = open_page(None, user="moderators")
        page.goto("/admin/")
        page.get_by_role("link", name="Write a news item").click()
        page.get_by_role("button", name="Insert a block").first.click()
        page.get_by_role("option", name="Text", exact=True).click()
        editor = page.locator(".public-DraftEditor-content").first
        editor.click()
        page.evaluate(PASTE, [html, "plain"])
        page.get_by_text("Pasted without:").wait_for()
        return page, editor

    return paste


@pytest.mark.parametrize("program", ["word", "libreoffice", "google"])
def test_headings_lists_links_stay_and_what_is_dropped_is_said(paste, program):
    page, editor = paste((CLIPBOARD / f"{program}.html").read_text(encoding="utf-8"))
    lines = [line for line in editor.evaluate(LINES) if line[1]]

    assert lines == [
        ["h3", "Sample heading"],
        ["div", "A bold and slanted word, a link."],
        ["li", "First point"],
        ["li", "Second point"],
        ["li", "Number one"],
        ["div", "Remarked"],
        ["div", "Name | Year"],
    ]
    assert editor.evaluate(STYLED) == [["font-weight: bold;", "bold"], ["font-style: italic;", "slanted"]]
    assert editor.get_by_role("button", name="a link").get_attribute("href") == "https://example.org/"
    said = page.get_by_role("status").filter(has_text="Pasted without").inner_text()
    for dropped in ("pictures: 1", "comments: 1", "underlining", "A table became lines"):
        assert dropped in said


def test_plain_paste_says_nothing(paste):
    page, _editor = paste("<p><u>Sample</u></p>")
    page.evaluate(PASTE, ["<p>Only words</p>", "Only words"])

    page.get_by_text("Only words").wait_for()
    page.get_by_text("Pasted without:").wait_for(state="hidden")
