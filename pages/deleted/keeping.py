"""What is kept of a page that is being deleted: the rows of the database that go with it, and what they leave empty.

It listens to the deletion itself, so it holds for a page of its own, for many ticked off in a list, and for a command.
"""

from django.core import serializers
from django.db import router
from django.db.models import QuerySet
from django.db.models.deletion import Collector
from wagtail.models import Page, Revision

from pages.approvals.second_person import acting_user
from pages.deleted.models import DeletedPage

# Of other apps only these: rights and workflows are given anew, indexes are made anew.
THEIRS = {
    *("wagtailcore.Page", "wagtailcore.Revision", "wagtailcore.PageViewRestriction", "wagtailcore.Comment"),
    *("wagtailcore.CommentReply", "wagtailcore.PageSubscription", "wagtailredirects.Redirect"),
}
OURS = ("pages", "programmes")
MADE_ANEW = {"pages.IndexedWord", "pages.DeletedPage", "pages.SharedDraft"}


class WholeCollector(Collector):
    """Lists every row that a deletion takes, instead of leaving some to the database."""

    def can_fast_delete(self, *args, **kwargs):
        return False


def keep(instance, using=None, origin=None, **kwargs):
    """Put the topmost page of a deletion into the bin, with all that goes with it."""
    if not _is_topmost(instance, origin) or instance.specific_class in (None, Page):
        return
    pages = Page.objects.filter(path__startswith=instance.path)
    collector = WholeCollector(using=using or router.db_for_write(Page))
    collector.collect(pages)
    rows = [row for model, found in collector.data.items() if _is_kept(model) for row in found]
    DeletedPage.objects.create(
        page_pk=instance.pk,
        title=instance.get_admin_display_title(),
        url_path=instance.url_path,
        locale=instance.locale,
        was_live=instance.live,
        pages=pages.count(),
        parent=instance.get_parent(),
        deleted_by=acting_user(),
        rows=serializers.serialize("json", sorted(rows, key=_order)),
        emptied=list(emptied_fields(collector)),
    )


def _is_topmost(page, origin):
    """Whether no page above it is deleted in the same moment; the signal comes for each page of a tree."""
    if not isinstance(origin, QuerySet):
        return origin is None or origin.pk == page.pk
    if not issubclass(origin.model, Page):
        return False
    above = [page.path[: length * page.steplen] for length in range(1, page.depth)]
    return not origin.filter(path__in=above).exists()


def _is_kept(model):
    label = model._meta.label
    return label in THEIRS or (model._meta.app_label in OURS and label not in MADE_ANEW)


def _order(row):
    """Pages from the top, then what makes them special, then their versions, then the rest."""
    model = type(row)
    rank = 0 if model is Page else 1 if issubclass(model, Page) else 2 if model is Revision else 3
    return rank, row.path if rank < 2 else "", row.pk


def emptied_fields(collector):
    """Fields of what stays that pointed to what goes, as `[model, key, field, what it said]`."""
    for (field, value), batches in collector.field_updates.items():
        if value is None and _is_kept(field.model):
            for batch in batches:
                for row in batch:
                    yield [field.model._meta.label, row.pk, field.name, getattr(row, field.attname)]
