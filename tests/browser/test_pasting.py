"""What Word, LibreOffice and Google Docs put on the clipboard, pasted into the text of a page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

CLIPBOARD = Path(__file__).parent / "clipboard"

PASTE = """([html, text]) => {
  const target = document.activeElement, clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
LINES = """(node) =>
  [...node.querySelectorAll("[data-block]")].map((block) => [block.localName, block.innerText.trim()])"""
STYLED = """(node) =>
  [...node.querySelectorAll("span[style]")].map(({ style, innerText }) => [style.cssText, innerText])"""


@pytest.fixture
def write(open_page):
    """Opens the form of a news item with an empty text that waits for words; answers the page."""

    def write():
        page = open_page(None, user="moderators")
        page.goto("/admin/")
        page.get_by_role("link", name="Write a news item").click()
        page.get_by_role("button", name="Insert a block").first.click()
        page.get_by_role("option", name="Text", exact=True).click()
        texts_of(page).click()
        return page

    return write


def texts_of(page):
    return page.locator(".public-DraftEditor-content:visible")


def paste(page, html):
    page.evaluate(PASTE, [html, "plain"])


def lines_of(editor):
    return [line for line in editor.evaluate(LINES) if line[1]]


def said(page):
    note = page.get_by_role("status").filter(has_text=re.compile("Pasted without|table", re.I))
    note.wait_for()
    return note.inner_text()


@pytest.mark.parametrize("program", ["word", "libreoffice", "google"])
def test_headings_lists_links_and_tables_stay_and_what_is_dropped_is_said(write, program):
    page = write()
    paste(page, (CLIPBOARD / f"{program}.html").read_text(encoding="utf-8"))
    note, text = said(page), texts_of(page).first

    assert lines_of(text) == [
        ["h3", "Sample heading"],
        ["div", "A bold and slanted word, a link."],
        ["li", "First point"],
        ["li", "Second point"],
        ["li", "Number one"],
        ["div", "Remarked"],
    ]
    assert text.evaluate(STYLED) == [["font-weight: bold;", "bold"], ["font-style: italic;", "slanted"]]
    assert text.get_by_role("button", name="a link").get_attribute("href") == "https://example.org/"
    assert columns_of(page) == ["Name", "Year"]
    cell = page.locator(".typed-table-block td").get_by_role("button", name="linked")
    assert cell.get_attribute("href") == "https://example.org/cell"
    expect(page.locator(".typed-table-block td input[type=text]")).to_have_value("2024")
    assert lines_of(texts_of(page).last) == [["div", "After the table"]]
    for dropped in ("pictures: 1", "comments: 1", "underlining", "became the part “Table”"):
        assert dropped in note


def columns_of(page):
    return [each.input_value() for each in page.get_by_placeholder("Column heading").all()]


def test_table_pasted_in_the_middle_of_a_text_stands_between_its_halves_and_is_published(write):
    page = write()
    page.get_by_role("textbox", name=re.compile("^Title")).first.fill("Sample with a pasted table")
    page.get_by_role("textbox", name=re.compile("^Lead")).fill("A sample lead.")
    texts_of(page).click()
    page.keyboard.type("Words before, words after")
    for _each in ", words after":
        page.keyboard.press("ArrowLeft")
    spanning = "<tr><th rowspan=2>Both<td>1,500 %</tr><tr><td>–</tr>"
    paste(page, f"<table><caption>Sample of both</caption><tr><th>Who<th>How many</tr>{spanning}</table>")
    note = said(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="View live").first.click()
    table = page.get_by_role("table", name="Sample of both")

    assert "joined cells of a table: 1" in note
    expect(table.get_by_role("row")).to_have_text(["Who\tHow many", "Both\t1,500 %", "Both\t–"], use_inner_text=True)
    text = page.get_by_role("main").inner_text()
    assert text.index("Words before") < text.index("How many") < text.index("words after")


def test_table_with_nothing_before_it_leaves_no_empty_text(write):
    page = write()
    paste(page, "<table><tr><td>Name<td>Year</tr><tr><td>Sample<td>2024</tr></table>")

    assert "became the part “Table”" in said(page)
    assert columns_of(page) == ["Name", "Year"]
    expect(texts_of(page)).to_have_count(0)


def test_table_of_one_column_becomes_lines(write):
    page = write()
    paste(page, "<table><tr><td>First</tr><tr><td>Second</tr></table>")

    assert "became lines of text" in said(page)
    assert lines_of(texts_of(page)) == [["div", "First"], ["div", "Second"]]


def test_plain_paste_says_nothing(write):
    page = write()
    paste(page, "<p><u>Sample</u></p>")
    said(page)
    page.evaluate(PASTE, ["<p>Only words</p>", "Only words"])

    page.get_by_text("Only words").wait_for()
    page.get_by_text("Pasted without:").wait_for(state="hidden")
