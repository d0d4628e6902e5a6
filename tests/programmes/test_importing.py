"""Staff import projects from a spreadsheet: they see what it would do, and all of it happens or nothing."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from iom_site.initial_content.loader import FOLDER
from programmes.import_file import ProjectImport
from programmes.imports import run
from programmes.imports.columns import COLUMNS
from programmes.imports.report import CREATED
from programmes.imports.spreadsheet import RefusedError
from programmes.organisations import Donor, Partner
from programmes.projects import ProjectPage
from tests.programmes import samples

pytestmark = pytest.mark.database
NEW = {"title": "Sample of an import", "programme_area": "A3.1"}


def table(*rows):
    """A CSV file of rows, each a dictionary."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def refusals(*rows):
    return run.plan(table(*rows)).refused


def changes(*rows):
    return [(row.number, change.column, change.old, change.new) for row in planned(*rows) for change in row.changes]


def planned(*rows):
    return run.plan(table(*rows)).rows


def import_rows(*rows):
    return run.import_file("sample.csv", table(*rows))


def the_project(title=NEW["title"], language="en"):
    return ProjectPage.objects.get(title=title, locale__language_code=language)


def database():
    """What an import could have touched."""
    counted = (ProjectPage, Donor, Partner, Revision)
    return [model.objects.count() for model in counted], list(ProjectPage.objects.order_by("pk").values())


def uploaded(client, content, name="sample.csv"):
    """The answer to the upload."""
    return client.post(reverse("project_import"), {"file": SimpleUploadedFile(name, content)})


def preview(client, *rows):
    response = uploaded(client, table(*rows))
    return client.get(response.url)


def confirm(client):
    """The answer to the confirmation of the file that was uploaded last: the page of its result."""
    record = ProjectImport.objects.latest("pk")
    return client.post(reverse("project_import_apply", args=[record.pk]), follow=True)


def result(client):
    """The page of the result of the file that was uploaded last."""
    return client.get(reverse("project_import_result", args=[ProjectImport.objects.latest("pk").pk]))


@pytest.fixture
def area_in_russian(db):
    area = samples.area("A3.1", "ru")
    assert area.live
    return area


# What a row becomes


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


# Which project a row means


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


# What is refused


def test_a_project_with_a_draft_is_left_to_its_editor(db):
    page = samples.project("Drafted")
    page.summary = "A draft."
    page.save_revision()

    assert "not published" in refusals({"title": "Drafted", "end": "2016"})[0][2]


def test_a_locked_project_is_left_alone(db):
    page = samples.project("Locked")
    ProjectPage.objects.filter(pk=page.pk).update(locked=True)

    assert "locked" in refusals({"title": "Locked", "end": "2016"})[0][2]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"programme_area": ""}, "programme_area", "needs the code"),
        ({"programme_area": "Z9"}, "programme_area", "“Z9”"),
        ({"title": ""}, "title", "needs its title"),
        ({"title": "x" * 256}, "title", "255"),
        ({"summary": "x" * 301}, "summary", "300"),
        ({"start": "2015", "end": "2014"}, "end", "before the beginning"),
        ({"start": "31.02.2014"}, "start", "does not exist"),
        ({"status": "completed"}, "status", "has an end"),
        ({"status": "finished"}, "status", "none of these"),
        ({"budget_amount": "1,234"}, "budget_amount", "two ways"),
        ({"budget_amount": "5", "accessed_on": "2026-11-23"}, "budget_currency", "only with its currency"),
        ({"budget_amount": "5", "budget_currency": "XYZ"}, "budget_currency", "none of these"),
        ({"benefiting_countries": "TM, KG"}, "benefiting_countries", "semicolons"),
        ({"locations": "TM-Z"}, "locations", "“TM-Z”"),
        ({"objectives": "no-such"}, "objectives", "“no-such”"),
        ({"gcm_objectives": "24"}, "gcm_objectives", "“24”"),
        ({"project_id": "A B"}, "project_id", "no spaces"),
        ({"source": "javascript:alert(1)"}, "source", "valid URL"),
        ({"source": "https://example.org", "accessed_on": "2026"}, "accessed_on", "day, month and year"),
        ({"donor": "x" * 161}, "donor", "160"),
        ({"donor": "=1+1"}, "donor", "formula"),
    ],
)
def test_what_is_wrong_is_said_beside_its_column(db, cells, column, reason):
    assert any(where == column and reason in why for _row, where, why in refusals({**NEW, **cells}))


def test_all_that_is_wrong_with_a_row_is_said_at_once(db):
    row = {"title": "Sample", "programme_area": "Z9", "status": "finished", "coverage": "local", "donor": "=1+1"}

    assert {column for _row, column, _reason in refusals(row)} == {"programme_area", "status", "coverage", "donor"}


