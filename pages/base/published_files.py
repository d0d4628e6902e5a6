"""A picture or a document that a published page shows is changed by those who may publish: readers see it at once."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import ReferenceIndex
from wagtail.permissions import page_permission_policy

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
    rows = ReferenceIndex.get_references_to(file).values_list("content_type", "object_id").distinct()
    for content_type, pk in rows:
        model = ContentType.objects.get_for_id(content_type).model_class()
        has_drafts = any(field.name == "live" for field in model._meta.get_fields())
        if model._default_manager.filter(pk=pk, **({"live": True} if has_drafts else {})).exists():
            return True
    return False


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
