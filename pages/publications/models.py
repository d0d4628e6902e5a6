from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.search import index

from pages.base.fields import ListField
from pages.base.media import SiteDocument
from pages.base.models import BodyPage
from pages.blocks.links import LabelledLinkBlock
from pages.listings.models import KIND, ListedPage, ListingIndexPage, Relation
from pages.listings.query import TARGETS, TOPICS, YEARS, Facet
from pages.listings.targets import TargetsMixin
from pages.translations.forms import SourceOnlyPanel
from pages.values import structured_data
from pages.values.partial_dates import HOW_TO_WRITE, PartialDateField

LANGUAGE = "language"


class PublicationPage(TargetsMixin, ListedPage):
    """A document of the office: its files in the languages that exist, and its text where staff wrote one."""

    class Kind(models.TextChoices):
        REPORT = "report", _("Report")
        LEAFLET = "leaflet", _("Leaflet")
        GUIDE = "guide", _("Guide")
        POLICY = "policy", _("Policy paper")
        OTHER = "other", _("Other")

    kind = models.CharField(
        _("kind"), max_length=8, choices=Kind, default=Kind.REPORT, help_text=_("Readers filter the list by it.")
    )
    published_on = PartialDateField(_("published"), null=True, help_text=HOW_TO_WRITE)
    publisher = models.CharField(
        _("publisher"), max_length=160, blank=True, help_text=_("Who published it, if others took part.")
    )
    reference_number = models.CharField(
        _("reference number"), max_length=60, blank=True, help_text=_("As printed on it.")
    )
    isbn = models.CharField("ISBN", max_length=20, blank=True, help_text=_("As printed on it."))
    licence = models.CharField(
        _("licence"),
        max_length=80,
        blank=True,
        help_text=_("What others may do with it, for example CC BY-NC-ND 3.0 IGO."),
    )
    files = ListField(
        [("file", DocumentChooserBlock(label=_("File")))],
        verbose_name=_("files"),
        blank=True,
        help_text=_("One for each language. Type, size, pages and language are shown by themselves."),
    )

    citation = models.TextField(
        _("how to cite it"), max_length=400, blank=True, help_text=_("As printed on it. Readers copy it.")
    )
    also_available_in = ListField(
        [("edition", LabelledLinkBlock())],
        verbose_name=_("other editions"),
        blank=True,
        help_text=_("In a language that this site has no file of, for example on IOM's own site. Name the language."),
    )

    date_field = "published_on"
    shared_fields = (KIND, "published_on", "reference_number", "isbn", "licence", "files", "sdg_targets")

    content_panels = [
        *BodyPage.content_panels,
        SourceOnlyPanel(
            [
                FieldRowPanel(["kind", "published_on"]),
                "files",
                FieldRowPanel(["reference_number", "isbn"]),
                "licence",
                TargetsMixin.targets_panel,
            ],
            heading=_("The publication"),
        ),
        "publisher",
        "citation",
        "also_available_in",
        "body",
        ListedPage.relation_panel,
    ]
    search_fields = [*ListedPage.search_fields, index.SearchField("reference_number"), index.SearchField("isbn")]
    parent_page_types = ["pages.PublicationIndexPage"]
    page_description = _("A report, a leaflet or a guide, with its files and, better still, its text.")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    @classmethod
    def row_fields(cls):
        return (*super().row_fields(), "files")

    @classmethod
    def listed_rows(cls, language):
        rows = super().listed_rows(language)
        keys = {pk for row in rows for pk in row.facets[LANGUAGE]}
        languages = dict(SiteDocument.objects.filter(pk__in=keys).values_list("pk", "language__language_code"))
        for row in rows:
            codes = {languages.get(pk) for pk in row.facets[LANGUAGE]} - {None}
            row.facets[LANGUAGE] = sorted(codes)
        return rows

    @classmethod
    def add_facets(cls, row, values):
        super().add_facets(row, values)
        row.facets[LANGUAGE] = [block["value"] for block in values["files"].raw_data]

    @classmethod
    def prefetch(cls, items):
        super().prefetch(items)
        chosen = {item.pk: [block["value"] for block in item.facts.files.raw_data] for item in items}
        keys = {pk for pks in chosen.values() for pk in pks}
        documents = SiteDocument.objects.select_related("language").in_bulk(keys)
        for item in items:
            item.documents = [documents[pk] for pk in chosen[item.pk] if pk in documents]

    @property
    def other_editions(self):
        return [block.value for block in self.also_available_in if block.value.href]

    @cached_property
    def documents(self):
        """The files that are there."""
        self.prefetch([self])
        return self.documents

    def structured_data(self, request):
        return structured_data.report(self, request) if self.facts.published_on else super().structured_data(request)


class PublicationRelation(Relation):
    page = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="relations")


class PublicationIndexPage(ListingIndexPage):
    """Publications, the newest first."""

    facets = (
        Facet(LANGUAGE, _("Language"), dict(settings.LANGUAGES)),
        TOPICS,
        TARGETS,
        YEARS,
    )
    kinds = dict(PublicationPage.Kind.choices)

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.PublicationPage"]
    page_description = _("The list of publications.")

    class Meta:
        verbose_name = _("list of publications")
        verbose_name_plural = _("lists of publications")
