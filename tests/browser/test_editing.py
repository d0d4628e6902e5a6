"""A communications officer at work in the admin, in a real browser; no superuser."""

import re

from playwright.sync_api import expect

PREVIEWED = "document.querySelector('#w-preview-iframe')?.contentDocument?.body?.innerText ?? ''"


def wait_until_previewed(page, words):
    """The policy of the admin forbids the browser tool's own waiting, which evaluates text."""
    for _ in range(120):
        if words in page.evaluate(PREVIEWED):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"The preview does not show “{words}”.")


def edit(page, label):
    """Open the form of a page from the dashboard."""
    page.goto("/admin/")
    page.get_by_role("region", name="What would you like to do?").get_by_role("link", name=label).click()
    page.get_by_role("button", name="Publish").wait_for()


def publish(page):
    page.get_by_role("button", name="Publish").click()
    page.get_by_text(" published").first.wait_for()


def test_from_the_dashboard_to_a_published_change(open_page, site):
    page = open_page(None, user="moderators")
    edit(page, "Change the home page")
    page.get_by_role("textbox", name="Headline").fill("A sample headline of a test")
    publish(page)

    expect(open_page("/en/").get_by_role("heading", level=1)).to_have_text("A sample headline of a test")
    edit(page, "Change the home page")
    page.get_by_role("link", name="History").first.click()
    page.wait_for_url("**/history/")
    expect(page.get_by_role("main")).to_contain_text("Published")


def test_preview_shows_the_change_while_it_is_typed(open_page):
    page = open_page(None, user="moderators")
    edit(page, "Change “Who we are”")
    page.get_by_role("button", name="Toggle preview").click()
    wait_until_previewed(page, "began its operations")

    mandate = page.get_by_role("textbox", name="Mandate")
    mandate.fill("")
    mandate.press_sequentially("A sample mandate of a test.", delay=40)

    wait_until_previewed(page, "A sample mandate of a test.")


def test_strands_are_dragged_into_another_order(open_page):
    page = open_page(None, user="moderators", height=6000)
    edit(page, "Change “Who we are”")
    titles = page.locator("input[id^=support_strands-][id$=-title]")
    first, second = titles.nth(0).input_value(), titles.nth(1).input_value()
    handles = page.locator("[data-contentpath=support_strands] [data-streamfield-action=DRAG]")
    start, goal = handles.nth(0).bounding_box(), handles.nth(1).bounding_box()

    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 40, steps=5)
    page.mouse.move(goal["x"] + 8, goal["y"] + goal["height"] + 20, steps=30)
    expect(titles.nth(0)).to_have_value(second)  # what is dragged takes its place before it is let go
    page.mouse.up()

    expect(titles.nth(0)).to_have_value(second)
    expect(titles.nth(1)).to_have_value(first)


def test_admin_breaks_no_rule_of_its_policy(open_page, site):
    page = open_page(None, user="moderators")
    for label in ("the home page", "“Who we are”", "the strategy", "the menu and the footer"):
        page.goto("/admin/")
        page.get_by_role("link", name=f"Change {label}").click()
        page.wait_for_load_state("networkidle")

    assert [text for text in page.complaints if re.search("Content Security|Refused", text)] == []
    assert [url for url in page.requests if not url.startswith((site.url, "blob:", "data:"))] == []


def test_signed_in_editor_finds_the_way_back_from_the_public_page(open_page):
    page = open_page(None, user="editors")
    page.goto("/en/who-we-are/")

    expect(page.locator("wagtail-userbar")).to_have_count(1)
    expect(open_page("/en/who-we-are/").locator("wagtail-userbar")).to_have_count(0)


def test_change_of_the_original_reaches_readers_and_is_cleared(open_page):
    page = open_page(None, user="moderators")
    edit(page, "Change the regional approach")
    page.get_by_role("textbox", name="City of the coordination office").fill("Sample city")
    publish(page)

    reader = open_page("/ru/who-we-are/regional-approach/")
    notice = reader.get_by_text("Этот перевод ещё не учитывает изменений")
    expect(notice).to_be_visible()

    page.goto("/admin/translations/")
    page.get_by_role("row", name="One approach").get_by_role("link", name="outdated").first.click()
    page.get_by_text("The original changed on").wait_for()
    page.get_by_label("now says what the original says").check()
    publish(page)

    reader.reload()
    expect(notice).not_to_be_visible()
