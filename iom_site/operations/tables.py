"""The rows of the database as they stand in it, whatever database it is and whatever the models do when they are saved.

`dumpdata` will not do: it cuts times to milliseconds, which breaks the digests of the audit log, and `loaddata` runs
what models and signals do at each save. So every table has a plain model here: its columns and nothing else.
"""

import json
from functools import cache

from django.apps import apps
from django.apps.registry import Apps
from django.db import connections, models

NOT_COPIED = {
    # who is signed in, what was to be used once
    "pages.Session",
    "sessions.Session",
    "pages.FailedAttempts",
    "pages.SharedDraft",
    "account.EmailConfirmation",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.UploadedFile",
    # what waits for the worker: mail of then would be sent a second time
    "django_tasks_database.DBTaskResult",
    # when this machine did what
    "pages.ScheduledJob",
    "pages.SiteVersion",
    # what is made anew from the rest
    "pages.SiteZip",
    "pages.PageWeight",
    "pages.IndexedWord",
    "pages.KnownWord",
    "pages.LinkTarget",
    "pages.LinkPlace",
    "pages.SiteImageRendition",
    "wagtailimages.Rendition",
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
    "wagtailcore.ReferenceIndex",
}
# What a database holds that was migrated and nothing else.
FILLED_BY_MIGRATIONS = {
    *("auth.Group", "auth.Group_permissions", "auth.Permission", "contenttypes.ContentType"),
    *("wagtailcore.Collection", "wagtailcore.GroupApprovalTask", "wagtailcore.GroupApprovalTask_groups"),
    *("wagtailcore.GroupCollectionPermission", "wagtailcore.GroupPagePermission", "wagtailcore.Locale"),
    *("wagtailcore.Page", "wagtailcore.Site", "wagtailcore.Task", "wagtailcore.Workflow"),
    *("wagtailcore.WorkflowPage", "wagtailcore.WorkflowTask"),
}
PAGES_OF_MIGRATIONS = 2  # the root and Wagtail's page of welcome
AT_ONCE = 500
# How a column is read and written where the field of the model does more; all other kinds stay what they are.
PLAIN_KINDS = {"AutoField": "IntegerField", "BigAutoField": "BigIntegerField", "FileField": "CharField"}


@cache
def copied_models():
    """`{label: model}` of every table that is copied, each once, in an order that does not change."""
    found = {}
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
        if model._meta.managed and not model._meta.proxy and model._meta.label not in NOT_COPIED:
            found[model._meta.label] = model
    return found


@cache
def emptied_models():
    """The models of all tables that a restore begins by emptying: also what is made anew."""
    made_anew = NOT_COPIED - {"wagtailsearch.SQLiteFTSIndexEntry"}  # SQLite keeps it itself, by triggers
    left_out = [apps.get_model(label) for label in sorted(made_anew) if _is_installed(label)]
    return [*copied_models().values(), *left_out]


def _is_installed(label):
    app, name = label.split(".")
    return name.lower() in apps.all_models[app]


@cache
def plain(model):
    """The table of a model as a model of its own, without its managers, methods, signals and relations."""
    meta = type("Meta", (), {"apps": Apps(), "app_label": "plain", "db_table": model._meta.db_table, "managed": False})
    columns = {field.column: _plain_field(field) for field in model._meta.local_concrete_fields}
    return type(model.__name__, (models.Model,), {"Meta": meta, "__module__": __name__, **columns})


def _plain_field(field):
    target = field
    while target.is_relation:
        target = target.target_field
    kind = target.get_internal_type()
    if field is not target or not kind.endswith("AutoField"):
        kind = PLAIN_KINDS.get(kind, kind)
    options = {"primary_key": field.primary_key, "null": field.null, "db_column": field.column}
    for name in ("max_length", "max_digits", "decimal_places"):
        if getattr(target, name, None) is not None:
            options[name] = getattr(target, name)
    return getattr(models, kind)(**options)


def columns_of(model):
    return [field.column for field in plain(model)._meta.fields]


def lines(model, alias):
    """Each row as a line of JSON, by primary key: the same rows give the same bytes on every database."""
    table = plain(model)
    for row in table.objects.using(alias).order_by("pk").iterator(chunk_size=AT_ONCE):
        values = {field.column: _to_json(field, row) for field in table._meta.fields}
        yield json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _to_json(field, row):
    value = getattr(row, field.attname)
    if value is None or isinstance(field, models.JSONField) or isinstance(value, str | int | float):
        return value
    return field.value_to_string(row)


def write_lines(model, text, alias):
    """Put rows into the table of a model; nothing else happens."""
    table = plain(model)
    rows = [_from_json(table, json.loads(line)) for line in text.splitlines()]
    table.objects.using(alias).bulk_create(rows, batch_size=AT_ONCE)


def _from_json(table, values):
    row = table()
    for field in table._meta.fields:
        value = values[field.column]
        if isinstance(field, models.JSONField):
            value = models.Value(None, models.JSONField()) if value is None and not field.null else value
        else:
            value = field.to_python(value)
        setattr(row, field.attname, value)
    return row


def empty_all(alias):
    """Remove what the migrations put there; relations are looked at when the transaction ends."""
    with connections[alias].cursor() as cursor:
        for model in emptied_models():
            cursor.execute(f"DELETE FROM {connections[alias].ops.quote_name(model._meta.db_table)}")  # noqa: S608 - names of our own tables


def what_is_there(alias):
    """The label of a table that holds something which no migration put there; nothing in an empty database."""
    for label, model in copied_models().items():
        rows = plain(model).objects.using(alias)
        if label not in FILLED_BY_MIGRATIONS and rows.exists():
            return label
    pages = plain(copied_models()["wagtailcore.Page"]).objects.using(alias).count()
    return "wagtailcore.Page" if pages > PAGES_OF_MIGRATIONS else ""
