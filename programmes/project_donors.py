from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Orderable

from pages.base.querysets import IN_SOURCE_LANGUAGE
from programmes.organisations import Donor

# ISO 4217. Donors of the region pay in these; another is one line here.
CURRENCIES = ["USD", "EUR", "CHF", "GBP", "NOK", "SEK", "DKK", "JPY", "CAD", "AUD", "KRW", "CNY", "RUB", "TMT"]
CURRENCY_CHOICES = [(code, code) for code in CURRENCIES]


class ProjectDonor(Orderable):
    """What one donor gives to one project, as far as it is published."""

    page = ParentalKey("programmes.ProjectPage", on_delete=models.CASCADE, related_name="donors")
    donor = models.ForeignKey(
        Donor,
        verbose_name=_("donor"),
        on_delete=models.PROTECT,
        related_name="grants",
        limit_choices_to=IN_SOURCE_LANGUAGE,
        help_text=_("Chosen from the list of donors."),
    )
    amount = models.DecimalField(
        _("amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What this donor gives, if it is published."),
    )
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_CHOICES, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text=_("For which year; the first year of the project if empty."),
    )

    panels = ["donor", FieldRowPanel(["amount", "currency", "year"])]

    class Meta(Orderable.Meta):
        verbose_name = _("donor of a project")
        verbose_name_plural = _("donors of projects")

    def __str__(self):
        return str(self.donor)

    def clean(self):
        super().clean()
        if self.amount is not None and not self.currency:
            raise ValidationError({"currency": _("An amount is shown only with its currency.")})
