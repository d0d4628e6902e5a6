"""A migration of a running site loses nothing, stops no one who still runs the release before, and can be taken back.

What makes the first tables is free: they are empty. Which rules there are and why: docs/decisions/78-migrations.md.
"""

import pytest
from django.db import migrations, models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

APPS = ("pages", "programmes")
# What the release before still asks for. A later release removes it, and says of which one nothing asks any more.
REMOVES = (operations.RemoveField, operations.DeleteModel)
RENAMES = (operations.RenameField, operations.RenameModel, operations.AlterModelTable)


def refusals(migration, before):
    """Why it may not be released; nothing if it may. `before` is the state of the models that it begins with."""
    state = before.clone()
    for operation in [] if migration.initial else migration.operations:
        said = operation.describe()
        if isinstance(operation, RENAMES):
            yield f"{said}: the release before asks for the old name"
        if isinstance(operation, REMOVES) and not getattr(migration, "unused_since", ""):
            yield f"{said}: data is lost that the release before may still need (unused_since)"
        if isinstance(operation, operations.AddField) and _is_needed(operation.field):
            yield f"{said}: the release before writes rows without it (null or db_default)"
        if isinstance(operation, operations.AlterField):
            yield from (f"{said}: {why}" for why in _narrows(operation, migration.app_label, state))
        if not operation.reversible:
            yield f"{said}: cannot be taken back (noop will do)"
        operation.state_forwards(migration.app_label, state)


def _is_needed(field):
    return not (field.null or field.many_to_many or field.db_default is not models.NOT_PROVIDED)


def _narrows(operation, app, state):
    """What was right before and is refused by the field as it becomes."""
    old, new = state.models[app, operation.model_name_lower].fields[operation.name], operation.field
    if old.null and not new.null:
        yield "rows may be empty there"
    if new.unique and not old.unique:
        yield "rows may be equal there"
    if new.max_length and (not old.max_length or new.max_length < old.max_length):
        yield "rows may be longer"
    if type(old).get_internal_type(old) != type(new).get_internal_type(new):
        yield "the whole table is written anew, and closed meanwhile"


def refusals_of(*planted, initial=False, **attributes):
    migration = migrations.Migration("0009_sample", "sample")
    migration.operations, migration.initial = list(planted), initial
    for name, value in attributes.items():
        setattr(migration, name, value)
    fields = {"id": models.AutoField(primary_key=True), "old": models.CharField(max_length=10, null=True)}
    before = ProjectState()
    before.add_model(ModelState("sample", "Thing", fields=list(fields.items())))
    return list(refusals(migration, before))


def added(**options):
    return operations.AddField("thing", "new", models.IntegerField(**options))


def altered(field):
    return operations.AlterField("thing", "old", field)


def test_every_migration_may_be_released():
    loader = MigrationLoader(None)
    found = []
    for app, name in loader.disk_migrations:
        if app in APPS:
            before = loader.project_state((app, name), at_end=False)
            found += [f"{app} {name}: {why}" for why in refusals(loader.disk_migrations[app, name], before)]

    assert found == []


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (operations.RemoveField("thing", "old"), "data is lost"),
        (operations.DeleteModel("thing"), "data is lost"),
        (operations.RenameField("thing", "old", "new"), "the old name"),
        (operations.RenameModel("Thing", "Other"), "the old name"),
        (added(), "writes rows without it"),
        (added(default=1), "writes rows without it"),  # Django takes it out of the table again
        (altered(models.CharField(max_length=10)), "may be empty"),
        (altered(models.CharField(max_length=5, null=True)), "may be longer"),
        (altered(models.CharField(max_length=10, null=True, unique=True)), "may be equal"),
        (altered(models.IntegerField(null=True)), "written anew"),
        (operations.RunSQL("SELECT 1"), "cannot be taken back"),
    ],
)
def test_what_would_hurt_a_running_site_is_refused(operation, words):
    [why] = refusals_of(operation)
    assert words in why
    assert refusals_of(operation, initial=True) == []


def test_what_hurts_nobody_is_not():
    harmless = (
        added(null=True),
        added(db_default=1),
        altered(models.CharField(max_length=20, null=True, help_text="x")),
        operations.RunSQL("SELECT 1", reverse_sql=operations.RunSQL.noop),
    )
    for operation in harmless:
        assert refusals_of(operation) == []
    assert refusals_of(operations.RemoveField("thing", "old"), unused_since="1.2") == []
