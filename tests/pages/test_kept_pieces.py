"""Menu, foot and maps are made once for many pages; none of them shows a reader what is true of another page."""

import pytest
from django.utils import timezone

from pages.content.regional import RegionalApproachPage
from pages.copies.models import SiteZip
from pages.site.models import SiteTexts
from pages.values import cache
from pages.values.requests import COPIED_ON
from programmes.places import Province
from tests.html import Document
from tests.programmes import samples

pytestmark = pytest.mark.database
MAIN = {"en": "Main", "ru": "Главное меню", "tk": "Esasy menýu"}


def menu(client, address, label="Main"):
    return Document(client.get(address).text).region(label)


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_the_menu_marks_the_page_where_one_is_and_no_other(client, db, code):
    addresses = list(dict.fromkeys(menu(client, f"/{code}/", MAIN[code]).links))
    pages = [address for address in addresses if client.get(address).status_code == 200 and "/search/" not in address]

    assert len(pages) > 3
    for address in pages:
        marked = menu(client, address, MAIN[code]).root.xpath(".//a[@aria-current]/@href")
        assert set(marked) == {address}
    assert menu(client, f"/{code}/", MAIN[code]).here == []


def test_a_draft_of_the_words_around_pages_is_previewed_with_its_own_words(client, db):
    client.get("/en/")
    texts = SiteTexts.objects.get(locale__language_code="en")
    texts.footer_about, texts.short_name = "A sample foot", "Sample name"

    previewed = texts.make_preview_request().text

    assert "A sample foot" in previewed
    assert "Sample name" in previewed
    assert "A sample foot" not in client.get("/en/").text


def test_the_foot_leads_to_the_file_of_the_site_but_not_within_that_file(client, db):
    SiteZip.objects.create(language="en", size=1_000_000, made_on=timezone.localdate())
    cache.invalidate()  # as `iom_site.copies.zips.make` does

    assert "This site as a file" in client.get("/en/").text
    assert "This site as a file" not in client.get("/en/", **{COPIED_ON: timezone.localdate()}).text
    assert "This site as a file" in client.get("/en/").text


def test_the_map_of_the_region_is_dark_where_the_page_is(client, db):
    region = RegionalApproachPage.objects.get(locale__language_code="en")
    client.get(region.url)

    for country in region.countries:
        shown = Document(client.get(country.url).text)
        dark = shown.root.xpath(".//a[contains(@class, 'map__country--home')]/@href")
        assert dark == [country.url]
        assert "map__drawing" not in client.get(f"/lite{country.url}").text


def test_the_map_of_a_project_names_its_own_places(client, db):
    province = Province.objects.filter(locale__language_code="en")
    first = samples.project("Sample one", locations=list(province.filter(code="TM-A")))
    second = samples.project("Sample two", locations=list(province.filter(code="TM-L")))

    for project, code in ((first, "TM-A"), (second, "TM-L"), (first, "TM-A")):
        places = Document(client.get(project.url).text).root.xpath(".//*[name()='svg']//a/@href")
        assert [place.rpartition("=")[2] for place in places] == [code]
