"""What is wrong is said beside its column, and nothing is done."""

import pytest

from pages.base.consents import ConsentRecord
from programmes.imports.run import RefusedError, import_file
from programmes.projects import ProjectPage
from tests.pages.consents.people import make_consent, make_picture, yesterday
from tests.programmes import samples
from tests.programmes.imports.steps import NEW, refusals, table

pytestmark = pytest.mark.database


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


def test_project_whose_picture_may_not_be_shown_is_refused_and_nothing_changes(db):
    image = make_picture(make_consent())
    samples.project(NEW["title"], image=image)
    ConsentRecord.objects.update(expires_on=yesterday())
    image.consent.refresh_from_db()
    image.consent.save()

    [(_row, _column, reason)] = refusals({**NEW, "summary": "Another summary."})
    assert "C-1 does not hold" in reason
    with pytest.raises(RefusedError, match="does not hold"):
        import_file("sample.csv", table({**NEW, "summary": "Another summary."}))
    assert not ProjectPage.objects.filter(summary="Another summary.").exists()
