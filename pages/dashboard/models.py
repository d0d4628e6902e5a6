from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

BUDGET = 150_000  # bytes that a page may cost: four seconds of a line of 300 kbit/s, half a minute of a slow one


class PageWeight(models.Model):
    """What a published page cost whoever read it when it was weighed, in bytes that travel."""

    page = models.OneToOneField(
        Page, verbose_name=_("page"), primary_key=True, on_delete=models.CASCADE, related_name="weight"
    )
    text = models.PositiveIntegerField(_("text"))
    styles = models.PositiveIntegerField(_("styles and scripts"))
    pictures = models.PositiveIntegerField(_("pictures"))
    total = models.PositiveIntegerField(_("in all"), db_index=True)
    measured_at = models.DateTimeField(_("measured"))

    class Meta:
        default_permissions = ()
        verbose_name = _("weight of a page")
        verbose_name_plural = _("weights of pages")

    def __str__(self):
        return f"{self.page}: {self.total}"
