"""An import from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.programmes.imports.steps import NEW, database, table, the_project

pytestmark = pytest.mark.database


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
