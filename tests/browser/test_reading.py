"""A reader's ways through the site: on a small telephone without JavaScript, with a keyboard, by search."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect


def open_menu(page):
    """Unfolds the menu of a narrow screen."""
    page.get_by_text("Menu", exact=True).click()
    return page.get_by_role("navigation", name="Main")


@pytest.mark.parametrize("script", [True, False])
def test_from_home_to_a_country_on_a_small_phone(open_page, script):
    page = open_page("/en/", width=320, script=script)

    menu = open_menu(page)
    menu.get_by_text("Regional approach", exact=True).click()
    menu.get_by_role("link", name="Uzbekistan").click()
    page.wait_for_url("**/uzbekistan/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Uzbekistan")
    expect(page.get_by_role("main")).to_contain_text("173rd member")


@pytest.mark.parametrize("script", [True, False])
def test_from_objective_to_objective(open_page, script):
    page = open_page("/en/who-we-are/strategy/", width=320, script=script)

    page.get_by_role("link", name="A better understanding of migration").first.click()
    page.get_by_role("link", name="Next objective").click()
    page.wait_for_url("**/migration-management/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Efficient migration management systems")
    expect(page.get_by_role("main")).to_contain_text("Objective 2 of 8")


@pytest.mark.parametrize("script", [True, False])
def test_search_from_the_phone(open_page, script):
    page = open_page("/en/", width=320, script=script)

    open_menu(page).get_by_role("link", name="Search").click()
    field = page.get_by_label("Search this site")
    field.fill("trafficking")
    field.press("Enter")

    expect(page.get_by_role("mark").first).to_have_text("trafficking", ignore_case=True)


def test_country_is_reached_from_the_map_with_the_keyboard(open_page):
    page = open_page("/en/who-we-are/regional-approach/")
    page.get_by_role("group", name="Map of the countries").get_by_role("link", name="Kyrgyzstan").focus()

    page.keyboard.press("Enter")
    page.wait_for_url("**/kyrgyzstan/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Kyrgyzstan")


def test_escape_closes_the_menu_and_gives_the_focus_back(open_page):
    page = open_page("/en/", width=360)
    menu = open_menu(page)
    expect(menu).to_be_visible()

    page.keyboard.press("Escape")

    expect(menu).not_to_be_visible()
    assert "Menu" in page.evaluate("document.activeElement.innerText")


def test_a_touch_beside_the_menu_closes_it(open_page):
    page = open_page("/en/")
    menu = page.get_by_role("navigation", name="Main")
    menu.get_by_text("Regional approach", exact=True).click()
    expect(menu.get_by_role("link", name="Tajikistan")).to_be_visible()

    page.mouse.click(1200, 700)

    expect(menu.get_by_role("link", name="Tajikistan")).not_to_be_visible()


def test_list_of_contents_leads_to_its_part(open_page):
    page = open_page("/en/privacy/", script=False)

    page.get_by_role("link", name="No other companies").click()

    expect(page).to_have_url(re.compile("#part-no-other-companies$"))


# What is chosen in a list leads to nothing that the list does not lead to; a year of the calendar to a hundred others.
LEAF = re.compile(r"\?|/calendar/.")
LINK = re.compile(r'\s(?:href|src)="([^"]+)"')


def test_every_link_of_the_site_arrives(open_page, site):
    page = open_page(None)
    waiting, seen, broken = ["/en/"], set(), []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = page.request.get(address)
        if not answer.ok:
            broken.append(address)
        if "text/html" not in answer.headers["content-type"] or LEAF.search(address):
            continue
        text = answer.text()
        for found in {unescape(found) for found in LINK.findall(text)}:
            path, _, part = urljoin(address, found.removeprefix(site.url)).partition("#")
            if not path.startswith(("http", "mailto:", "tel:", "sms:", "//")):
                waiting.append(path)
            if part and path == address and f'id="{part}"' not in text:
                broken.append(f"{address}#{part}")

    assert not broken
    assert len(seen) > 150
