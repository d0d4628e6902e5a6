from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectImport(models.Model):
    """A spreadsheet that somebody uploaded to be imported; kept, so that it can be seen who brought in what."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("not confirmed")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")

    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.UPLOADED)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)
    created = models.PositiveIntegerField(_("created"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    refusals = models.JSONField(default=list)  # row, column, reason: why the file could not be applied

    class Meta:
        verbose_name = _("import of projects")
        verbose_name_plural = _("imports of projects")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def in_progress(self) -> bool:
        """True from the confirmation until the result is there."""
        return self.state in (self.State.WAITING, self.State.RUNNING)
