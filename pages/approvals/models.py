from collections.abc import Iterator
from typing import Any, cast

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy

from pages.accounts.models import User


class PendingChange(models.Model):
    """A change that one person asked for and another must confirm before readers see it.

    Kept for what has no drafts of its own. Once confirmed or withdrawn the row is gone: it says what waits, no more.
    """

    class Action(models.TextChoices):
        ADD = "add", _("add")
        CHANGE = "change", _("change")
        UNPUBLISH = "unpublish", _("take off the site")
        DELETE = "delete", _("delete")

    action = models.CharField(_("what to do"), max_length=10, choices=Action)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40, blank=True)  # empty for what is to be added
    subject = GenericForeignKey("content_type", "object_id")
    label = models.CharField(_("of what"), max_length=255)
    # Values of fields by name, as they were when it was asked for and as they are to become.
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(_("asked for on"), auto_now_add=True)

    class Meta:
        verbose_name = _("change that waits for a second person")
        verbose_name_plural = _("changes that wait for a second person")
        ordering = ["requested_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.model._meta.verbose_name} “{self.label}”"

    @property
    def model(self) -> type[models.Model]:
        return cast(type[models.Model], self.content_type.model_class())

    @property
    def rows(self) -> Iterator[tuple[str | Promise, Any, Any]]:
        """What changes from what to what, as `(name of the field, before, after)`."""
        for name, value in self.after.items():
            field = field_of(self.model, name)
            if value != self.before.get(name, field.get_default()):
                yield field.verbose_name, self.before.get(name, ""), value

    def holders(self) -> models.QuerySet[User]:
        """Those who may confirm it, the one who asked for it among them."""
        return holders(self.model)


def field_of(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """A field by its name; nobody asks for what other models say of this one."""
    return cast("models.Field[Any, Any]", model._meta.get_field(name))


def holders(model: type[models.Model]) -> models.QuerySet[User]:
    """Everybody who may change live records of a model: publish them, or change them where there are no drafts."""
    if hasattr(model, "get_permission_policy"):
        of_its_own: models.QuerySet[User] = model.get_permission_policy().users_with_permission("change").distinct()
        return of_its_own
    has_drafts = any(field.name == "live" for field in model._meta.fields)
    found: models.QuerySet[User] = ModelPermissionPolicy(model).users_with_permission(
        "publish" if has_drafts else "change"
    )
    return found
