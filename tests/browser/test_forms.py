"""The forms of the admin: what one sees of them at first, and how soon the keyboard is in them."""

import re

from playwright.sync_api import expect

from tests.browser.test_editing import edit


def test_form_is_folded_to_first_words_and_the_keyboard_is_in_it_at_the_third_stop(open_page):
    page = open_page(None, user="moderators")
    edit(page, "Change “Who we are”")

    entry = page.get_by_role("heading", name="Strand of support Migration governance")
    entry.wait_for()
    first = page.get_by_label("Short title").first
    expect(first).to_be_hidden()
    entry.click()
    first.wait_for()

    page.reload()
    page.get_by_role("button", name="Publish").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Skip to the form").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(" today")
    expect(page.get_by_role("textbox", name=re.compile("^Title")).first).to_have_value("Who we are today")


def test_empty_table_takes_no_room_and_offers_its_columns_within_it(open_page):
    page = open_page(None, user="moderators")
    edit(page, "Change “Who we are”")
    page.locator("[data-contentpath=body]").get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name=re.compile("^Table")).click()
    table = page.locator(".typed-table-block__wrapper").first
    table.wait_for()
    assert table.bounding_box()["height"] < 150

    page.get_by_role("button", name="Add column").click()
    page.get_by_role("button", name="Text with links", exact=True).click()
    page.get_by_placeholder("Column heading").wait_for()
