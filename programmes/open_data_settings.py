from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from programmes.organisations import Organisation


@register_setting(icon="download")
class OpenDataSettings(BaseSiteSetting):
    """How the records of projects are given to others: under which licence, and by whom (IATI)."""

    licence_name = models.CharField(
        _("licence"),
        max_length=120,
        blank=True,
        help_text=_("Under which terms others may use the data. While empty, readers are told that none is stated."),
    )
    licence_url = models.URLField(_("address of the licence"), blank=True, help_text=_("Where its text stands."))
    organisation_identifier = models.CharField(
        _("identifier of the organization"),
        max_length=80,
        blank=True,
        validators=[RegexValidator(r"^[^\/\&\|\?\s]+$", _("No spaces, and none of / & | ?"))],
        help_text=_("As registered with IATI. Without it the IATI file is not offered."),
    )
    organisation_kind = models.CharField(
        _("kind of organization"),
        max_length=2,
        choices=Organisation.Kind,
        blank=True,
        help_text=_("From IATI's list of kinds. Without it the IATI file is not offered."),
    )
    organisation_name = models.CharField(
        _("name in the IATI file"),
        max_length=160,
        blank=True,
        help_text=_("The reporting organization by its full name. Without it the IATI file is not offered."),
    )
    country_code = models.CharField(
        _("country of the activities"),
        max_length=2,
        default="TM",
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital Latin letters."))],
        help_text=_("ISO 3166 code, used for national projects without a country of their own."),
    )

    panels = [
        MultiFieldPanel(["licence_name", "licence_url"], heading=_("Licence")),
        MultiFieldPanel(
            ["organisation_identifier", "organisation_kind", "organisation_name", "country_code"], heading=_("IATI")
        ),
    ]

    class Meta:
        verbose_name = _("Open data")

    @property
    def offers_iati(self):
        """True once staff have filled in what an IATI file cannot do without."""
        return bool(self.organisation_identifier and self.organisation_kind and self.organisation_name)
