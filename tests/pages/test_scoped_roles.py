"""Roles for a part of the site: the pages of one language, or projects and their data."""

import pytest
from wagtail.models import Page

from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.dashboard.upcoming import upcoming
from programmes.projects import ProjectPage
from tests.factories import person
from tests.html import Document


def form_of(page):
    return f"/admin/pages/{page.pk}/edit/"


def mission(language):
    return MissionPage.objects.get(locale__language_code=language)


@pytest.fixture
def translator(client, db):
    user = person("Translators (Russian)")
    client.force_login(user)
    return user


@pytest.fixture
def data_keeper(client, db):
    user = person("Data")
    client.force_login(user)
    return user


def test_translator_of_one_language_changes_its_pages_and_no_others(client, translator):
    assert client.get(form_of(mission("ru"))).status_code == 200
    for language in ("en", "tk"):
        assert client.get(form_of(mission(language))).status_code == 302


def test_translator_of_one_language_sees_what_that_language_lacks(client, translator):
    first = Document(client.get("/admin/").text)
    report = Document(client.get("/admin/translations/").text)

    for page in (first, report):
        assert "Русский" in page.text
        assert "Türkmençe" not in page.text
    assert "/en/who-we-are/" in report.links
    assert form_of(mission("en")) not in report.links


def test_keeper_of_data_imports_and_publishes_projects_and_changes_nothing_else(client, data_keeper):
    project = ProjectPage.objects.sources().live().first()

    assert client.get("/admin/projects/import/").status_code == 200
    assert "action-publish" in client.get(form_of(project)).text
    assert client.get(form_of(HomePage.objects.get(locale__language_code="en"))).status_code == 302
    assert "licence" in Document(client.get("/admin/").text).text


def test_what_happens_by_itself_is_told_to_whoever_may_change_it(translator):
    page = mission("en")
    Page.objects.filter(pk=page.pk).update(expire_at="2100-01-01T00:00Z")
    assert upcoming(translator) == []

    Page.objects.filter(pk=mission("ru").pk).update(expire_at="2100-01-01T00:00Z")
    assert [each.url for each in upcoming(translator)] == [form_of(mission("ru"))]
