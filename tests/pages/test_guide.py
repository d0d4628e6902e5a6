"""The guide stands in the admin, in the language of the admin, and says what the screens say."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from pages.accounts.models import User
from pages.base.consents import ConsentRecord
from pages.guide import views as guide
from pages.help.hotlines import Hotline
from pages.news.models import NewsIndexPage
from pages.site.models import Alert
from tests.factories import make_hotline, person
from tests.html import Document

ROLES = ["Editors", "Moderators", "Translators", "Data", "Message desk", "Confidential desk", "administrator"]
LANGUAGES = ["en", "ru"]
GUIDE_LINK = re.compile(r'href="/admin/guide/([a-z-]+)/"')


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


def test_each_page_of_the_guide_is_reached_from_a_screen_where_its_question_arises(client, db, home):
    client.force_login(person("administrator"))
    news = NewsIndexPage.objects.get(locale=home.locale)
    screens = [
        reverse("wagtailadmin_pages:edit", args=[home.pk]),
        reverse("wagtailadmin_pages:history", args=[home.pk]),
        reverse("wagtailadmin_pages:add", args=["pages", "newspage", news.pk]),
        *map(reverse, ("deleted_pages", "translations", "pending_changes", "project_import", "projects:index")),
        *map(reverse, ("wagtailimages:index", "wagtailredirects:index", "wagtailusers_users:index")),
        reverse(Alert.snippet_viewset.get_url_name("list")),
        reverse(ConsentRecord.snippet_viewset.get_url_name("list")),
        reverse(Hotline.snippet_viewset.get_url_name("edit"), args=[make_hotline().pk]),
    ]
    found = {screen: GUIDE_LINK.findall(client.get(screen).text) for screen in screens}
    client.force_login(person("Message desk"))
    found["messages"] = GUIDE_LINK.findall(client.get("/admin/messages/").text)

    assert [screen for screen, tasks in found.items() if not tasks] == []
    assert {task for tasks in found.values() for task in tasks} == set(guide.TASKS)


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
