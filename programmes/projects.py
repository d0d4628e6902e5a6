from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from pages.base.fields import ListField
from pages.base.media import SiteImage
from pages.base.models import BodyPage
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.base.usage import ReferencedManyToManyField
from pages.content.strategy import ObjectivePage
from pages.translations.status import is_source
from pages.values.partial_dates import HOW_TO_WRITE, PartialDateField
from programmes.blocks import BeneficiaryBlock, ResultBlock
from programmes.organisations import Partner
from programmes.places import Country, Province
from programmes.project_donors import CURRENCY_CHOICES
from programmes.project_panels import PROJECT_PANELS
from programmes.project_status import StatedStatus, period_text, public_status, status_text

STATED = ("status", "start_date", "end_date")
NUMBER_TAKEN = _("Another project has this number.")


def _many(model, label, related_name, help_text):
    return ReferencedManyToManyField(
        model,
        verbose_name=label,
        blank=True,
        related_name=related_name,
        help_text=help_text,
    )


class ProjectPage(BodyPage):
    """A project. Its texts are in each language; its facts are kept once, in the source, and hold in all."""

    # For lists, see `programmes.portfolio.index.pages_of`: the language where it is not the one asked for; the picture.
    other_language: str
    shown_image: SiteImage | None

    Status = StatedStatus

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
        help_text=_(
            "“Completed” needs an end that is past. What is not known stays “Not stated”. Once the end is past, "
            "readers are told that the project has ended, whatever stands here."
        ),
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
            "The record was taken over from public sources. Untick it when the office has checked it. Readers do not "
            "see this mark; open data carries it."
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

    content_panels = [*BodyPage.content_panels, *PROJECT_PANELS]
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
    exclude_fields_in_copy = ["project_id"]
    page_description = _("One project: its period, money, partners, places and results.")

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.UniqueConstraint(
                Lower("project_id"),
                condition=~models.Q(project_id=""),
                name="one_project_a_number",
                violation_error_message=NUMBER_TAKEN,
            )
        ]

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
        if self._number_is_taken():
            errors["project_id"] = NUMBER_TAKEN
        if errors:
            raise ValidationError(errors)

    def minimal_clean(self):
        """What holds for a page that is not public yet: its number too is its own."""
        super().minimal_clean()
        if self._number_is_taken():
            raise ValidationError({"project_id": NUMBER_TAKEN})

    def _number_is_taken(self):
        others = ProjectPage.objects.exclude(pk=self.pk)
        return bool(self.project_id) and others.filter(project_id__iexact=self.project_id).exists()

    def save(self, *args, **kwargs):
        """The number is that of the source alone: translations read it from there, and an alias is no other project."""
        if self.alias_of_id or not is_source(self):
            self.project_id = ""
        super().save(*args, **kwargs)

    @property
    def has_ended(self):
        return bool(self.end_date and self.end_date.last_day < timezone.localdate())

    @property
    def is_overdue(self):
        """Its end is past, and it is still marked as active: staff must look at it."""
        return self.status == self.Status.ACTIVE and self.has_ended

    @property
    def public_status(self):
        """What readers are told of the status today."""
        return public_status(self.status, self.end_date, timezone.localdate())

    @property
    def status_words(self):
        """The same in words, with the year of an end; empty if nothing is known."""
        return status_text(self.public_status, self.end_date)

    @property
    def period(self):
        """From when until when, as a reader sees it; empty while nothing is known."""
        return period_text(self.start_date, self.end_date, "label")

    @property
    def short_period(self):
        """The same for lists and narrow columns, without days."""
        return period_text(self.start_date, self.end_date, "short")

    @classmethod
    def search_notes(cls, keys):
        """Years and status, in the language in use, from the source. One query."""
        pages = cls.objects.filter(pk__in=keys).values_list("translation_key", "pk")
        sources = cls.objects.stating_facts().filter(translation_key__in=[key for key, _pk in pages])
        notes = {each.translation_key: each.note_in_lists for each in sources.only("translation_key", *STATED)}
        return {pk: notes.get(key, "") for key, pk in pages}

    @property
    def note_in_lists(self):
        """The period and the status, as far as they are known."""
        return " · ".join(filter(None, (self.period, self.status_words)))

    @cached_property
    def source(self):
        """The page that holds the shared fields: this one, or the one that this translation translates."""
        if is_source(self):
            return self
        return ProjectPage.objects.stating_facts().filter(translation_key=self.translation_key).first()
