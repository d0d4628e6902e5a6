from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from pages.base.models import BodyPage
from pages.listings import calendars
from pages.listings.index import CLOSED, OPEN, STATE
from pages.listings.models import CalendarEntryMixin, ListedPage, ListingIndexPage, Relation
from pages.listings.query import TOPICS, YEARS, Facet
from pages.translations.forms import SourceOnlyPanel
from pages.values import moments, structured_data


class EventPage(CalendarEntryMixin, ListedPage):
    """Something that takes place, in a room, online or both."""

    class Kind(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")
        BOTH = "both", _("On site and online")

    kind = models.CharField(_("form"), max_length=8, choices=Kind, default=Kind.ON_SITE, help_text=_("How one comes."))
    starts_at = models.DateTimeField(_("begins"), null=True, help_text=_("Day and time in Ashgabat."))
    ends_at = models.DateTimeField(_("ends"), null=True, help_text=_("Day and time in Ashgabat."))
    is_cancelled = models.BooleanField(
        _("cancelled"), default=False, help_text=_("The page stays and says so; calendars that subscribed are told.")
    )
    venue = models.CharField(
        _("venue"),
        max_length=160,
        blank=True,
        help_text=_("Name of the place and its address; empty if it is online."),
    )
    online_url = models.URLField(_("address online"), blank=True, help_text=_("Where one takes part from afar."))
    registration_deadline = models.DateTimeField(
        _("registration until"), null=True, blank=True, help_text=_("Day and time in Ashgabat, before the end.")
    )
    how_to_register = models.TextField(
        _("how to register"), max_length=400, blank=True, help_text=_("Who may come, and what one must do before.")
    )
    cost = models.CharField(_("cost"), max_length=80, blank=True, help_text=_("For example “Free of charge”."))
    languages = models.CharField(
        _("languages"), max_length=120, blank=True, help_text=_("Which are spoken, and into which it is interpreted.")
    )

    date_field, end_field = "starts_at", "ends_at"
    moment_field = date_field
    shared_fields = ("kind", "starts_at", "ends_at", "is_cancelled", "online_url", "registration_deadline")

    content_panels = [
        *BodyPage.content_panels,
        SourceOnlyPanel(
            [
                FieldRowPanel(["starts_at", "ends_at"]),
                FieldRowPanel(["kind", "online_url"]),
                FieldRowPanel(["registration_deadline", "is_cancelled"]),
            ],
            heading=_("When and how"),
        ),
        "venue",
        MultiFieldPanel(["how_to_register", FieldRowPanel(["cost", "languages"])], heading=_("Taking part")),
        "body",
        ListedPage.relation_panel,
    ]
    search_fields = [*ListedPage.search_fields, index.SearchField("venue")]
    parent_page_types = ["pages.EventIndexPage"]
    page_description = _("An event with its time and place; readers put it into their calendar.")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @classmethod
    def row_fields(cls):
        return (*super().row_fields(), "is_cancelled")

    @classmethod
    def _row(cls, values):
        row = super()._row({**values, "starts_at": timezone.localdate(values["starts_at"])})
        row.is_over = values["is_cancelled"]
        return row

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end is before the beginning.")})
        if self.registration_deadline and self.ends_at and self.registration_deadline > self.ends_at:
            raise ValidationError({"registration_deadline": _("Registration ends before the event does.")})

    @property
    def sort_date(self):
        return timezone.localdate(self.facts.starts_at)

    @property
    def is_over(self):
        return bool(self.facts.ends_at and self.facts.ends_at <= timezone.now())

    @property
    def when(self):
        """From when until when, with the weekday."""
        return moments.span(self.facts.starts_at, self.facts.ends_at) if self.facts.starts_at else ""

    @property
    def state_label(self):
        """Whether it is still to come, in one word."""
        if self.facts.is_cancelled:
            return gettext("Cancelled")
        return gettext("Over") if self.is_over else gettext("Upcoming")

    def structured_data(self, request):
        is_complete = self.facts.starts_at and self.facts.ends_at and (self.venue or self.facts.online_url)
        return structured_data.event(self, request) if is_complete else super().structured_data(request)

    def calendar_entry(self, request):
        facts = self.facts
        return calendars.event_of(
            request,
            self,
            self.title,
            facts.starts_at,
            facts.ends_at,
            location=self.venue or facts.online_url,
            status="CANCELLED" if facts.is_cancelled else "CONFIRMED",
        )


class EventRelation(Relation):
    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="relations")


class EventIndexPage(ListingIndexPage):
    """Events: those to come first, then those that were."""

    facets = (Facet(STATE, _("When"), {OPEN: _("Upcoming"), CLOSED: _("Past")}), TOPICS, YEARS)
    kinds = dict(EventPage.Kind.choices)

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.EventPage"]
    page_description = _("The list of events, with a calendar to subscribe to.")

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    @path("calendar.ics/")
    def calendar(self, request):
        """The events, the next ones first, to subscribe to."""
        pks = self.query(request).selection[: calendars.MOST]
        entries = [item.calendar_entry(request) for item in self.items(pks)]
        return calendars.respond(request, self.title, entries, "events.ics")