def test_rules_of_a_project_are_checked_although_its_area_is_unknown(db):
    row = {"title": "Sample", "programme_area": "Z9", "status": "completed", "locations": "TM-Z"}

    assert {column for _row, column, _reason in refusals(row)} == {"programme_area", "status", "locations"}


def test_a_rule_is_not_held_against_a_cell_that_cannot_be_read(db):
    row = {**NEW, "status": "completed", "end": "31.02.2014", "locations": "TM-Z"}

    assert {column for _row, column, _reason in refusals(row)} == {"end", "locations"}


def test_a_project_is_not_moved_to_another_area(db):
    samples.project("Settled", code="A3.1")

    assert refusals({"title": "Settled", "programme_area": "A3.2"})[0][1] == "programme_area"


# All or nothing, once


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


# Translations


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


# In the admin


def test_editors_may_not_import(client, editor):
    record = ProjectImport.objects.create(file_name="sample.csv", content=table(NEW))
    addresses = [
        *(reverse("project_import"), reverse("project_import_template")),
        *(reverse(f"project_import_{view}", args=[record.pk]) for view in ("preview", "apply", "result", "file")),
    ]

    for address in addresses:
        assert client.post(address).url == reverse("wagtailadmin_home")
    assert not ProjectPage.objects.filter(title=NEW["title"]).exists()


def test_the_empty_table_has_every_column(client, publisher):
    text = client.get(reverse("project_import_template")).content.decode("utf-8-sig")

    assert text.strip().split(",") == list(COLUMNS)


def test_a_publisher_sees_then_confirms(client, publisher, work):
    page = preview(client, {**NEW, "donor": "Sample <fund>"})
    assert "Sample of an import" in page.text
    assert "Sample &lt;fund&gt;" in page.text
    assert not ProjectPage.objects.filter(title=NEW["title"]).exists()

    confirm(client)
    work()

    assert "New: 1. Changed: 0." in result(client).text
    assert the_project().owner == publisher


def test_a_confirmed_import_is_shown_as_running_until_it_is_done(client, publisher, work):
    preview(client, NEW)

    page = confirm(client)

    assert "The file is being applied." in page.text
    assert int(page["Refresh"]) <= 10
    work()
    assert "Refresh" not in result(client)


def test_what_was_uploaded_can_be_seen_and_taken_back(client, publisher, work):
    preview(client, NEW)
    confirm(client)
    work()

    listed = client.get(reverse("project_import")).text
    page = result(client).text
    file = client.get(reverse("project_import_file", args=[ProjectImport.objects.latest("pk").pk]))

    assert "sample.csv" in listed and "moderators" in listed and "done" in listed
    assert "Confirmed by moderators" in page
    assert file.getvalue() == table(NEW)


def test_the_preview_of_a_change_shows_old_and_new(client, publisher):
    samples.project("Sample", project_id="SA.3", start_date="2014")

    page = preview(client, {"project_id": "SA.3", "title": "Sample", "start": "2015"})

    assert "start: 2014 → 2015" in page.text


def test_the_preview_of_a_refused_file_offers_nothing_to_confirm(client, publisher):
    page = preview(client, NEW, {"title": "Other", "programme_area": "Z9"})

    assert "“Z9”" in page.text
    assert "Apply all of it" not in page.text


def test_a_file_that_cannot_be_read_is_not_kept(client, publisher):
    page = uploaded(client, "title\nГраница".encode("cp1251"))

    assert "CSV UTF-8" in page.text
    assert not ProjectImport.objects.exists()


def test_what_changed_between_preview_and_confirmation_stops_the_import(client, publisher, work):
    page = samples.project("Sample")
    preview(client, {"title": "Sample", "end": "2016"}, NEW)
    page.summary = "Somebody began to write."
    page.save_revision()
    before = database()

    confirm(client)
    work()

    ending = result(client).text
    assert "Nothing was changed." in ending and "Somebody is working on this project" in ending
    assert database() == before


def test_a_file_that_could_not_be_applied_can_be_confirmed_again(client, publisher, work):
    page = samples.project("Sample")
    preview(client, {"title": "Sample", "end": "2016"})
    draft = page.save_revision()
    confirm(client)
    work()
    draft.publish()

    confirm(client)
    work()

    assert "New: 0. Changed: 1." in result(client).text
    assert str(the_project("Sample").end_date) == "2016"


def test_reasons_are_in_the_language_of_who_confirmed(client, publisher, work):
    UserProfile.objects.create(user=publisher, preferred_language="ru")
    page = samples.project("Sample")
    preview(client, {"title": "Sample", "end": "2016"})
    page.save_revision()

    confirm(client)
    work()

    assert "Над этим проектом кто-то работает" in result(client).text


