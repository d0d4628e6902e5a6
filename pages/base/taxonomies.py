from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index


class GCMObjective(TranslatableMixin, index.Indexed, models.Model):
    """One of the 23 objectives of the Global Compact for Migration (A/RES/73/195)."""

    number = models.PositiveSmallIntegerField(_("number"), help_text=_("The number in the Global Compact, 1 to 23."))
    title = models.CharField(
        _("short title"), max_length=120, help_text=_("Shown after the number wherever a page serves this objective.")
    )

    panels = ["number", "title"]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("objective of the Global Compact")
        verbose_name_plural = _("objectives of the Global Compact")
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}. {self.title}"


class SDGTarget(TranslatableMixin, index.Indexed, models.Model):
    """A target of the Sustainable Development Goals that is about migration."""

    code = models.CharField(_("code"), max_length=8, help_text=_("For example 10.7."))
    title = models.CharField(
        _("short title"), max_length=160, help_text=_("Shown after the code wherever a page serves this target.")
    )
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0, editable=False)

    panels = ["code", "title"]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.AutocompleteField("code"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("target of the Sustainable Development Goals")
        verbose_name_plural = _("targets of the Sustainable Development Goals")
        ordering = ["sort_order", "code"]

    def __str__(self):
        return f"{self.code} {self.title}"
