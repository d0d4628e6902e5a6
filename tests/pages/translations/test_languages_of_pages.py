"""Every page carries its language, and leads to the same page in the others."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page

from pages.contact.page_types import ContactPage
from pages.content.home import HomePage
from pages.content.standard import StandardPage
from pages.content.strategy import ObjectivePage
from pages.help.base import HelpPage
from pages.site.models import Alert
from pages.values.partial_dates import PartialDate, localized_date
from tests import content
from tests.pages.translations.russian import in_language, publish

LANGUAGES = ["en", "ru", "tk"]


def test_a_moment_is_told_by_the_day_in_ashgabat():
    assert localized_date(datetime(2023, 11, 26, 20, 0, tzinfo=UTC)) == "27 November 2023"


@pytest.mark.parametrize(
    ("code", "day", "month"),
    [
        ("en", "27 November 2023", "November 2023"),
        ("ru", "27 ноября 2023 г.", "ноябрь 2023 г."),
        ("tk", "27 noýabr 2023", "noýabr 2023"),
    ],
)
def test_dates_are_written_as_readers_write_them(code, day, month):
    with translation.override(code):
        assert localized_date(date(2023, 11, 27)).replace("\xa0", " ") == day
        assert PartialDate(2023, 11).label.replace("\xa0", " ") == month


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_carries_its_language_and_its_alternates(client, db, code):
    pages = Page.objects.live().filter(depth__gt=1, locale__language_code=code)

    assert len(pages) == content.pages(code)
    for page in pages:
        response = client.get(page.url)
        alternates = dict(re.findall(r'hreflang="([^"]+)" href="http://localhost:8000([^"]+)"', response.text))
        assert f'<html lang="{code}"' in response.text
        assert response.headers["Content-Language"] == code
        assert set(alternates) == {*LANGUAGES, "x-default"}
        assert alternates[code] == page.url
        assert alternates["x-default"] == alternates["en"]
        if not issubclass(page.specific_class, (HelpPage, ContactPage)):  # they tell machines nothing
            assert f'"inLanguage": "{code}"' in response.text
        assert f'rel="canonical" href="http://localhost:8000{page.url}"' in response.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_switch_leads_to_the_same_page(client, db, code):
    page = client.get(f"/{code}/who-we-are/strategy/").text

    for other in LANGUAGES:
        assert re.search(rf'<a href="/{other}/who-we-are/strategy/" lang="{other}" hreflang="{other}"', page)


def test_the_switch_says_when_a_page_is_missing_and_leads_home(client, db):
    in_language(ObjectivePage, "tk", slug="less-poverty").unpublish()

    page = client.get("/ru/who-we-are/strategy/less-poverty/").text

    assert re.search(r'<a href="/tk/" lang="tk" hreflang="tk"[^>]*>Türkmençe<span[^>]*> \(главная', page)
    assert 'hreflang="tk" href="http' not in page


@pytest.mark.parametrize(
    ("preferred", "home"), [("ru", "/ru/"), ("tk,ru;q=0.5", "/tk/"), ("de", "/en/"), ("uz, ru", "/ru/")]
)
def test_first_visit_follows_the_browser_and_remembers_nothing(client, db, preferred, home):
    response = client.get("/", headers={"accept-language": preferred})

    assert response.headers["Location"] == home
    assert not response.cookies


def test_fourth_language_is_a_setting_and_content(client, home, settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("fa-af", "دری")]
    dari = Locale.objects.create(language_code="fa-af")
    page = home.copy_for_translation(dari)
    page.title = page.headline = "نمونه"
    publish(page)

    response = client.get("/fa-af/")

    assert response.status_code == 200
    assert '<html lang="fa-af" dir="rtl"' in response.text
    assert "نمونه" in response.text
    assert 'lang="fa-af" hreflang="fa-af" aria-current="true">دری' in response.text
    assert 'hreflang="fa-af" href="http://localhost:8000/fa-af/"' in client.get("/en/").text


def test_home_pages_know_each_other(db):
    assert len({page.translation_key for page in HomePage.objects.all()}) == 1


def test_page_submitted_for_translation_is_a_draft(client, publisher, home, english):
    page = home.add_child(instance=StandardPage(title="Sample page", slug="sample"))
    russian = Locale.objects.get(language_code="ru")

    client.post(
        reverse("simple_translation:submit_page_translation", args=[page.pk]),
        {"locales": [russian.pk], "include_subtree": ""},
    )

    assert page.get_translation(russian).live is False
    assert client.get("/ru/sample/").status_code == 404


def test_alert_is_translated_and_stands_only_in_its_language(client, publisher, english):
    alert = Alert.objects.create(title="Sample", text="<p>A sample text.</p>", locale=english)
    turkmen = Locale.objects.get(language_code="tk")
    address = reverse("simple_translation:submit_snippet_translation", args=["pages", "alert", alert.pk])

    client.post(address, {"locales": [turkmen.pk]})
    draft = alert.get_translation(turkmen)
    assert draft.live is False
    draft.text = "<p>Nusga tekst.</p>"
    draft.save_revision().publish()

    assert "Nusga tekst." in client.get("/tk/").text
    assert "A sample text." not in client.get("/tk/").text
    assert "A sample text." in client.get("/en/").text


@pytest.mark.parametrize(("code", "title"), [("ru", "Образец страницы"), ("tk", "Nusga sahypasy: ýaş göçüjiler")])
def test_title_in_any_alphabet_makes_an_address_of_latin_letters(client, db, code, title):
    home = in_language(HomePage, code)

    page = home.add_child(instance=StandardPage(title=title, locale=home.locale))

    assert re.fullmatch(r"[a-z0-9-]+", page.slug)
    assert client.get(page.url).status_code == 200


def test_countries_stand_in_the_order_of_each_alphabet(client, db):
    page = client.get("/tk/who-we-are/regional-approach/").text
    names = re.findall(r'<li><a href="/tk/who-we-are/regional-approach/[a-z]+/">(\w+)</a><span>', page)

    assert names == ["Gazagystan", "Gyrgyzystan", "Özbegistan", "Täjigistan", "Türkmenistan"]