def test_a_second_confirmation_does_nothing_and_says_so(client, publisher, work):
    preview(client, NEW)
    confirm(client)
    confirm(client)
    work()
    before = database()

    assert "is not applied again" in confirm(client).text
    work()
    assert database() == before


@pytest.fixture
def failing_at_the_second_row(monkeypatch):
    real = run._apply
    monkeypatch.setattr(run, "_apply", lambda row, user: real(row, user) if row.number == 2 else 1 / 0)


def test_a_failure_in_the_middle_undoes_everything(client, publisher, work, failing_at_the_second_row):
    before = database()
    preview(client, NEW, {"title": "Other", "programme_area": "A3.1"})

    confirm(client)
    work()

    assert "Something failed" in result(client).text and "Nothing was changed." in result(client).text
    assert database() == before


def test_a_worker_that_is_stopped_in_the_middle_leaves_nothing_half_done(client, publisher, work, monkeypatch):
    real, applied = run._apply, []

    def stop_at_the_second_row(row, user):
        real(row, user)
        applied.append(row)
        if len(applied) == 2:
            raise SystemExit

    monkeypatch.setattr(run, "_apply", stop_at_the_second_row)
    before = database()
    preview(client, NEW, {"title": "Other", "programme_area": "A3.1"})

    confirm(client)
    work()

    assert "Nothing was changed." in result(client).text
    assert database() == before


def test_only_a_confirmation_applies(client, publisher):
    preview(client, NEW)

    assert client.get(reverse("project_import_apply", args=[ProjectImport.objects.latest("pk").pk])).status_code == 405


# As a command


@pytest.fixture
def file(tmp_path):
    return Path(tmp_path / "sample.csv")


def test_the_command_imports_and_reports(db, file):
    file.write_bytes(table(NEW))
    said = io.StringIO()

    call_command("import_projects", str(file), stdout=said)

    assert "New: 1. Changed: 0. Unchanged: 0." in said.getvalue()
    assert the_project().live


def test_a_dry_run_changes_nothing(db, file):
    file.write_bytes(table({**NEW, "donor": "Sample fund"}))
    before, said = database(), io.StringIO()

    call_command("import_projects", str(file), "--dry-run", stdout=said)

    assert "created: Sample of an import" in said.getvalue()
    assert database() == before


def test_the_command_can_be_quiet(db, file):
    file.write_bytes(table(NEW))
    said = io.StringIO()

    call_command("import_projects", str(file), verbosity=0, stdout=said)

    assert said.getvalue() == ""


@pytest.mark.parametrize("content", [b"colour\nred", table({**NEW, "start": "never"}), None])
def test_the_command_fails_with_one_sentence(db, file, content):
    if content:
        file.write_bytes(content)

    with pytest.raises(CommandError) as failed:
        call_command("import_projects", str(file), verbosity=0)

    assert "\n" not in str(failed.value)


# Whatever the file holds

CELLS = st.one_of(
    st.sampled_from(["", "2014", "31.02.2014", "=1+1", "TM;KG", "1,234", "A3.1", "completed", "'=x", "https://[", "0"]),
    st.text(max_size=30),
    st.integers(-1, 60_000),
    st.floats(),
    st.booleans(),
    st.datetimes(),
)
FILES = st.one_of(
    st.binary(max_size=200),
    st.binary(max_size=200).map(lambda noise: b"PK\x03\x04" + noise),
    st.binary(max_size=200).map(lambda noise: b"title,start,donor\n" + noise),
)
ANY_TIME = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def _seen_and_confirmed(client, work, content, name):
    """Through the admin as a publisher would: an answer each time, and all of the file or nothing."""
    originals = ProjectPage.objects.filter(locale__language_code="en")
    before = originals.count()
    with transaction.atomic():
        response = uploaded(client, content, name)
        if response.status_code == 302:
            page = client.get(response.url)
            assert page.status_code == 200
            report = run.plan(content)
            confirm(client)
            work()
            made = 0 if report.refused else report.created
            assert originals.count() == before + made
        else:
            assert response.status_code == 200
        transaction.set_rollback(True)


@ANY_TIME
@given(content=FILES)
def test_random_files_never_break_the_admin(client, publisher, work, content):
    _seen_and_confirmed(client, work, content, "random.csv")


@ANY_TIME
@given(cells=st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), sound=st.booleans())
def test_random_cells_never_break_the_admin(client, publisher, work, cells, sound):
    book = Workbook()
    book.active.append(list(COLUMNS))
    book.active.append([NEW.get(column) if sound else None for column in list(COLUMNS)])
    for place, cell in enumerate(cells, start=1):
        try:
            book.active.cell(2 if not sound else 3, place).value = cell
        except (ValueError, IllegalCharacterError):  # no spreadsheet program writes this
            continue
    file = io.BytesIO()
    book.save(file)
    _seen_and_confirmed(client, work, file.getvalue(), "random.xlsx")
