"""Under each text field with a limit stands how many letters are left."""

import re

from playwright.sync_api import expect


def test_field_says_how_many_letters_are_left_without_moving_anything(open_page):
    page = open_page("/admin/", user="moderators")
    page.get_by_role("link", name="Write a news item").click()
    lead = page.get_by_role("textbox", name="Lead")
    left = page.get_by_text("Letters left: 300", exact=True).first
    expect(left).to_be_visible()
    height = left.bounding_box()["height"]

    lead.fill("x" * 290)

    left = page.get_by_text("Letters left: 10", exact=True).first
    expect(left).to_be_visible()
    assert left.bounding_box()["height"] == height
    expect(lead).to_have_accessible_description(re.compile("Letters left: 10$"))
    expect(page.get_by_role("status").filter(has_text="Letters left: 10")).to_have_count(1)
