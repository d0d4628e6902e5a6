from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.search import index

from pages.base.fields import ListField
from pages.base.models import BodyPage
from pages.blocks.entries import AdvantageBlock
from pages.values.cache import cached_of_page
from pages.values.partial_dates import HOW_TO_WRITE, PartialDateField


class RegionalApproachPage(BodyPage):
    """How the missions of the region work as one: the map, the countries, the factors of advantage."""

    coordination_office_city = models.CharField(
        _("city of the coordination office"), max_length=80, blank=True, help_text=_("Shown in the key of the map.")
    )
    coordination_office_country = models.CharField(
        _("country of the coordination office"),
        max_length=80,
        blank=True,
        help_text=_("Shown after the city, and marked in the list of countries."),
    )
    countries_heading = models.CharField(
        _("heading above the countries"), max_length=100, help_text=_("Above the list beside the map.")
    )
    advantages_heading = models.CharField(
        _("heading above the factors"), max_length=100, help_text=_("Above the numbered factors.")
    )
    advantages_intro = models.CharField(
        _("line under that heading"), max_length=200, blank=True, help_text=_("One line under the heading.")
    )
    advantages = ListField(
        [("factor", AdvantageBlock())],
        verbose_name=_("factors of advantage"),
        blank=True,
        help_text=_("Numbered by themselves. Drag them into the order you want."),
    )

    content_panels = [
        *BodyPage.content_panels,
        MultiFieldPanel(
            ["countries_heading", "coordination_office_city", "coordination_office_country"],
            heading=_("Map and countries"),
        ),
        HelpPanel(
            content=_("The countries are the pages below this one, in their order. A new one is added as a page."),
        ),
        MultiFieldPanel([FieldPanel("advantages_heading"), "advantages_intro", "advantages"], heading=_("Factors")),
        "body",
    ]
    search_fields = [
        *BodyPage.search_fields,
        index.SearchField("coordination_office_city"),
        index.SearchField("coordination_office_country"),
        index.SearchField("advantages"),
        index.SearchField("advantages_intro"),
    ]
    parent_page_types = ["pages.MissionPage"]
    subpage_types = ["pages.CountryPage"]
    max_count_per_parent = 1
    page_description = _("The regional approach, with a map and one page a country.")

    class Meta:
        verbose_name = _("regional approach")
        verbose_name_plural = _("regional approaches")

    @property
    def coordination_office(self):
        return ", ".join(part for part in (self.coordination_office_city, self.coordination_office_country) if part)

    @property
    def factors(self):
        return [block.value for block in self.advantages]

    @cached_property
    def countries(self):
        """The published countries, in the editors' order."""
        return cached_of_page(f"countries:{self.path}", self._find_countries)

    def _find_countries(self):
        return list(CountryPage.objects.child_of(self).readable(self).defer("body"))


class CountryPage(BodyPage):
    """A country of the regional approach, with what is officially known of it."""

    class IOMStatus(models.TextChoices):
        MEMBER = "member", _("Member State of IOM")
        OBSERVER = "observer", _("Observer")

    official_name = models.CharField(
        _("official name"), max_length=120, blank=True, help_text=_("Row of the key facts, left out if empty.")
    )
    iso2 = models.CharField(
        _("two-letter code"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital Latin letters."))],
        help_text=_("ISO 3166 code, for example TM. The map knows the country by it."),
    )
    iso3 = models.CharField(
        _("three-letter code"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital Latin letters."))],
        help_text=_("ISO 3166 code, for example TKM. Given to search engines."),
    )
    capital = models.CharField(_("capital"), max_length=80, blank=True, help_text=_("Key facts, list and map."))
    official_languages = models.CharField(
        _("official languages"), max_length=120, blank=True, help_text=_("Row of the key facts, left out if empty.")
    )
    iom_status = models.CharField(
        _("status in IOM"),
        max_length=10,
        choices=IOMStatus,
        blank=True,
        help_text=_("Row of the key facts, left out if empty."),
    )
    member_since = PartialDateField(
        _("since"),
        null=True,
        blank=True,
        help_text=format_lazy("{} {}", _("Since when it has this status."), HOW_TO_WRITE),
    )
    membership_note = models.CharField(
        _("note on the status"),
        max_length=160,
        blank=True,
        help_text=_("Shown after the date, for example “as the 173rd member”."),
    )
    presence_since = PartialDateField(
        _("IOM has worked there since"),
        null=True,
        blank=True,
        help_text=format_lazy("{} {}", _("Row of the key facts, left out if empty."), HOW_TO_WRITE),
    )
    agreement_signed_on = PartialDateField(
        _("agreement of cooperation signed"),
        null=True,
        blank=True,
        help_text=format_lazy("{} {}", _("Row of the key facts, left out if empty."), HOW_TO_WRITE),
    )
    provinces = models.CharField(
        _("provinces"),
        max_length=200,
        blank=True,
        help_text=_("Their names in one line. Row of the key facts, left out if empty."),
    )
    office_url = models.URLField(
        _("site of the office"),
        blank=True,
        help_text=_("Public address of IOM's office in this country: a link in the key facts, left out if empty."),
    )

    not_translated = ("iso2", "iso3", "member_since", "presence_since", "agreement_signed_on", "office_url")

    content_panels = [
        *BodyPage.content_panels,
        "body",
        MultiFieldPanel(
            [
                FieldPanel("official_name"),
                "iso2",
                "iso3",
                "capital",
                "official_languages",
                "iom_status",
                "member_since",
                "membership_note",
                "presence_since",
                "agreement_signed_on",
                "provinces",
                "office_url",
            ],
            heading=_("Key facts"),
        ),
    ]
    search_fields = [
        *BodyPage.search_fields,
        index.SearchField("official_name"),
        index.SearchField("official_languages"),
        index.SearchField("membership_note"),
        index.SearchField("capital"),
        index.AutocompleteField("capital"),
        index.SearchField("provinces"),
    ]
    parent_page_types = ["pages.RegionalApproachPage"]
    subpage_types = []
    page_description = _("One country of the region.")

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def clean(self):
        super().clean()
        if self.member_since and not self.iom_status:
            raise ValidationError({"iom_status": _("Say which status the country has since that date.")})

    def search_texts(self):
        since = self.member_since.label if self.member_since else ""
        return [self.get_iom_status_display(), since, self.iso2, self.iso3]

    @cached_property
    def region(self):
        """The regional approach that this country belongs to."""
        return cached_of_page(f"regional-approach:{self.path}", self._find_region)

    def _find_region(self):
        return RegionalApproachPage.objects.ancestor_of(self).first()

    def structured_data(self, request):
        return super().structured_data(request) | {
            "about": {"@type": "Country", "name": self.title, "identifier": self.iso3 or self.iso2}
        }
