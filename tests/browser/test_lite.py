"""The lite edition in a browser: what it costs on the wire, that it fits every reader, that one can walk in it."""

import pytest
from playwright.sync_api import expect

from tests.browser import checks

MOST_BYTES = 20_000  # headers included


@pytest.mark.parametrize("address", ["/lite/ru/", "/lite/en/our-work/", "/lite/en/sample/", "/lite/tk/contact/"])
def test_page_is_light_asks_for_nothing_more_and_fits_every_reader(open_page, subtests, address):
    page, files = checks.first_view(open_page, address, reduced_motion="reduce")

    with subtests.test("the first view stays within its budget"):
        assert sum(size for _kind, size in files) <= MOST_BYTES, files
        assert len(files) <= 2, files  # the page and its sign
        assert page.complaints == []
    with subtests.test("nothing scrolls sideways"):
        assert checks.too_wide(page) == []
    with subtests.test("axe finds no violation, narrow in light or wide in dark"):
        assert checks.violations(page) == []
    with subtests.test("larger or wider text is not cut off"):
        assert checks.cut_off_when_larger(page) == []


def test_reader_chooses_the_edition_walks_in_it_asks_for_a_picture_and_goes_back(open_page):
    page = open_page("/en/sample/", width=360, script=False)
    page.get_by_role("link", name="Lite", exact=True).click()
    expect(page).to_have_url("/lite/en/sample/")

    with page.expect_response("**/media/images/**") as asked:
        page.get_by_role("link", name="Show picture").first.click()
    assert asked.value.headers["content-type"] == "image/jpeg"
    page.go_back()

    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Contact").click()
    expect(page).to_have_url("/lite/en/contact/")
    page.get_by_role("link", name="Русский").click()
    expect(page).to_have_url("/lite/ru/contact/")
    page.get_by_role("link", name="Полная версия").click()
    expect(page).to_have_url("/ru/contact/")
