"""A picture or a document that a published page shows is changed by those who may publish: readers see it at once."""

from collections import defaultdict

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import page_permission_policy

from pages.translations.status import is_source
from pages.values.visibility import readable

PUBLISHED = _("A published page shows this. Ask somebody who may publish to change it, or upload another beside it.")


class PublishedFileMixin(models.Model):
    """For models of files; the form says beside the title what saving and deleting refuse in every other way."""

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if is_refused(self):
            raise ValidationError(PUBLISHED)


def is_refused(file):
    """Whether who acts in this request may not change this file, since readers would see it."""
    user = get_active_log_context().user
    if not user or not file.pk or page_permission_policy.user_has_permission(user, "publish"):
        return False
    return is_published(file)


def is_published(file):
    """Whether something that readers see refers to a file, as far as Wagtail's index of references knows."""
    return _is_live(ReferenceIndex.get_references_to(file))


def _is_live(references):
    for content_type, pk in references.values_list("content_type", "object_id").distinct():
        model = ContentType.objects.get_for_id(content_type).model_class()
        has_drafts = any(field.name == "live" for field in model._meta.get_fields())
        if model._default_manager.filter(pk=pk, **({"live": True} if has_drafts else {})).exists():
            return True
    return False


def is_public(document):
    """Whether something that anyone may read refers to a document: a public page, or a text around the pages."""
    references = ReferenceIndex.get_references_to(document)
    on_pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    fields = defaultdict(set)
    for pk, path in on_pages.values_list("object_id", "model_path"):
        fields[int(pk)].add(path.partition(".")[0])
    if readable(Page.objects.all()).filter(pk__in=fields).exists() or _is_shown_by_translations(fields):
        return True
    return _is_live(references.exclude(base_content_type=ContentType.objects.get_for_model(Page)))


def _is_shown_by_translations(fields):
    """Whether a page that is no longer published gives one of these fields to a translation that anyone may read."""
    gone = Page.objects.filter(pk__in=fields, live=False, first_published_at__isnull=False)
    keys = [
        page.translation_key
        for page in gone.specific()
        if is_source(page) and fields[page.pk].intersection(getattr(page, "shared_fields", ()))
        if not page.get_view_restrictions().exists()
    ]
    return bool(keys) and readable(Page.objects.filter(translation_key__in=keys)).exists()


def before_serve_document(document, request):
    """A document has the embargo of its page: before it is published and after it is gone, only staff are given it."""
    if not request.user.has_perm("wagtailadmin.access_admin") and not is_public(document):
        raise Http404


def check(instance, raw=False, **kwargs):
    """For `pre_save` and `pre_delete`: whatever the way, nobody without the right changes what readers see."""
    if not raw and is_refused(instance):
        raise PermissionDenied(str(PUBLISHED))


def before_bulk_action(request, _action_type, objects, action):
    """The same for a whole selection, some of whose actions save nothing one by one."""
    if any(isinstance(each, PublishedFileMixin) and is_refused(each) for each in objects):
        messages.error(request, str(PUBLISHED))
        return redirect(action.next_url)
    return None
