"""A project's page, and the rules that keep impossible data out."""

import json
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
from tests.html import Document
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
        "Ended 2015",
        "2014 – Jun 2015",
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
        "<b>1,100</b> of 1,200",
        "May 2015, Sample report",
        "Before the project: 5",
        "Sample families, Women and girls, 18–29",
        "2015, Sample count",
    ):
        assert words in page, words


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_page_leaves_out_what_is_not_known(client, db, code):
    project = samples.project("A sample of nothing")
    project = project if code == "en" else samples.translated(project, code, "A sample of nothing")
    page = Document(client.get(project.url).text)

    assert not page.root.xpath("//main//aside")  # no empty column
    assert not page.root.xpath("//main//*[@class='status']")
    assert len(page.root.xpath("//main//dt")) == 1  # the area of work
    for part in page.root.xpath("//main//section | //main//dd | //main//ul | //main//p"):
        assert Document(part).text, part.attrib


def test_facts_are_the_page_of_a_project_without_text_and_results(client, db):
    little = Document(client.get(samples.project("Sample", coverage="national").url).text)
    summary = {"type": "text", "value": "<p>Sample text.</p>"}
    much = Document(client.get(samples.project("Sample with text", body=[("text", summary["value"])]).url).text)

    assert little.described("Coverage") == ["National"]
    assert not little.root.xpath("//main//aside")
    assert much.root.xpath("//main//aside//dt")


def test_marks_for_staff_are_seen_in_the_preview_and_never_by_readers(client, publisher):
    project = samples.project("Sample", status="active", start_date="2020", end_date="2021", awaits_check=True)
    notes = ("its record still says “active”", "waits for the check of the office")

    public, preview = client.get(project.url).text, project.make_preview_request()
    for note in notes:
        assert note in preview.text
        assert note not in public


YEAR = timezone.localdate().year


@pytest.mark.parametrize(
    ("stated", "end", "shown", "words"),
    [
        ("active", None, "active", "Active"),
        ("active", str(YEAR), "active", "Active"),
        ("active", "2021-06", "ended", "Ended 2021"),
        ("completed", "2021", "ended", "Ended 2021"),
        ("suspended", None, "suspended", "Suspended"),
        ("suspended", "2021", "ended", "Ended 2021"),
        ("pipeline", None, "pipeline", "Planned"),
        ("pipeline", "2021", "not_stated", ""),
        ("not_stated", "2021-12-31", "ended", "Ended 2021"),
        ("not_stated", str(YEAR + 1), "not_stated", ""),
        ("not_stated", None, "not_stated", ""),
    ],
)
def test_readers_see_the_status_that_the_dates_allow(client, db, stated, end, shown, words):
    donors = ["A donor of one sample"]
    project = samples.project("Sample", status=stated, end_date=end, donors=donors)
    in_list = "/en/our-work/projects/?donor=a-donor-of-one-sample"

    def status(page):
        return [
            Document(each).text for each in Document(page.text).root.xpath("//main//*[starts-with(@class, 'status ')]")
        ]

    assert status(client.get(project.url)) == ([words] if words else [])
    assert status(client.get(in_list)) == ([words] if words else [])
    assert "Sample</a>" in client.get(f"{in_list}&status={shown}").text
    record = client.get(f"/en/our-work/projects.json?donor=a-donor-of-one-sample&status={shown}")
    (project,) = json.loads(record.getvalue())["projects"]
    assert (project["status"], project["public_status"]) == (stated, shown)


@pytest.mark.parametrize(
    ("code", "words"), [("en", "Ended 2021"), ("ru", "Завершено в 2021 году"), ("tk", "Tamamlandy: 2021")]
)
def test_end_is_said_in_the_language_of_the_page(client, db, code, words):
    project = samples.project("Sample", status="active", end_date="2021")
    project = project if code == "en" else samples.translated(project, code, "Sample")

    assert words in Document(client.get(project.url).text).text


def test_a_day_on_which_the_source_was_read_is_no_date_of_a_figure(client, db):
    read = {"source": {"title": "Sample record", "url": "https://donor.example/", "accessed_on": "2026-02-03"}}
    budget = {"budget_amount": 5, "budget_currency": "USD", "budget_source": "Sample"}
    facts = {"sources": list(read.items()), "status": "active", **budget}
    of_reading = samples.project("Sample", status_as_of="2026-02-03", budget_as_of="2026-02-03", **facts)
    of_source = samples.project("Another sample", status_as_of="2026-01-05", budget_as_of="2025", **facts)

    assert "as of" not in client.get(of_reading.url).text
    page = client.get(of_source.url).text
    assert "as of 5 January 2026" in page
    assert "as of 2025" in page


def test_places_of_a_project_are_links_on_the_map_and_the_others_are_not(client, full):
    page = Document(client.get(full.url).text)

    (drawing,) = page.root.xpath("//main//*[local-name()='svg'][@role='group']")
    links = drawing.xpath(".//*[local-name()='a']")
    assert [(link.get("aria-label"), link.get("href")) for link in links] == [
        ("Balkan", "/en/our-work/projects/?province=TM-B")
    ]
    assert "do not imply official endorsement" in page.text


@pytest.mark.parametrize(
    ("reached", "planned", "words", "width"),
    [
        (800, 1200, "800 of 1,200", "66.67%"),
        (50, 40, "50 of 40", "100.00%"),
        (0, 40, "0 of 40", "0"),
        (1100, None, "1,100", None),
        (None, 1200, "1,200 planned", None),
    ],
)
def test_results_are_figures_with_a_bar_a_date_and_a_source(client, db, reached, planned, words, width):
    result = {**samples.RESULT, "actual": reached, "target": planned, "unit": ""}
    page = Document(client.get(samples.project("Sample", results=[("result", result)]).url).text)

    said = page.region("Results")
    assert words in said.text
    assert "Officials trained March 2026, Sample report" in said.text
    bars = said.root.xpath(".//*[local-name()='rect']/@width")
    assert bars == ([] if width is None else ["100%"] if width == "0" else ["100%", width])


@pytest.mark.parametrize("letters", [60, 61])
def test_long_title_is_not_said_twice_on_the_way_to_it(client, db, letters):
    title = "Sample " * 8 + "s" * (letters - 56)
    page = Document(client.get(samples.project(title).url).text)

    assert page.here == ([title] if letters == 60 else [])
    assert page.region("Breadcrumbs").links[-1].startswith("/en/our-work/")


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
