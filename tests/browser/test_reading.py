"""A reader's ways through the site: on a small telephone without JavaScript, with a keyboard, by search."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest


@pytest.mark.parametrize("script", [True, False])
def test_from_home_to_a_country_on_a_small_phone(open_page, script):
    page = open_page("/en/", width=320, script=script)

    page.click("summary:has-text('Menu')")
    page.click("summary:has-text('Regional approach')")
    page.click(".menu a:has-text('Uzbekistan')")

    assert page.inner_text("h1") == "Uzbekistan"
    assert "173rd member" in page.inner_text("main")


@pytest.mark.parametrize("script", [True, False])
def test_from_objective_to_objective(open_page, script):
    page = open_page("/en/who-we-are/strategy/", width=320, script=script)

    page.click("text=A better understanding of migration")
    page.click(".neighbour--next")

    assert page.inner_text("h1") == "Efficient migration management systems"
    assert "Objective 2 of 8" in page.inner_text("main")


@pytest.mark.parametrize("script", [True, False])
def test_search_from_the_phone(open_page, script):
    page = open_page("/en/", width=320, script=script)

    page.click("summary:has-text('Menu')")
    page.click(".menu a:has-text('Search')")
    page.fill("#q", "trafficking")
    page.press("#q", "Enter")

    assert page.inner_text("mark >> nth=0").lower() == "trafficking"


def test_country_is_reached_from_the_map_with_the_keyboard(open_page):
    page = open_page("/en/who-we-are/regional-approach/")
    page.focus(".map__country:has-text('Kyrgyzstan')")

    page.keyboard.press("Enter")
    page.wait_for_url("**/kyrgyzstan/")

    assert page.inner_text("h1") == "Kyrgyzstan"


def test_escape_closes_the_menu_and_gives_the_focus_back(open_page):
    page = open_page("/en/", width=360)
    page.click("summary:has-text('Menu')")
    assert page.is_visible(".menu__panel")

    page.keyboard.press("Escape")

    assert not page.is_visible(".menu__panel")
    assert "Menu" in page.evaluate("document.activeElement.innerText")


def test_a_touch_beside_the_menu_closes_it(open_page):
    page = open_page("/en/")
    page.click("summary:has-text('Regional approach')")
    assert page.is_visible(".nav a:has-text('Tajikistan')")

    page.mouse.click(1200, 700)

    assert not page.is_visible(".nav a:has-text('Tajikistan')")


def test_list_of_contents_leads_to_its_part(open_page):
    page = open_page("/en/privacy/", script=False)

    page.click("a:has-text('No other companies')")

    assert page.url.endswith("#part-no-other-companies")


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
        if "text/html" not in answer.headers["content-type"] or "?" in address:
            continue  # what is chosen in a list leads to nothing that the list does not lead to
        text = answer.text()
        for found in {unescape(found) for found in LINK.findall(text)}:
            path, _, part = urljoin(address, found.removeprefix(site.url)).partition("#")
            if not path.startswith(("http", "mailto:", "tel:", "sms:", "//")):
                waiting.append(path)
            if part and path == address and f'id="{part}"' not in text:
                broken.append(f"{address}#{part}")

    assert not broken
    assert len(seen) > 150
