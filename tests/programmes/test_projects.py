"""A project's page, and the rules that keep impossible data out."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.strategy import ObjectivePage
from programmes.areas import ProgrammeAreaPage
from programmes.organisations import Partner
from programmes.places import Country, Province
from programmes.projects import ProjectPage
from tests.programmes import samples


def english(model, **values):
    return list(model.objects.filter(locale__language_code="en", **values))


@pytest.fixture
def full(db):
    """A project of which everything is known."""
    home = ObjectivePage.objects.get(locale__language_code="en", slug="less-poverty")
    partner = Partner.objects.create(name="Sample partner", locale=home.locale)
    ministry = Partner.objects.create(name="Sample ministry", locale=home.locale)
    return samples.project(
        "A sample of everything",
        code="A3.4",
        summary="A sample summary.",
        status="completed",
        status_as_of="2020-03",
        start_date="2014",
        end_date="2015-06",
        budget_amount=123456,
        budget_currency="USD",
        budget_as_of="2015",
        budget_source="https://example.org/budget",
        project_id="SA.0001",
        other_ids="X1; X2",
        coverage="national",
        project_type="Sample type",
        funding_stream="Sample stream",
        donors=[("First sample donor", 100000, "USD", 2014), "Second sample donor"],
        benefiting_countries=english(Country, iso2="TM"),
        implementing_partners=[partner],
        government_counterparts=[ministry],
        locations=english(Province, code="TM-B"),
        objectives=[home],
        gcm_objectives=english(GCMObjective, number=10),
        sdg_targets=english(SDGTarget, code="8.7"),
        results=[
            (
                "result",
                {
                    "indicator": "sample officials who finished",
                    "baseline": 5,
                    "target": 1200,
                    "actual": 1100,
                    "unit": "",
                    "as_of": "2015-05",
                    "source": "Sample report",
                },
            )
        ],
        beneficiaries=[
            (
                "people",
                {
                    "group": "Sample families",
                    "sex": "women",
                    "age_band": "18–29",
                    "planned": 40,
                    "reached": 50,
                    "as_of": "2015",
                    "source": "Sample count",
                },
            )
        ],
    )


def test_page_shows_everything_that_is_known(client, full):
    page = client.get(full.url).text

    for words in (
        "Completed",
        "(as of March 2020)",
        "2014 – June 2015",
        "123,456\u00a0USD",
        "as of 2015",
        'href="https://example.org/budget"',
        "SA.0001, X1; X2",
        "National",
        "Sample type",
        "Sample stream",
        "First sample donor",
        "100,000\u00a0USD, 2014",
        "Second sample donor",
        "Turkmenistan",
        "Sample partner",
        "Sample ministry",
        "Balkan",
        "Less poverty",
        "10. Eradicate trafficking",
        "8.7 Forced labour and human trafficking",
        "sample officials who finished",
        "1,200",
        "May 2015, Sample report",
        "Sample families, Women and girls, 18–29",
        "2015, Sample count",
    ):
        assert words in page, words


def test_page_leaves_out_what_is_not_known(client, db):
    page = client.get(samples.project("A sample of nothing").url).text

    assert "Status not stated" in page
    assert "No results of this project have been published here yet." in page
    for words in ("Budget", "Donors", "Period", "Coverage", "Number", "has not checked it yet"):
        assert f"<dt>{words}</dt>" not in page, words


def test_record_that_nobody_checked_and_one_that_should_be_over_say_so(client, db):
    page = client.get(
        samples.project("Sample", status="active", start_date="2020", end_date="2021", awaits_check=True).url
    ).text

    assert "The end of this project is past" in page
    assert "The office has not checked it yet." in page


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ru", ["Образец", "123\u00a0456\u00a0USD", "июнь 2015", "A sample of everything", "Балканский велаят"]),
        ("tk", ["Образец", "123\u00a0456\u00a0USD", "iýun 2015", "A sample of everything", "Balkan welaýaty"]),
    ],
)
def test_translation_has_its_own_words_and_the_facts_of_the_original(client, full, code, words):
    ProjectPage.objects.filter(pk=full.pk).update(source_title=full.title)
    page = client.get(samples.translated(full, code, "Образец").url).text

    for each in words:
        assert each in page, each


@pytest.mark.parametrize(
    ("code", "kind", "fund"),
    [
        ("ru", "Укрепление здоровья мигрантов и помощь им", "Фонд развития МОМ"),
        ("tk", "Migrantlaryň saglygyny berkitmek we olara kömek", "HMG-niň Ösüş gaznasy"),
    ],
)
def test_type_and_fund_of_a_public_record_are_said_in_the_language_of_the_page(client, db, code, kind, fund):
    source = ProjectPage.objects.get(project_id="MA.0311")
    page = client.get(ProjectPage.objects.get(translation_key=source.translation_key, locale__language_code=code).url)

    assert f"<dd>{kind}</dd>" in page.text
    assert f"<dd>{fund}</dd>" in page.text


def test_type_and_fund_that_nobody_translated_are_marked_as_english(client, full):
    page = client.get(samples.translated(full, "ru", "Образец").url).text

    assert '<dd lang="en">Sample type</dd>' in page
    assert '<dd lang="en">Sample stream</dd>' in page


def test_translation_without_its_original_shows_no_facts(client, full):
    copy = samples.translated(full, "ru", "Образец")
    full.unpublish()

    page = client.get(copy.url)

    assert page.status_code == 200
    assert "123" not in page.text.partition("<main")[2].partition("</main")[0]


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
