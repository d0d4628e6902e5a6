from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index


class Province(TranslatableMixin, index.Indexed, models.Model):
    """A velayat of Turkmenistan, or its capital city. The map knows it by its code."""

    code = models.CharField(
        _("code"),
        max_length=6,
        validators=[RegexValidator(r"^TM-[A-Z]$", _("For example TM-A."))],
        help_text=_("ISO 3166-2 code, for example TM-A for Ahal. The map and spreadsheets know the place by it."),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("As it is written in this language."))

    panels = ["code", "name"]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["code"]

    def __str__(self):
        return self.name


class Country(TranslatableMixin, index.Indexed, models.Model):
    """A country that a project is for. Names follow the usage of the United Nations."""

    iso2 = models.CharField(
        _("two-letter code"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital Latin letters."))],
        help_text=_("ISO 3166 code, for example TM. Spreadsheets and open data name the country by it."),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("The short name that the United Nations use."))

    panels = ["iso2", "name"]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("country of projects")
        verbose_name_plural = _("countries of projects")
        ordering = ["name"]

    def __str__(self):
        return self.name
