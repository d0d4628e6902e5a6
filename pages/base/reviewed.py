from django.db import models, transaction
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from pages.editing.forms import CreationKeyMixin


class ReviewedForm(CreationKeyMixin, WagtailAdminModelForm):
    """The form of such a thing; sent twice, it makes one."""


class ReviewedModel(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """What stands on many pages and has no page of its own: written as a draft, submitted, approved, published."""

    base_form_class = ReviewedForm

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def publish(self, revision, *args, **kwargs):
        """A draft may break the rules of its model; what is published keeps them, whoever publishes it and how.

        Wholly or not at all, also where a command does it that is killed.
        """
        revision.as_object().full_clean()
        with transaction.atomic():
            return super().publish(revision, *args, **kwargs)
