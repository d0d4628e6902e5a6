"""A page comes back from the bin as a draft, with its versions, all below it, and what pointed to it."""

import json
from uuid import uuid4

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, Revision

BROUGHT_BACK = "pages.bring_back"
# What a page that readers do not see has not.
AS_A_DRAFT = {
    **{"live": False, "has_unpublished_changes": True, "live_revision_id": None, "expired": False},
    **{"go_live_at": None, "expire_at": None, "locked": False, "locked_by_id": None},
}


def reasons_against(deleted):
    """Why others say that it must not come back, such as a consent that was withdrawn (hook `refuse_bring_back`)."""
    return [reason for ask in hooks.get_hooks("refuse_bring_back") if (reason := ask(deleted))]


def may_stand_below(deleted, parent, user):
    """Whether this person may put it below this page."""
    kind = next(row["model"] for row in json.loads(deleted.rows) if row["model"] != "wagtailcore.page")
    return (
        parent.locale_id == deleted.locale_id
        and apps.get_model(kind) in parent.specific_class.creatable_subpage_models()
        and parent.permissions_for_user(user).can_add_subpage()
    )


@transaction.atomic
def bring_back(deleted, parent, user):
    """Make the pages again below `parent`; answers the topmost. A `ValidationError` says why not."""
    if reasons := reasons_against(deleted):
        raise ValidationError(reasons)
    if Page.objects.filter(pk=deleted.page_pk).exists():
        raise ValidationError(_("It has been brought back already."))
    if not may_stand_below(deleted, parent, user):
        raise ValidationError(_("It cannot stand below this page, or you may not add pages there."))
    restored = _Restored(deleted, parent)
    restored.write()
    pages = Page.objects.filter(pk__in=restored.pages).order_by("path").specific()
    for page in pages:
        _tell_others(page, user)
    deleted.delete()
    return Page.objects.get(pk=deleted.page_pk).specific


def _tell_others(page, user):
    """A new version says where the page stands now; saving puts it into the indexes."""
    draft = page.get_latest_revision_as_object()
    draft.slug, draft.translation_key, draft.alias_of_id = page.slug, page.translation_key, None
    draft.go_live_at = draft.expire_at = None
    page.save(clean=False)
    draft.save_revision(user=user, log_action=BROUGHT_BACK, clean=False)


class _Restored:
    """The rows of a record on their way back."""

    def __init__(self, deleted, parent):
        self.deleted, self.parent = deleted, parent
        self.rows = [each.object for each in serializers.deserialize("json", deleted.rows, ignorenonexistent=True)]
        self.pages = {row.pk: row for row in self.rows if type(row) is Page}
        self.written = {(row._meta.concrete_model, row.pk) for row in self.rows}

    def write(self):
        self._place()
        for row in self.rows:
            if isinstance(row, Revision):
                row.approved_go_live_at = None
            if self._is_free(row) and self._has_what_it_points_to(row):
                row.save_base(raw=True)
            else:
                self.written.discard((row._meta.concrete_model, row.pk))
        for label, key, field, target in self.deleted.emptied:
            model = apps.get_model(label)
            model._base_manager.filter(pk=key, **{f"{field}__isnull": True}).update(**{f"{field}_id": target})

    def _place(self):
        """Under the parent, last of its children, with an address that is free."""
        top = self.pages[self.deleted.page_pk]
        slug = find_available_slug(self.parent, top.slug)
        path = Page._get_path(self.parent.path, self.parent.depth + 1, 1)
        if last := self.parent.get_children().order_by("path").last():
            path = last._inc_path()
        old_path, old_url, down = top.path, top.url_path, self.parent.depth + 1 - top.depth
        for page in self.pages.values():
            page.path = path + page.path.removeprefix(old_path)
            page.depth += down
            page.url_path = f"{self.parent.url_path}{slug}/" + page.url_path.removeprefix(old_url)
            for name, value in AS_A_DRAFT.items():
                setattr(page, name, value)
            if Page.objects.filter(translation_key=page.translation_key, locale=page.locale_id).exists():
                page.translation_key = uuid4()  # it was translated or made anew in the meantime
        top.slug = slug
        Page.objects.filter(pk=self.parent.pk).update(numchild=self.parent.get_children().count() + 1)

    def _is_free(self, row):
        return not type(row)._base_manager.filter(pk=row.pk).exists() and self._is_unique(row)

    def _is_unique(self, row):
        """Whether nothing made in the meantime stands in its place."""
        if isinstance(row, Page):
            return True
        model = type(row)
        sets = list(model._meta.unique_together)
        sets += [constraint.fields for constraint in model._meta.total_unique_constraints]
        sets += [(field.name,) for field in model._meta.local_fields if field.unique and not field.primary_key]
        filters = ({name: getattr(row, model._meta.get_field(name).attname) for name in names} for names in sets)
        return not any(model._base_manager.filter(**values).exists() for values in filters)

    def _has_what_it_points_to(self, row):
        """Empties what points to something that is gone; false if the row means nothing without it."""
        for field in row._meta.local_concrete_fields:
            target = field.remote_field and field.remote_field.model
            value = getattr(row, field.attname)
            if not target or value is None or (target._meta.concrete_model, value) in self.written:
                continue
            if target._base_manager.filter(**{field.target_field.name: value}).exists():
                continue
            if not field.null:
                return False
            setattr(row, field.attname, None)
        return True
