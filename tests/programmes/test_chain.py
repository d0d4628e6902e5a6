"""One chain: objective → area of work → project → donor, and back, on the records that were imported."""

from collections import defaultdict
from decimal import Decimal

import pytest

from pages.content.strategy import ObjectivePage
from programmes.areas import ProgrammeAreaPage
from programmes.organisations import Donor
from programmes.projects import ProjectPage

LANGUAGES = ["en", "ru", "tk"]


def confirm(*areas):
    """As the office does when it has checked which objectives an area serves."""
    for area in areas:
        area.objectives_confirmed_on = "2026-11-24"
        area.save_revision().publish()


def of(model, code):
    return list(model.objects.live().filter(locale__language_code=code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_public_record_is_a_project_in_each_language(db, code):
    assert len(of(ProjectPage, code)) == 10


@pytest.mark.parametrize("code", LANGUAGES)
def test_from_each_objective_to_its_areas_and_projects(client, db, code):
    confirm(*of(ProgrammeAreaPage, "en"))
    reached = set()
    for objective in of(ObjectivePage, code):
        page = client.get(objective.url).text
        served = [area for area in of(ProgrammeAreaPage, "en") if _serves(area, objective)]
        assert served, objective
        for area in served:
            there = area.get_translation_or_none(objective.locale) or area
            assert f'href="{there.url}"' in page
            for project in ProjectPage.objects.live().child_of(there):
                assert f'href="{project.url}"' in page
                reached.add(project.pk)

    assert len(reached) == 10


def _serves(area, objective):
    return area.objectives.filter(translation_key=objective.translation_key).exists()


@pytest.mark.parametrize("code", LANGUAGES)
def test_from_each_project_back_to_its_area_objectives_and_donors(client, db, code):
    confirm(*of(ProgrammeAreaPage, "en"))
    for project in of(ProjectPage, code):
        page, area = client.get(project.url).text, project.get_parent().specific
        original = ProjectPage.objects.get(translation_key=project.translation_key, locale__language_code="en")
        objectives = original.get_parent().specific.objectives.all()

        assert f'href="{area.url}"' in page
        assert objectives
        for objective in objectives:
            assert f'href="{objective.get_translation_or_none(project.locale).url}"' in page
        assert original.donors.all()
        for grant in original.donors.all():
            assert f'href="/{code}/our-work/donors/{grant.donor.slug}/"' in page


@pytest.mark.parametrize("code", LANGUAGES)
def test_from_each_donor_to_its_projects_and_sums(client, db, code):
    sums, projects = defaultdict(Decimal), defaultdict(set)
    for original in of(ProjectPage, "en"):
        for grant in original.donors.all():
            projects[grant.donor].add(original.translation_key)
            sums[grant.donor] += original.budget_amount or 0

    assert len(projects) == Donor.objects.filter(locale__language_code="en").count() == 6
    for donor, keys in projects.items():
        page = client.get(f"/{code}/our-work/donors/{donor.slug}/").text
        for project in of(ProjectPage, code):
            assert (f'href="{project.url}"' in page) == (project.translation_key in keys), (donor, project)
        if sums[donor]:
            assert sums[donor] == 200_000
            assert "200" in page
            assert "USD" in page


def test_objective_without_projects_has_no_part_about_them(client, db):
    page = client.get("/en/who-we-are/strategy/decent-labour/").text

    assert "The Global Compact" in page
    assert "Projects for this objective" not in page


@pytest.mark.parametrize("code", LANGUAGES)
def test_proposed_objectives_are_shown_nowhere_until_the_office_confirms_them(client, db, code):
    original = ProgrammeAreaPage.objects.get(code="A3.2", locale__language_code="en")
    area = next(page for page in of(ProgrammeAreaPage, code) if page.translation_key == original.translation_key)
    project = ProjectPage.objects.child_of(area).live().first()
    keys = original.objectives.values_list("translation_key", flat=True)
    objective = next(page for page in of(ObjectivePage, code) if page.translation_key in keys)
    shows = {area.url: objective.url, project.url: objective.url, objective.url: project.url}
    in_list = f"/{code}/our-work/projects/"

    for page, address in shows.items():
        assert f'href="{address}"' not in client.get(page).text.partition("<main")[2], page
    assert f'value="{objective.slug}"' not in client.get(in_list).text
    confirm(original)
    for page, address in shows.items():
        assert f'href="{address}"' in client.get(page).text, page
    assert f'value="{objective.slug}"' in client.get(in_list).text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_record_names_its_source_and_no_mark_of_staff(client, db, code):
    for project in of(ProjectPage, code):
        page = client.get(project.url).text
        source = project.sources[0].value["url"]
        assert source.startswith("http")
        assert f'href="{source}"' in page
        for mark in ("callout", "awaits", "not checked", "Proposed"):
            assert mark not in page


def test_nothing_is_added_to_a_record_that_its_source_does_not_say(db):
    silent = [project for project in of(ProjectPage, "en") if project.status == "not_stated"]

    assert len(silent) == 8
    assert len([project for project in of(ProjectPage, "en") if project.budget_amount is not None]) == 2
    for project in of(ProjectPage, "en"):
        assert not project.locations.exists()
        assert not project.implementing_partners.exists()
        assert not len(project.results)
        assert not project.summary
        assert project.source_title == project.title
