from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index

from pages.search.text import slug_of


class Organisation(TranslatableMixin, index.Indexed, models.Model):
    """Somebody with whom the office works. The kinds are those of the IATI code list “Organisation Type”."""

    class Kind(models.TextChoices):
        GOVERNMENT = "10", _("Government")
        LOCAL_GOVERNMENT = "11", _("Local government")
        OTHER_PUBLIC = "15", _("Other public body")
        INTERNATIONAL_NGO = "21", _("International non-governmental organization")
        NATIONAL_NGO = "22", _("National non-governmental organization")
        PARTNERSHIP = "30", _("Public-private partnership")
        MULTILATERAL = "40", _("Multilateral organization")
        FOUNDATION = "60", _("Foundation")
        PRIVATE = "70", _("Private sector")
        ACADEMIC = "80", _("Academic, training or research")

    name = models.CharField(
        _("name"), max_length=160, help_text=_("The official name in full, as the organization writes it.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=2,
        choices=Kind,
        blank=True,
        help_text=_("Given in the open data (IATI); left out while it is not chosen."),
    )
    url = models.URLField(_("its own site"), blank=True, help_text=_("A link on the pages that name it."))

    panels = ["name", "kind", "url"]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name


class Donor(Organisation):
    """Somebody who pays for projects. Has a public page with its projects and sums."""

    slug = models.SlugField(max_length=160, blank=True, editable=False)

    class Meta(Organisation.Meta):
        abstract = False
        verbose_name = _("donor")
        verbose_name_plural = _("donors")

    def save(self, *args, **kwargs):
        """The address of a donor is made once, and is the same in every language."""
        if not self.slug:
            same = Donor.objects.filter(translation_key=self.translation_key).exclude(slug="").first()
            self.slug = same.slug if same else self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self):
        wanted = slug_of(self.name, self.locale.language_code)
        taken = set(Donor.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
        endings = ("", *(f"-{number}" for number in range(2, len(taken) + 3)))
        return next(wanted + ending for ending in endings if wanted + ending not in taken)


class Partner(Organisation):
    """Somebody with whom projects are carried out: an implementing partner or a counterpart in government."""

    class Meta(Organisation.Meta):
        abstract = False
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
