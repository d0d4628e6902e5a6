"""What comes seldom and went wrong elsewhere: a copied page, an original that is deleted, a picture of 16 bits."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_accounts import shell

NUMBER = "from wagtail.models import Page; print(Page.objects.get(slug={!r}, locale__language_code='en').pk)"
TRANSLATED = """
from wagtail.models import Locale
from pages.content.home import HomePage
from pages.content.standard import StandardPage
home = HomePage.objects.get(locale__language_code="en")
page = home.add_child(instance=StandardPage(title="Sample original", slug="sample-original", summary="Sample."))
page.save_revision().publish()
page.copy_for_translation(Locale.objects.get(language_code="ru")).save_revision().publish()
"""


@pytest.fixture
def desk(open_page):
    """Somebody who may publish; no answer of the site to them may be an error of its own."""
    page, broken = open_page(None, user="moderators"), []
    page.on("response", lambda response: broken.append(response.url) if response.status >= 500 else None)
    yield page
    assert broken == []


def number(site, slug):
    return shell(site, NUMBER.format(slug)).splitlines()[-1]


def test_copied_page_is_another_page_and_the_first_stays_as_it_is(desk, open_page, site):
    desk.goto(f"/admin/pages/{number(site, 'sample')}/copy/")
    desk.get_by_label("New title").fill("Sample copy")
    desk.get_by_label("New slug").fill("sample-copy")
    desk.get_by_role("button", name="Copy").click()
    desk.get_by_role("status").get_by_text("copied").first.wait_for()
    desk.goto(f"/admin/pages/{number(site, 'sample-copy')}/edit/")
    desk.get_by_role("button", name="Publish").click()
    address = desk.get_by_role("status").get_by_role("link", name="View live").get_attribute("href")

    reader = open_page(address, script=False)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Sample copy")
    reader.goto("/en/sample/")
    expect(reader.get_by_role("heading", level=1)).not_to_have_text("Sample copy")


def test_original_that_is_deleted_tells_of_its_translation_which_goes_on(desk, open_page, site):
    shell(site, TRANSLATED)
    desk.goto(f"/admin/pages/{number(site, 'sample-original')}/delete/")
    expect(desk.get_by_role("main")).to_contain_text("translat", ignore_case=True)
    desk.get_by_role("button", name=re.compile("Yes, delete")).click()
    desk.get_by_role("status").get_by_text("deleted").first.wait_for()

    reader = open_page(None, script=False)
    assert reader.goto("/en/sample-original/").status in (404, 410)
    assert reader.goto("/ru/sample-original/").status == 200
    desk.goto("/ru/sample-original/")
    desk.goto(desk.locator("wagtail-userbar a[href$='/edit/']").get_attribute("href"))
    expect(desk.get_by_role("textbox", name=re.compile("^Title")).first).to_have_value("Sample original")


def test_picture_of_sixteen_bits_is_taken_and_seen(desk):
    file = BytesIO()
    Image.new("I;16", (1_200, 800), 40_000).save(file, "PNG")
    desk.goto("/admin/images/add/")
    content = {"name": "sixteen.png", "mimeType": "image/png", "buffer": file.getvalue()}
    desk.locator("input[type=file]").set_input_files(content)
    desk.get_by_label("Title").first.fill("Sample of sixteen bits")
    desk.get_by_role("button", name=re.compile("Upload|Update|Save|Add")).first.click()
    desk.goto("/admin/images/?q=sixteen")

    picture = desk.get_by_role("main").locator("img").first
    assert desk.request.get(picture.get_attribute("src")).status == 200
    expect(desk.get_by_text("Sample of sixteen bits").first).to_be_visible()
