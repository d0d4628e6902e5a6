"""A table in the body of a page."""

from tests.factories import make_page_with_every_block
from tests.html import Document


def test_numbers_stand_right_and_the_caption_outside_the_box_that_scrolls(client, db):
    page = make_page_with_every_block()
    (table,) = Document(client.get(page.url).text).root.xpath("//main//table")

    assert [cell.get("class") for cell in table.xpath(".//thead//th | .//tbody/tr[1]/*")] == [None, "number"] * 2
    assert table.get("aria-label") == "Sample caption"
    assert Document(table.xpath("ancestor::figure/figcaption")[0]).text == "Sample caption"
    assert not table.xpath("ancestor::*[@role='group']//figcaption")
