"""What a table would change, row by row, before anything is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from iom_site.initial_content.loader import FOLDER
from programmes.imports import run
from programmes.imports.report import CREATED
from programmes.imports.spreadsheet import RefusedError
from programmes.projects import ProjectPage
from tests.programmes import samples
from tests.programmes.imports.steps import NEW, database, import_rows, planned, refusals, table, the_project

pytestmark = pytest.mark.database


def changes(*rows):
    return [(row.number, change.column, change.old, change.new) for row in planned(*rows) for change in row.changes]


def test_a_new_row_becomes_a_published_project(db):
    report = import_rows(
        {
            **NEW,
            **{"project_id": "SA.1", "other_ids": "X1; X2", "start": "2014", "end": "06.2015", "status": "Completed"},
            **{"coverage": "regional", "benefiting_countries": "tm;KG", "donor": "Sample fund; Second fund"},
            **{"budget_amount": "100 000,00", "budget_currency": "usd", "locations": "TM-A;tm-s"},
            **{"implementing_partners": "Sample partner", "government_counterparts": "Sample ministry"},
            **{"objectives": "understanding-migration", "gcm_objectives": "1;23", "sdg_targets": "10.7"},
            **{"source": "https://example.org/record", "source_date": "2015-07", "accessed_on": "23.11.2026"},
        }
    )

    page = the_project()
    assert (report.created, report.changed, report.refused) == (1, 0, [])
    assert page.live and not page.has_unpublished_changes
    assert page.get_parent().specific == samples.area()
    assert (page.awaits_check, page.source_title) == (True, NEW["title"])
    assert (page.project_id, page.other_ids, page.status, page.coverage) == ("SA.1", "X1; X2", "completed", "regional")
    assert [str(day) for day in (page.start_date, page.end_date, page.status_as_of)] == ["2014", "2015-06", "2015-07"]
    assert (str(page.budget_amount), page.budget_currency, str(page.budget_as_of)) == ("100000.00", "USD", "2015-07")
    assert page.budget_source == "https://example.org/record"
    assert {country.iso2 for country in page.benefiting_countries.all()} == {"TM", "KG"}
    assert [str(grant) for grant in page.donors.all()] == ["Sample fund", "Second fund"]
    assert {province.code for province in page.locations.all()} == {"TM-A", "TM-S"}
    assert [str(partner) for partner in page.implementing_partners.all()] == ["Sample partner"]
    assert [str(partner) for partner in page.government_counterparts.all()] == ["Sample ministry"]
    assert [objective.slug for objective in page.objectives.all()] == ["understanding-migration"]
    assert {objective.number for objective in page.gcm_objectives.all()} == {1, 23}
    assert [target.code for target in page.sdg_targets.all()] == ["10.7"]
    source = page.sources[0].value
    assert (source["title"], source["url"]) == ("example.org", "https://example.org/record")
    assert str(source["accessed_on"]) == "2026-11-23"


def test_an_empty_cell_leaves_what_is_there(db):
    samples.project("Kept", project_id="SA.2", summary="A sample.", donors=["Sample donor"], start_date="2014")

    import_rows({"project_id": "sa.2", "title": "Kept", "summary": "", "donor": "", "start": "", "end": "2016"})

    page = the_project("Kept")
    assert (page.summary, str(page.start_date), str(page.end_date)) == ("A sample.", "2014", "2016")
    assert page.donors.count() == 1


def test_a_changed_row_shows_old_and_new(db):
    samples.project("Old", project_id="SA.3", start_date="2014", donors=["Sample donor"])

    row = {"project_id": "SA.3", "title": "New", "start": "06.2014", "status": "suspended", "donor": "Other donor"}

    assert changes(row) == [
        (2, "title", "Old", "New"),
        (2, "start", "2014", "06.2014"),
        (2, "status", "Not stated", "Suspended"),
        (2, "donor", "Sample donor", "Other donor"),
    ]


def test_the_share_of_a_donor_who_stays_is_kept(db):
    samples.project("Shared", donors=[("Sample donor", 10, "USD", 2014), "Leaving donor"])

    import_rows({"title": "Shared", "donor": " sample  DONOR ;New donor"})

    given = [(str(grant), grant.amount) for grant in the_project("Shared").donors.all()]
    assert given == [("Sample donor", 10), ("New donor", None)]


def test_the_title_that_the_office_gave_is_not_overwritten(db):
    samples.project("The office's own", source_title="Title of the source", project_id="SA.4")

    import_rows({"project_id": "SA.4", "title": "New title of the source"})

    assert the_project("The office's own").source_title == "New title of the source"


def test_the_date_of_a_status_that_changed_does_not_stay_behind(db):
    samples.project("Moving", status="active", status_as_of="2011")

    import_rows({"title": "Moving", "status": "suspended"})

    assert the_project("Moving").status_as_of is None


def test_a_source_that_was_read_again_is_not_there_twice(db):
    import_rows({**NEW, "source": "https://example.org/a", "accessed_on": "2026-01-02"})
    import_rows({**NEW, "source": "https://example.org/a", "accessed_on": "2026-03-04"})

    assert [str(source.value["accessed_on"]) for source in the_project().sources] == ["2026-03-04"]


@pytest.mark.parametrize(
    ("column", "name", "code"),
    [
        *(("benefiting_countries", "Turkmenistan", "TM"), ("benefiting_countries", "туркменистан", "TM")),
        ("locations", "Ahal", "TM-A"),
    ],
)
def test_code_is_told_to_who_writes_the_name(db, column, name, code):
    assert refusals({**NEW, column: name}) == [(2, column, f"Write {code} for “{name}”.")]


def test_a_number_finds_its_project_whatever_its_case(db):
    page = samples.project("Something else", project_id="SA.5")

    assert planned({"project_id": "sa.5", "title": "Something else"})[0].page == page


@pytest.mark.parametrize("title", ["capacity  BUILDING", "Capacity building", "The source's title"])
def test_a_title_finds_its_project_with_the_same_beginning(db, title):
    page = samples.project("Capacity Building", source_title="The source’s title", start_date="2014")

    assert planned({"title": title, "start": "2014"})[0].page == page


def test_another_beginning_is_another_project(db):
    samples.project("Twice", start_date="2010")

    assert planned({"title": "Twice", "start": "2014", "programme_area": "A3.1"})[0].kind == CREATED


def test_a_missing_beginning_is_not_guessed(db):
    samples.project("Twice", start_date="2010")

    assert refusals({"title": "Twice", "programme_area": "A3.1"})[0][:2] == (2, "start")


def test_a_row_that_means_several_projects_is_refused(db):
    samples.project("Twin")
    samples.project("Twin", code="A3.2")

    assert "Several projects" in refusals({"title": "Twin", "end": "2016"})[0][2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"project_id": "SA.6", "title": "One"}, {"project_id": "sa.6", "title": "Other"}),
        ({"project_id": "SA.6", "title": "One"}, {"title": "ONE"}),
        ({"title": "One", "start": "2014"}, {"title": "one", "start": "2014"}),
    ],
)
def test_two_rows_about_one_project_are_both_refused(db, first, second):
    rows = [{**row, "programme_area": "A3.1"} for row in (first, second)]

    assert [(number, reason) for number, _column, reason in refusals(*rows)] == [
        (2, "Row 3 is about the same project."),
        (3, "Row 2 is about the same project."),
    ]


def test_numbers_tell_projects_of_one_title_apart(db):
    import_rows({**NEW, "project_id": "SA.7"}, {**NEW, "project_id": "SA.8"})

    assert ProjectPage.objects.filter(title=NEW["title"]).count() == 2


def test_a_project_with_a_draft_is_left_to_its_editor(db):
    page = samples.project("Drafted")
    page.summary = "A draft."
    page.save_revision()

    assert "not published" in refusals({"title": "Drafted", "end": "2016"})[0][2]


def test_a_locked_project_is_left_alone(db):
    page = samples.project("Locked")
    ProjectPage.objects.filter(pk=page.pk).update(locked=True)

    assert "locked" in refusals({"title": "Locked", "end": "2016"})[0][2]


def test_nothing_happens_if_the_last_row_is_wrong(db):
    before = database()

    with pytest.raises(RefusedError, match="Row 3, start"):
        import_rows({**NEW, "donor": "Sample fund"}, {"title": "Other", "programme_area": "A3.1", "start": "never"})

    assert database() == before


def test_the_same_file_twice_changes_nothing(db, area_in_russian):
    ProjectPage.objects.all().delete()
    content = (FOLDER / "projects.csv").read_bytes()
    assert run.import_file("projects.csv", content).created == 10
    before = database()

    report = run.import_file("projects.csv", content)

    assert (report.created, report.changed, report.unchanged) == (0, 0, 10)
    assert database() == before


def test_planning_asks_the_database_no_more_often_for_more_known_projects(db):
    def questions(count):
        rows = [{"title": f"Sample {number}", "donor": "Sample fund", "locations": "TM-A"} for number in range(count)]
        import_rows(*({**row, "programme_area": "A3.1"} for row in rows))
        with CaptureQueriesContext(connection) as asked:
            assert run.plan(table(*rows)).unchanged == count
        return len(asked)

    assert questions(12) == questions(3)
