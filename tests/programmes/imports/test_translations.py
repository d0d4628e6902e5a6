"""Titles in other languages that a table brings."""

import pytest
from django_tasks_db.models import DBTaskResult

from programmes.imports.report import CREATED
from tests.programmes.imports.steps import NEW, import_rows, planned, refusals, the_project

pytestmark = pytest.mark.database


def test_a_translated_title_becomes_a_published_translation(db, area_in_russian):
    import_rows({**NEW, "summary": "English words.", "donor": "Sample fund", "title_ru": "Образец"})

    page = the_project("Образец", "ru")
    assert page.live and page.needs_review
    assert page.translation_status.outdated_since is None
    assert page.get_parent().specific == area_in_russian
    assert (page.summary, page.donors.count(), page.source) == ("", 0, the_project())


def test_a_translation_without_a_place_is_left_out_and_said_so(db, area_in_russian):
    area_in_russian.unpublish()

    row = planned({**NEW, "title_ru": "Образец"})[0]

    assert row.kind == CREATED
    assert [column for column, _note in row.notes] == ["title_ru"]


def test_a_translation_keeps_up_with_a_new_title_and_a_new_source(db, area_in_russian):
    import_rows({**NEW, "project_id": "SA.9", "title_ru": "Образец"})

    import_rows({"project_id": "SA.9", "title": "New", "title_ru": "Новый", "source": "https://example.org/a"})

    assert not DBTaskResult.objects.filter(task_path__endswith="notify_translators").exists()
    page = the_project("Новый", "ru")
    assert page.translation_status.outdated_since is None
    assert [source.value["url"] for source in page.sources] == ["https://example.org/a"]


def test_a_translation_without_its_new_title_falls_behind(db, area_in_russian):
    import_rows({**NEW, "project_id": "SA.9", "title_ru": "Образец"})

    import_rows({"project_id": "SA.9", "title": "New"})

    assert the_project("Образец", "ru").translation_status.outdated_since


def test_a_translation_that_somebody_works_on_is_left_to_them(db, area_in_russian):
    import_rows({**NEW, "title_ru": "Образец"})
    the_project("Образец", "ru").save_revision()

    assert refusals({**NEW, "title_ru": "Другой"})[0][1] == "title_ru"
