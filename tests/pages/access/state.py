"""What an act changed: what readers see, or only what staff see, or nothing."""

import re
from contextlib import contextmanager

from django.apps import apps
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.models import Page

LIVE, STORED, NOTHING = "live", "stored", ""
# What every request or every opening of a form writes, and what is written about something else that changed.
ASIDE = re.compile(
    r"django_(content_type|tasks)|session|failedattempts|log|index|userprofile|translationstatus|uploadedfile"
    r"|wagtailsearch|taskresult|locked|auth_permission|sqlite_|tasks_database"
)
# Columns of a published row that a draft, a lock or the tree writes too.
OF_DRAFTS = {
    *("latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes", "live_revision"),
    *("locked", "locked_by", "locked_at", "first_published_at", "last_published_at", "owner", "numchild", "go_live_at"),
    *("last_login", "alias_of"),
}
# Tables that readers see nothing of, though they have no drafts.
OF_STAFF = re.compile(
    r"wagtailcore_(revision|workflow|task|group|\w*subscription)|auth_group|pages_(user|pendingchange|message|consentrecord)"
    r"|pages_deleted|projectimport|taggit"
)
FILES = re.compile(r"pages_site(image|document)|wagtailcore_collection$")
WRITES = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"', re.IGNORECASE)


class Tables:
    """The rows that readers see, by table, as they are when this is made: before the first act."""

    def __init__(self):
        self.models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
        self.before = {table: self.rows(table) for table in self.models if not self._is_aside(table)}

    def rows(self, table):
        """The rows of a table that readers see, without the columns of drafts."""
        model = self.models[table]
        fields = [field for field in model._meta.concrete_fields if field.name not in OF_DRAFTS]
        # Blocks as the database holds them: as objects they are never the same twice.
        names = [Cast(each.name, TextField()) if hasattr(each, "stream_block") else each.attname for each in fields]
        rows = model._base_manager.all()
        if issubclass(model, Page) or any(field.name == "live" for field in model._meta.fields):
            rows = rows.filter(live=True)
        for each in fields:  # what hangs on a page is seen with it
            if each.is_relation and (model._meta.auto_created or isinstance(each, ParentalKey)):
                rows = rows.filter(**{f"{each.name}__live": True} if issubclass(each.related_model, Page) else {})
        return sorted(map(repr, rows.values_list(*names)))

    @staticmethod
    def _is_aside(table):
        return bool(ASIDE.search(table) or OF_STAFF.search(table))

    def verdict(self, written):
        """What writing these tables came to."""
        written = {table for table in written if table in self.models and not ASIDE.search(table)}
        if any(self._differs(table) for table in written if not OF_STAFF.search(table)):
            return LIVE
        return STORED if written else NOTHING

    def _differs(self, table):
        """A file that no page shows yet is seen by no reader, though it has its row."""
        rows = self.rows(table)
        return bool(set(self.before[table]) - set(rows)) if FILES.search(table) else rows != self.before[table]


@contextmanager
def writes():
    """Collects the tables that are written to within it."""
    tables = set()

    def record(execute, sql, params, many, context):
        if found := WRITES.match(sql.lstrip()):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        yield tables
