from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=30)


class BinQuerySet(models.QuerySet):
    """What lies in the bin."""

    def over(self):
        """Deleted so long ago that it goes for good."""
        return self.filter(deleted_at__lte=timezone.now() - KEPT_FOR)


class DeletedFile(models.Model):
    """A picture or a document that was deleted, kept for 30 days with its file."""

    kind = models.CharField(max_length=40)  # the label of its model
    file_pk = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    file = models.FileField(max_length=255)
    collection = models.ForeignKey("wagtailcore.Collection", null=True, on_delete=models.SET_NULL, related_name="+")
    consent = models.ForeignKey("pages.ConsentRecord", null=True, on_delete=models.CASCADE, related_name="+")
    deleted_at = models.DateTimeField(default=timezone.now, db_index=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    row = models.TextField()
    tags = models.JSONField()
    emptied = models.JSONField()

    objects = BinQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-deleted_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def kind_name(self):
        """What it is, in the language of whoever reads."""
        return apps.get_model(self.kind)._meta.verbose_name

    @property
    def goes_on(self):
        """The day after which it is gone for good."""
        return self.deleted_at + KEPT_FOR


class DeletedPage(models.Model):
    """A page that was deleted with all below it, kept for 30 days with everything that went with it."""

    page_pk = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    url_path = models.TextField()
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    was_live = models.BooleanField()
    pages = models.PositiveIntegerField()
    parent = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    deleted_at = models.DateTimeField(default=timezone.now, db_index=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    rows = models.TextField()
    emptied = models.JSONField()

    objects = BinQuerySet.as_manager()

    class Meta:
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")
        ordering = ["-deleted_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def goes_on(self):
        """The day after which it is gone for good."""
        return self.deleted_at + KEPT_FOR
