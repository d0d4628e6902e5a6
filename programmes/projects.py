from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from pages.base.fields import ListField
from pages.base.models import BodyPage
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.strategy import ObjectivePage
from pages.translations.forms import SourceOnlyPanel
from pages.translations.status import is_source
from pages.values.partial_dates import HOW_TO_WRITE, PartialDateField
from programmes.areas import ORIGINALS
from programmes.blocks import BeneficiaryBlock, ResultBlock
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province

# ISO 4217. Donors of the region pay in these; another is one line here.
CURRENCIES = ["USD", "EUR", "CHF", "GBP", "NOK", "SEK", "DKK", "JPY", "CAD", "AUD", "KRW", "CNY", "RUB", "TMT"]
CURRENCY_CHOICES = [(code, code) for code in CURRENCIES]


def _many(model, label, related_name, help_text):
    return ParentalManyToManyField(
        model,
        verbose_name=label,
        blank=True,
        related_name=related_name,
        limit_choices_to=ORIGINALS,
        help_text=help_text,
    )


class ProjectPage(BodyPage):
    """A project. Its words are in each language; its facts are kept once, in the original, and hold in all."""

    class Status(models.TextChoices):
        NOT_STATED = "not_stated", _("Not stated")
        PIPELINE = "pipeline", _("Planned")
        ACTIVE = "active", _("Active")
        COMPLETED = "completed", _("Completed")
        SUSPENDED = "suspended", _("Suspended")

    class Coverage(models.TextChoices):
        NATIONAL = "national", _("National")
        REGIONAL = "regional", _("Regional")
        GLOBAL = "global", _("Global")

    results = ListField(
        [("result", ResultBlock())],
        verbose_name=_("results"),
        blank=True,
        help_text=_("What was planned and what was reached, each with its date and source."),
    )
    beneficiaries = ListField(
        [("people", BeneficiaryBlock())],
        verbose_name=_("people reached"),
        blank=True,
        help_text=_("Groups of people, planned and reached, each with its date and source."),
    )
    source_title = models.CharField(
        _("title in the source"),
        max_length=255,
        blank=True,
        help_text=_("The title as the donor's or IOM's own record has it. A spreadsheet finds the project by it."),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Status,
        default=Status.NOT_STATED,
        help_text=_("“Completed” needs an end that is past. What is not known stays “Not stated”."),
    )
    status_as_of = PartialDateField(
        _("status as of"),
        null=True,
        blank=True,
        help_text=format_lazy("{} {}", _("When the status was last known to be right."), HOW_TO_WRITE),
    )
    start_date = PartialDateField(_("from"), null=True, blank=True, help_text=HOW_TO_WRITE)
    end_date = PartialDateField(_("until"), null=True, blank=True, help_text=HOW_TO_WRITE)
    project_type = models.CharField(
        _("type of project"), max_length=120, blank=True, help_text=_("As IOM's project database names it.")
    )
    coverage = models.CharField(
        _("coverage"), max_length=10, choices=Coverage, blank=True, help_text=_("Left out while it is not chosen.")
    )
    funding_stream = models.CharField(
        _("funding stream"), max_length=120, blank=True, help_text=_("For example the name of a fund.")
    )
    project_id = models.CharField(
        _("project number"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", _("Letters, digits, dots, hyphens, no spaces."))],
        help_text=_("For example MA.0311. A spreadsheet finds the project by it."),
    )
    other_ids = models.CharField(
        _("other numbers"), max_length=160, blank=True, help_text=_("Further numbers, with semicolons between them.")
    )
    budget_amount = models.DecimalField(
        _("budget"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Needs a currency, a date and a source."),
    )
    budget_currency = models.CharField(
        _("currency"), max_length=3, choices=CURRENCY_CHOICES, blank=True, help_text=_("In which the budget is stated.")
    )
    budget_as_of = PartialDateField(
        _("budget as of"),
        null=True,
        blank=True,
        help_text=format_lazy("{} {}", _("When this was the budget."), HOW_TO_WRITE),
    )
    budget_source = models.CharField(
        _("source of the budget"),
        max_length=500,
        blank=True,
        help_text=_("The address or the name of the document that says so."),
    )
    awaits_check = models.BooleanField(
        _("to be checked by the office"),
        default=False,
        help_text=_(
            "The record was taken over from public sources, and readers are told so. Untick it when the office has "
            "checked it."
        ),
    )
    benefiting_countries = _many(
        Country, _("countries that benefit"), "projects", _("For whom the project is, if the source says so.")
    )
    implementing_partners = _many(
        Partner, _("implementing partners"), "projects_implemented", _("Who carries it out together with IOM.")
    )
    government_counterparts = _many(
        Partner, _("counterparts in government"), "projects_as_counterpart", _("With which authorities it is done.")
    )
    locations = _many(
        Province, _("places"), "projects", _("Velayats where work is done. Shown on the map of the overview.")
    )
    objectives = _many(
        ObjectivePage,
        _("objectives of the strategy"),
        "projects",
        _("Only if they differ from those of the area of work."),
    )
    gcm_objectives = _many(
        GCMObjective, _("objectives of the Global Compact"), "projects", _("Which of the 23 objectives it serves.")
    )
    sdg_targets = _many(
        SDGTarget, _("targets of the Sustainable Development Goals"), "projects", _("Which targets it serves.")
    )
    shared_fields = (
        *("source_title", "status", "status_as_of", "start_date", "end_date", "project_type", "coverage"),
        *("funding_stream", "project_id", "other_ids", "budget_amount", "budget_currency", "budget_as_of"),
        *("budget_source", "awaits_check", "benefiting_countries", "implementing_partners"),
        *("government_counterparts", "locations", "objectives", "gcm_objectives", "sdg_targets", "donors"),
    )

    content_panels = [
        *BodyPage.content_panels,
        SourceOnlyPanel(
            ["awaits_check", FieldRowPanel(["status", "status_as_of"]), FieldRowPanel(["start_date", "end_date"])],
            heading=_("Status and period"),
        ),
        SourceOnlyPanel(
            [
                FieldRowPanel(["budget_amount", "budget_currency"]),
                FieldRowPanel(["budget_as_of", "budget_source"]),
                "funding_stream",
            ],
            heading=_("Budget"),
        ),
        SourceOnlyPanel(
            [
                InlinePanel(
                    "donors",
                    label=_("Donor"),
                    help_text=_("Add a donor that is not in the list yet under “Programmes”, then choose it here."),
                )
            ],
            heading=_("Donors"),
        ),
        SourceOnlyPanel(
            [
                FieldPanel("implementing_partners", widget=CheckboxSelectMultiple),
                FieldPanel("government_counterparts", widget=CheckboxSelectMultiple),
            ],
            heading=_("Partners"),
        ),
        SourceOnlyPanel(
            [
                "coverage",
                FieldPanel("benefiting_countries", widget=CheckboxSelectMultiple),
                FieldPanel("locations", widget=CheckboxSelectMultiple),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(["results", "beneficiaries"], heading=_("Results")),
        "body",
        SourceOnlyPanel(
            [
                FieldPanel("objectives", widget=CheckboxSelectMultiple),
                FieldPanel("gcm_objectives", widget=CheckboxSelectMultiple),
                FieldPanel("sdg_targets", widget=CheckboxSelectMultiple),
            ],
            heading=_("What it serves"),
        ),
        SourceOnlyPanel(["project_id", "other_ids", "source_title", "project_type"], heading=_("How records name it")),
    ]
    search_fields = [
        *BodyPage.search_fields,
        index.SearchField("source_title"),
        index.SearchField("project_id"),
        index.AutocompleteField("project_id"),
        index.SearchField("results"),
        index.SearchField("beneficiaries"),
        index.FilterField("translation_key"),
        index.FilterField("locale_id"),
    ]
    parent_page_types = ["programmes.ProgrammeAreaPage"]
    subpage_types = []
    page_description = _("One project: its period, money, partners, places and results.")

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    @classmethod
    def can_create_at(cls, parent):
        """A project begins in the language of the originals; the others translate it."""
        return super().can_create_at(parent) and is_source(parent)

    def clean(self):
        super().clean()
        if not is_source(self):
            return
        errors = {}
        if self.start_date and self.end_date and self.end_date.last_day < self.start_date.first_day:
            errors["end_date"] = _("The end is before the beginning.")
        if self.status == self.Status.COMPLETED and not self.has_ended:
            errors["status"] = _("A completed project has an end, and it is past. Give it below, or change the status.")
        if self.budget_amount is not None:
            for name in ("budget_currency", "budget_as_of", "budget_source"):
                if not getattr(self, name):
                    errors[name] = _("A budget is shown only with its currency, its date and its source.")
        if self.project_id and self._others().filter(project_id__iexact=self.project_id).exists():
            errors["project_id"] = _("Another project has this number.")
        if errors:
            raise ValidationError(errors)

    def _others(self):
        return ProjectPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).exclude(pk=self.pk)

    @property
    def has_ended(self):
        return bool(self.end_date and self.end_date.last_day < timezone.localdate())

    @property
    def is_overdue(self):
        """Its end is past, and it is still marked as active: staff must look at it."""
        return self.status == self.Status.ACTIVE and self.has_ended

    @property
    def period(self):
        """From when until when, as a reader sees it; empty while nothing is known."""
        start, end = (date.label if date else "" for date in (self.start_date, self.end_date))
        if start and end:
            if self.start_date == self.end_date:
                return start
            short = not self.start_date.month and not self.end_date.month
            return f"{start}–{end}" if short else f"{start} – {end}"
        if start:
            return gettext("from %(start)s") % {"start": start}
        return gettext("until %(end)s") % {"end": end} if end else ""

    @cached_property
    def record(self):
        """The published project that holds the facts: this one, or the original of this translation."""
        if is_source(self):
            return self
        originals = ProjectPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
        return originals.filter(translation_key=self.translation_key).first()


class ProjectDonor(Orderable):
    """What one donor gives to one project, as far as it is published."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="donors")
    donor = models.ForeignKey(
        Donor,
        verbose_name=_("donor"),
        on_delete=models.PROTECT,
        related_name="grants",
        limit_choices_to=ORIGINALS,
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
