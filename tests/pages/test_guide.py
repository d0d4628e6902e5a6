"""The guide stands in the admin, in the language of the admin, and says what the screens say."""

import re

import pytest
from django.utils import translation
from wagtail.users.models import UserProfile

from pages.accounts.models import User
from pages.guide import views as guide
from tests.factories import person
from tests.html import Document

ROLES = ["Editors", "Moderators", "Translators", "Data", "Message desk", "Confidential desk", "administrator"]
LANGUAGES = ["en", "ru"]


def names(task, language):
    """What a page says to stand on a screen."""
    return guide.ON_SCREEN.findall(guide.text_of(task, language).body)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_finds_the_guide_in_the_menu_and_reads_each_page(client, db, role):
    client.force_login(person(role))
    assert "/admin/guide/" in client.get("/admin/", follow=True).text

    index = Document(client.get("/admin/guide/").text)

    for task in guide.TASKS:
        assert f"/admin/guide/{task}/" in index.links
        page = client.get(f"/admin/guide/{task}/")
        assert page.status_code == 200
        assert "{" not in Document(page.text).root.xpath("string(//main)")


def test_no_page_of_the_admin_leads_to_a_guide_elsewhere(client, publisher):
    for address in ("/admin/", "/admin/guide/"):
        assert "guide.wagtail.org" not in client.get(address).text


@pytest.mark.parametrize("task", guide.TASKS)
def test_both_languages_name_the_same_places(task):
    assert sorted(set(names(task, "ru"))) == sorted(set(names(task, "en")))


@pytest.mark.parametrize("task", guide.TASKS)
def test_what_it_names_stands_on_the_screens_in_the_same_words(task):
    with translation.override("ru"):
        assert [name for name in names(task, "en") if translation.gettext(name) == name] == []


def test_links_between_its_pages_arrive(client, editor):
    for language in LANGUAGES:
        for task in guide.TASKS:
            for link in re.findall(r"\]\(([^)]+)\)", guide.text_of(task, language).body):
                assert link in guide.TASKS


def test_russian_reader_of_the_admin_reads_it_in_russian_and_searches_in_russian(client, editor):
    UserProfile.objects.update_or_create(user=User.objects.get(pk=editor.pk), defaults={"preferred_language": "ru"})

    assert "Добавить горячую линию" in client.get("/admin/guide/").text
    found = Document(client.get("/admin/guide/", {"q": "позвоните номеру"}).text)
    assert [link for link in found.links if link.count("/") == 4 and "/guide/" in link] == ["/admin/guide/hotline/"]
    assert "Ни на одной странице" in client.get("/admin/guide/", {"q": "йцукен"}).text


def test_page_of_the_guide_that_is_not_there(client, editor):
    assert client.get("/admin/guide/nothing/").status_code == 404
