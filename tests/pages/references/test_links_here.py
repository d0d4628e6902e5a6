"""Before a page goes away or elsewhere, staff see by name what leads to it; afterwards old addresses still work."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale

from pages.content.standard import StandardPage
from programmes.areas import ProgrammeAreaPage
from programmes.projects import ProjectPage
from tests.html import Document
from tests.pages.approvals.people import PUBLISH, told
from tests.pages.editing.people import Writer, edit_url
from tests.programmes import samples


@pytest.fixture
def writer(db):
    return Writer.named("anna", "Anna")


@pytest.fixture
def served(db):
    """An objective and an area of work that serves it."""
    call_command("rebuild_references_index", stdout=StringIO())
    area = ProgrammeAreaPage.objects.filter(locale__language_code="en", objectives__isnull=False).first()
    return area.objectives.first(), area


def ask(person, act, page, *more):
    return person.client.get(reverse(f"wagtailadmin_pages:{act}", args=[page.pk, *more]))


@pytest.mark.parametrize("act", ["delete", "unpublish"])
def test_objective_names_the_areas_that_serve_it(writer, served, act):
    objective, area = served

    said = Document(told(ask(writer, act, objective)))

    assert f"{area.title} (" in said.text
    assert edit_url(area) in said.links


def test_usage_counts_what_is_chosen_among_many(writer, served):
    objective, area = served

    assert "referenced 0 times" not in ask(writer, "delete", objective).text
    assert area.title in ask(writer, "usage", objective).text


def test_area_that_no_longer_serves_it_is_no_longer_named(writer, served):
    objective, area = served
    area.objectives = [each for each in area.objectives.all() if each != objective]
    area.save()

    assert f"{area.title} (" not in told(ask(writer, "delete", objective))


def test_move_names_the_links_and_the_old_address_leads_on(client, writer, home, mission):
    here = home.add_child(instance=StandardPage(title="Sample", slug="sample", summary="Words"))
    link = f'<p><a id="{here.pk}" linktype="page">Sample</a></p>'
    home.add_child(instance=StandardPage(title="With a link", slug="link", body=[("text", link)]))

    assert "With a link (" in Document(told(ask(writer, "move_confirm", here, mission.pk))).text
    writer.post(reverse("wagtailadmin_pages:move_confirm", args=[here.pk, mission.pk]))

    assert client.get("/en/sample/").headers["Location"].endswith("/en/who-we-are/sample/")


def test_renamed_page_is_found_under_its_old_address(client, writer, home):
    page = home.add_child(instance=StandardPage(title="Sample", slug="sample", summary="Words"))

    writer.open(edit_url(page)).send(slug="renamed", **PUBLISH)

    assert client.get("/en/sample/").headers["Location"].endswith("/en/renamed/")


def test_form_says_before_the_address_is_changed_what_leads_here_and_what_keeps_its_own(writer, home, mission):
    link = f'<p><a id="{mission.pk}" linktype="page">Sample</a></p>'
    places = [
        home.add_child(instance=StandardPage(title=f"With a link {n}", slug=f"link-{n}", body=[("text", link)]))
        for n in range(25)
    ]

    said = Document(writer.client.get(edit_url(mission)).text)

    assert sum(edit_url(place) in said.links for place in places) >= 15
    assert re.search(r"and \d+ more", said.text)
    assert "The addresses of" in said.text
    assert "These keep the address they have: Русский, Türkmençe." in said.text


def in_bulk(act, *pages):
    keys = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', act])}?{keys}&next=/admin/"


@pytest.mark.parametrize("act", ["delete", "unpublish", "move"])
def test_the_same_is_said_of_each_of_many(writer, home, mission, served, act):
    objective, area = served
    here = home.add_child(instance=StandardPage(title="Sample", slug="sample", summary="Words"))
    link = f'<p><a id="{here.pk}" linktype="page">Sample</a></p>'
    home.add_child(instance=StandardPage(title="With a link", slug="link", body=[("text", link)]))
    pages = [here, mission] if act == "move" else [here, objective]

    said = Document(told(writer.client.get(in_bulk(act, *pages)))).text

    assert "With a link (" in said
    if act != "move":
        assert f"{area.title} (" in said
        assert "is the original of translations: Русский, Türkmençe" in said


def test_each_of_many_has_the_act_in_its_own_history(writer, home):
    pages = [home.add_child(instance=StandardPage(title=f"Sample {n}", slug=f"s{n}")) for n in range(3)]

    for act, words in (("unpublish", "Unpublished"), ("publish", "Published")):
        writer.client.post(in_bulk(act, *pages), {"include_descendants": ""})
        for page in pages:
            history = writer.client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).text
            assert f"{words} " in Document(history).text


def test_original_tells_of_its_translations(writer, served):
    said = Document(told(ask(writer, "unpublish", served[0]))).text

    assert "is the original of translations: Русский, Türkmençe" in said


def test_translations_of_a_deleted_project_do_not_stand_without_its_facts(client, writer, db):
    project = samples.project("Sample project")
    translation = project.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
    translation.save_revision().publish()
    assert "unpublished with it" in told(ask(writer, "delete", project))

    project.delete()

    assert not ProjectPage.objects.get(pk=translation.pk).live
    assert client.get(translation.url).status_code == 404


def test_page_that_nothing_leads_to_says_nothing(writer, home):
    page = home.add_child(instance=StandardPage(title="Sample", slug="sample"))

    assert told(ask(writer, "delete", page)) == ""
