from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from pages.approvals import words
from pages.approvals.live_changes import site_changed_live
from pages.approvals.second_person import acting_user
from pages.base.consents import ConsentRecord
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

    class Area(models.TextChoices):
        """How near a story may say where somebody lives: ISO 3166-2."""

        COUNTRY = "TM", _("Turkmenistan")
        AHAL = "TM-A", _("Ahal")
        BALKAN = "TM-B", _("Balkan")
        DASHOGUZ = "TM-D", _("Dashoguz")
        LEBAP = "TM-L", _("Lebap")
        MARY = "TM-M", _("Mary")
        ASHGABAT = "TM-S", _("Ashgabat")

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

    consent = models.ForeignKey(
        ConsentRecord,
        verbose_name=_("consent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("A story is not published without it. Never shown to readers."),
    )
    pseudonym = models.CharField(
        _("name used in the story"),
        max_length=60,
        blank=True,
        help_text=_("If you write one, readers are told under the text that the name was changed."),
    )
    area = models.CharField(
        _("where the story is set"),
        max_length=4,
        blank=True,
        choices=Area,
        help_text=_("A province or the country, no nearer: a village leads to a person."),
    )

    not_translated = ("kind", "date", "consent", "area")

    content_panels = [
        *BodyPage.content_panels[:2],
        FieldRowPanel(
            [
                FieldPanel(
                    "kind",
                    help_text=_("Readers filter the list by it. A statement takes two: one writes, another publishes."),
                ),
                *("date", "place"),
            ]
        ),
        *BodyPage.content_panels[2:],
        "body",
        ListedPage.relation_panel,
        TargetsMixin.targets_panel,
        "contact",
        MultiFieldPanel(["consent", "pseudonym", "area"], heading=_("For a story")),
    ]
    search_fields = [*ListedPage.search_fields, index.SearchField("place")]
    parent_page_types = ["pages.NewsIndexPage"]
    page_description = _("A news item, a press release, a statement or a story.")

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def is_story(self):
        return self.kind == self.Kind.STORY

    @property
    def takes_two(self):
        """A statement speaks for the whole office. An alias says what its source says."""
        return self.kind == self.Kind.STATEMENT and not self.alias_of_id

    def publish(self, revision, user=None, *args, **options):
        """Also for an hour to come: raises `OwnWordsError` where another person must publish."""
        page = revision.as_object()
        if page.takes_two:
            words.refuse_own(page, revision, user)
        return super().publish(revision, user, *args, **options)

    def save(self, *args, **kwargs):
        """No way shows readers a statement of one person alone; see `pages.approvals.words`."""
        names, user = kwargs.get("update_fields"), acting_user()
        is_shown = self.live and self.takes_two and (names is None or "live" in names)
        is_alone = is_shown and words.refuse_own(self, self.live_revision, user)
        super().save(*args, **kwargs)
        if is_alone:
            site_changed_live("change", self, user, alone=True)

    def clean(self):
        super().clean()
        if self.is_story and self.place:
            raise ValidationError({"place": _("A story says only where it is set, below: choose it there.")})

    def consent_refusals(self):
        """A story is somebody's own: not without their consent."""
        refusals = super().consent_refusals()
        if self.is_story and not self.consent_id:
            refusals["consent"] = gettext("A story is published only with the consent of whom it is about.")
        elif self.is_story and not self.consent.holds:
            text = gettext("The consent %(consent)s does not hold (%(state)s).")
            refusals["consent"] = text % {"consent": self.consent, "state": self.consent.state}
        return refusals

    @property
    def dateline(self):
        """Where and when, as it stands before the text: `Ashgabat, 26 November 2026`."""
        place = self.get_area_display() if self.is_story else self.place
        return ", ".join(filter(None, (place, partial_dates.localized_date(self.date) if self.date else "")))

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
