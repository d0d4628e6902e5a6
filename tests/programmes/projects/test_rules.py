"""The rules that keep impossible data out."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from pages.content.strategy import ObjectivePage
from programmes.areas import ProgrammeAreaPage
from programmes.projects import ProjectPage
from tests.programmes import samples


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"start_date": "2015", "end_date": "2014"}, "end_date"),
        ({"start_date": "2015-06", "end_date": "2015-05-31"}, "end_date"),
        ({"status": "completed"}, "status"),
        ({"status": "completed", "end_date": "2999"}, "status"),
        ({"budget_amount": 5}, "budget_currency"),
        ({"budget_amount": 5, "budget_currency": "USD", "budget_as_of": "2020"}, "budget_source"),
        ({"budget_amount": 5, "budget_currency": "USD", "budget_source": "Sample"}, "budget_as_of"),
        ({"budget_amount": -1}, "budget_amount"),
        ({"project_id": "with spaces"}, "project_id"),
        ({"start_date": "2011-11-31"}, "start_date"),
    ],
)
def test_impossible_data_is_refused_beside_the_field(db, facts, field):
    with pytest.raises(ValidationError) as refused:
        samples.project("Sample", **facts)

    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    "facts",
    [
        {"start_date": "2015", "end_date": "2015"},
        {"start_date": "2015-06", "end_date": "2015"},
        {"status": "active", "end_date": "2001"},
        {"status": "completed", "end_date": "2001"},
    ],
)
def test_what_may_be_true_is_accepted(db, facts):
    assert samples.project("Sample", **facts).live


def test_number_of_a_project_is_used_once(db):
    samples.project("Sample", project_id="SA.1")

    with pytest.raises(ValidationError, match="Another project has this number"):
        samples.project("Another sample", project_id="sa.1")


def test_number_of_a_project_is_used_once_whoever_writes_it(db):
    samples.project("Sample", project_id="SA.1")
    other = samples.project("Another sample")

    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectPage.objects.filter(pk=other.pk).update(project_id="sa.1")


@pytest.mark.parametrize(
    ("model", "field"), [(ProgrammeAreaPage, "objectives_confirmed_on"), (ObjectivePage, "links_confirmed_on")]
)
def test_nothing_is_confirmed_in_the_future(db, model, field):
    page = model.objects.sources().first()
    setattr(page, field, timezone.localdate() + timedelta(days=1))

    with pytest.raises(ValidationError, match="still to come") as refused:
        page.save_revision()

    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2014", "2015", "2014–2015"),
        ("2014", None, "from 2014"),
        (None, "2015-06", "until June 2015"),
        ("2009-09-22", "2011-09-21", "22 September 2009 – 21 September 2011"),
        ("2014", "2014", "2014"),
        (None, None, ""),
    ],
)
def test_period_in_words(db, start, end, words):
    with translation.override("en"):
        assert samples.project("Sample", start_date=start, end_date=end).period == words


def test_projects_and_areas_begin_in_the_language_of_the_originals(db):
    assert ProjectPage.can_create_at(samples.area())
    assert not ProjectPage.can_create_at(samples.area(language="ru"))
    assert not ProgrammeAreaPage.can_create_at(samples.area(language="ru").get_parent().specific)


def test_change_of_a_fact_does_not_make_translations_old(client, full):
    copy = samples.translated(full, "ru", "Образец")
    full.budget_amount = 1
    full.save_revision().publish()

    assert "This translation is older" not in client.get(copy.url).text
    assert not hasattr(copy, "translation_status") or copy.translation_status.outdated_since is None
