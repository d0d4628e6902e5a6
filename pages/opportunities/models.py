"""Vacancies and calls. They close by the clock: nothing about that is stored, so no cache and no task can be late."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from pages.base.fields import CleanRichTextField, ListField
from pages.base.models import BodyPage
from pages.blocks.entries import NoteBlock
from pages.blocks.links import LabelledLinkBlock
from pages.listings import calendars, feeds
from pages.listings.index import CLOSED, OPEN, STATE
from pages.listings.models import KIND, CalendarEntryMixin, ListedPage, ListingIndexPage, Relation
from pages.listings.query import TOPICS, YEARS, Facet
from pages.opportunities.choices import AppointmentType, CallKind, Category, Experience, Outcome
from pages.translations.forms import SourceOnlyPanel
from pages.values import structured_data

STATES = Facet(STATE, _("Open or closed"), {OPEN: _("Open now"), CLOSED: _("Closed")})


class OpportunityPage(CalendarEntryMixin, ListedPage):
    """What one can apply for until a moment."""

    reference = models.CharField(
        _("reference number"),
        max_length=60,
        blank=True,
        help_text=_("As it stands on the official papers, for example VN 2026/01."),
    )
    date = models.DateField(_("published on"), default=timezone.localdate, help_text=_("Of the announcement itself."))
    closes_at = models.DateTimeField(
        _("deadline"),
        null=True,
        help_text=_("Day and time in Ashgabat. From that second on the page says that it is closed."),
    )
    outcome = models.CharField(
        _("outcome"),
        max_length=10,
        choices=Outcome,
        blank=True,
        help_text=_("Only if it ended otherwise than by its deadline, or to say what came of it."),
    )
    how_to_apply = CleanRichTextField(
        _("how to apply"),
        blank=True,
        help_text=_("Where to send what. Never ask for money: say that IOM charges nothing."),
    )
    apply_url = models.URLField(
        _("address to apply at"), blank=True, help_text=_("Of IOM's own system, if applications go there.")
    )

    end_field = moment_field = "closes_at"
    shared_fields = ("reference", "date", "closes_at", "outcome", "apply_url")

    search_fields = [
        *ListedPage.search_fields,
        index.SearchField("reference"),
        index.AutocompleteField("reference"),
        index.SearchField("how_to_apply"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def row_fields(cls):
        return ("outcome",)

    @classmethod
    def add_facets(cls, row, values):
        row.is_over = bool(values["outcome"])

    def clean(self):
        super().clean()
        if self.closes_at and self.date and timezone.localdate(self.closes_at) < self.date:
            raise ValidationError({"closes_at": _("The deadline is before the day of publication.")})

    def is_open_at(self, now):
        """Whether one can still apply at this moment."""
        facts = self.facts
        return bool(facts.closes_at and now < facts.closes_at and not facts.outcome)

    @property
    def is_open(self):
        return self.is_open_at(timezone.now())

    @property
    def state_label(self):
        """What became of it, in one word."""
        if self.facts.outcome:
            return self.facts.get_outcome_display()
        return gettext("Open now") if self.is_open else gettext("Closed")

    @cached_property
    def list_page(self):
        """The list in which it stands, with what every applicant should know."""
        return OpportunityIndexPage.objects.parent_of(self).live().first()

    def calendar_entry(self, request):
        title = gettext("Deadline: %(title)s") % {"title": self.title}
        return calendars.event_of(request, self, title, self.facts.closes_at, None)


_SHARED_PANEL = SourceOnlyPanel(
    [FieldRowPanel(["reference", "date"]), FieldRowPanel(["closes_at", "outcome"]), "apply_url"],
    heading=_("Deadline and number"),
)


class VacancyPage(OpportunityPage):
    """A post, an internship, a consultancy: work for one person."""

    KIND_VALUE = "vacancy"

    grade = models.CharField(_("grade"), max_length=20, blank=True, help_text=_("For example G5 or UG."))
    appointment_type = models.CharField(
        _("type of appointment"),
        max_length=12,
        choices=AppointmentType,
        blank=True,
        help_text=_("As the contract says."),
    )
    category = models.CharField(
        _("field of work"), max_length=14, choices=Category, blank=True, help_text=_("What the post is about.")
    )
    experience = models.CharField(
        _("experience asked for"),
        max_length=4,
        choices=Experience,
        blank=True,
        help_text=_("Years of work in the field, as the announcement says."),
    )
    duty_station = models.CharField(
        _("duty station"),
        max_length=80,
        blank=True,
        help_text=_("The town, for example Ashgabat. Search engines need it."),
    )

    shared_fields = (*OpportunityPage.shared_fields, "grade", "appointment_type", "category", "experience")

    content_panels = [
        *BodyPage.content_panels,
        _SHARED_PANEL,
        SourceOnlyPanel(
            [FieldRowPanel(["grade", "appointment_type"]), FieldRowPanel(["category", "experience"])],
            heading=_("The post"),
        ),
        "duty_station",
        "body",
        "how_to_apply",
        ListedPage.relation_panel,
    ]
    parent_page_types = ["pages.OpportunityIndexPage"]
    page_description = _("A vacancy: a post, a consultancy or an internship, with its deadline.")

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")

    @classmethod
    def add_facets(cls, row, values):
        super().add_facets(row, values)
        row.facets[KIND] = [cls.KIND_VALUE]

    @property
    def kind_label(self):
        return gettext("Vacancy")

    def structured_data(self, request):
        if not self.is_open or not self.duty_station:
            return super().structured_data(request)
        return structured_data.job_posting(self, request, feeds.full_text(request, self))


class VacancyRelation(Relation):
    page = ParentalKey(VacancyPage, on_delete=models.CASCADE, related_name="relations")


class CallPage(OpportunityPage):
    """A call to organisations and companies: for proposals, for expressions of interest, for bids."""

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=CallKind,
        default=CallKind.PROPOSALS,
        help_text=_("Readers filter the list by it."),
    )
    clarifications_by = models.DateTimeField(
        _("questions until"), null=True, blank=True, help_text=_("Day and time in Ashgabat, before the deadline.")
    )
    addenda = ListField(
        [("note", NoteBlock())],
        verbose_name=_("addenda"),
        blank=True,
        help_text=_("What changed after the announcement, and answers to questions that everyone must know."),
    )

    shared_fields = (*OpportunityPage.shared_fields, "kind", "clarifications_by")

    content_panels = [
        *BodyPage.content_panels,
        SourceOnlyPanel([FieldRowPanel(["kind", "clarifications_by"])], heading=_("The call")),
        _SHARED_PANEL,
        "addenda",
        "body",
        "how_to_apply",
        ListedPage.relation_panel,
    ]
    search_fields = [*OpportunityPage.search_fields, index.SearchField("addenda")]
    parent_page_types = ["pages.OpportunityIndexPage"]
    page_description = _("A call for proposals, expressions of interest, quotations or bids, with its deadline.")

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    @classmethod
    def row_fields(cls):
        return (*super().row_fields(), KIND)

    @classmethod
    def add_facets(cls, row, values):
        super().add_facets(row, values)
        row.facets[KIND] = [values[KIND]]

    def clean(self):
        super().clean()
        if self.clarifications_by and self.closes_at and self.clarifications_by > self.closes_at:
            raise ValidationError({"clarifications_by": _("Questions end before the deadline, not after it.")})


class CallRelation(Relation):
    page = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="relations")


class OpportunityIndexPage(ListingIndexPage):
    """Vacancies and calls; while there is none, the page says so and where else to look."""

    facets = (STATES, TOPICS, YEARS)
    kinds = {VacancyPage.KIND_VALUE: _("Vacancy"), **dict(CallKind.choices)}
    shown_when_empty = True

    none_text = models.TextField(
        _("while nothing is open"),
        max_length=400,
        blank=True,
        help_text=_("Said in place of the list, for example how often the office announces something."),
    )
    addresses = ListField(
        [("address", LabelledLinkBlock())],
        verbose_name=_("where IOM announces"),
        blank=True,
        help_text=_("Official addresses of IOM for vacancies and for procurement. Check each before you publish it."),
    )
    fraud_warning = models.TextField(
        _("warning against fraud"),
        max_length=400,
        blank=True,
        help_text=_("What IOM never asks of those who apply. Stands with the list and with each vacancy."),
    )

    content_panels = [
        *ListingIndexPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("none_text"), FieldPanel("addresses"), FieldPanel("fraud_warning")],
            heading=_("What every applicant should know"),
        ),
    ]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.VacancyPage", "pages.CallPage"]
    page_description = _("The list of vacancies and calls.")

    class Meta:
        verbose_name = _("list of opportunities")
        verbose_name_plural = _("lists of opportunities")

    @property
    def links(self):
        """Where IOM announces, as far as staff have said so."""
        return [block.value for block in self.addresses if block.value.href]

    @path("calendar.ics/")
    def calendar(self, request):
        """The deadlines of what is open, to subscribe to."""
        query = self.query(request)
        still_open = query.index.facets[STATE][OPEN]
        pks = [pk for pk in query.selection if pk in still_open][: calendars.MOST]
        entries = [item.calendar_entry(request) for item in self.items(pks)]
        return calendars.respond(request, self.title, entries, "deadlines.ics")
