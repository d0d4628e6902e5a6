from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectImport(models.Model):
    """A spreadsheet that somebody uploaded to be imported; kept, so that it can be seen who brought in what."""

    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)
    created = models.PositiveIntegerField(_("created"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)

    class Meta:
        verbose_name = _("import of projects")
        verbose_name_plural = _("imports of projects")
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.file_name
