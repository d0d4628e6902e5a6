from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from pages.base.models import BodyPage
from pages.listings.models import ListedPage, ListingIndexPage, Relation
from pages.listings.query import TARGETS, TOPICS, YEARS
from pages.listings.targets import TargetsMixin
from pages.values import partial_dates, structured_data


class NewsPage(TargetsMixin, ListedPage):
    """What happened: a news item, a press release, a statement or a story."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        PRESS_RELEASE = "press_release", _("Press release")
        STATEMENT = "statement", _("Statement")
        STORY = "story", _("Story")

    kind = models.CharField(
        _("kind"), max_length=15, choices=Kind, default=Kind.NEWS, help_text=_("Readers filter the list by it.")
    )
    date = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("Of the event or the statement. The newest stands first.")
    )
    place = models.CharField(
        _("place"),
        max_length=80,
        blank=True,
        help_text=_("Where the news comes from, for example Ashgabat. Stands with the date before the text."),
    )
    contact = models.CharField(
        _("whom to ask"),
        max_length=160,
        blank=True,
        help_text=_("For journalists: a role and its public address, never a person's name."),
    )

    not_translated = ("kind", "date")

    content_panels = [
        *BodyPage.content_panels[:2],
        FieldRowPanel(["kind", "date", "place"]),
        *BodyPage.content_panels[2:],
        "body",
        ListedPage.relation_panel,
        TargetsMixin.targets_panel,
        "contact",
    ]
    search_fields = [*ListedPage.search_fields, index.SearchField("place")]
    parent_page_types = ["pages.NewsIndexPage"]
    page_description = _("A news item, a press release, a statement or a story.")

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def dateline(self):
        """Where and when, as it stands before the text: `Ashgabat, 26 November 2026`."""
        return ", ".join(filter(None, (self.place, partial_dates.localized_date(self.date) if self.date else "")))

    def structured_data(self, request):
        return structured_data.news_article(self, request) if self.date else super().structured_data(request)


class NewsRelation(Relation):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="relations")


class NewsIndexPage(ListingIndexPage):
    """News: all of them, the newest first."""

    facets = (TOPICS, TARGETS, YEARS)
    kinds = dict(NewsPage.Kind.choices)

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    page_description = _("The list of news, press releases, statements and stories.")

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")
