from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from pages.base.fields import ListField, found_by
from pages.base.models import BodyPage
from pages.base.querysets import pictures_of
from pages.blocks.entries import KeyFigureBlock, MilestoneBlock, StrandBlock
from pages.values.partial_dates import HOW_TO_WRITE, PartialDateField


class MissionPage(BodyPage):
    """Who we are: since when the office is here, what it supports, and how it came to this."""

    presence_since = PartialDateField(
        _("working here since"),
        null=True,
        blank=True,
        help_text=format_lazy("{} {}", _("First row of the key facts beside the text."), HOW_TO_WRITE),
    )
    agreement_signed_on = PartialDateField(
        _("agreement of cooperation signed"),
        null=True,
        blank=True,
        help_text=format_lazy("{} {}", _("Second row of the key facts beside the text."), HOW_TO_WRITE),
    )
    mandate = models.TextField(
        _("mandate"),
        max_length=300,
        blank=True,
        help_text=_("One sentence, shown large above the body."),
    )
    partner = models.CharField(
        _("whom we support"),
        max_length=120,
        blank=True,
        help_text=_("Third row of the key facts, for example “The Government of Turkmenistan”."),
    )
    strands_heading = models.CharField(
        _("heading above the strands"), max_length=100, help_text=_("Also the title of their place on the home page.")
    )
    strands_intro = models.CharField(
        _("line under that heading"), max_length=200, blank=True, help_text=_("One line; also on the home page.")
    )
    support_strands = ListField(
        [("strand", StrandBlock())],
        verbose_name=_("strands of support"),
        blank=True,
        help_text=_("Cards on this page and on the home page. Drag them into the order you want."),
    )
    milestones_heading = models.CharField(
        _("heading above the milestones"), max_length=100, help_text=_("On this page and on the home page.")
    )
    milestones = ListField(
        [("milestone", MilestoneBlock())],
        verbose_name=_("milestones"),
        blank=True,
        help_text=_("Dates on a line, on this page and on the home page. They are put in order by themselves."),
    )
    key_figures = ListField(
        [("figure", KeyFigureBlock())],
        verbose_name=_("key figures"),
        blank=True,
        help_text=_("Numbers under the milestones, each with its date and source."),
    )

    not_translated = ("presence_since", "agreement_signed_on")

    content_panels = [
        *BodyPage.content_panels,
        MultiFieldPanel(["presence_since", "agreement_signed_on", "partner"], heading=_("Key facts")),
        "mandate",
        "body",
        MultiFieldPanel(
            [FieldPanel("strands_heading"), "strands_intro", "support_strands"], heading=_("What we support")
        ),
        MultiFieldPanel([FieldPanel("milestones_heading"), "milestones"], heading=_("Milestones")),
        "key_figures",
    ]
    search_fields = [
        *BodyPage.search_fields,
        *found_by("mandate", "support_strands", "milestones", "partner", "strands_intro", "key_figures"),
    ]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.StrategyPage", "pages.RegionalApproachPage", "pages.StandardPage"]
    max_count_per_parent = 1
    page_description = _("Who we are: the overview of the mission.")

    class Meta:
        verbose_name = _("mission overview")
        verbose_name_plural = _("mission overviews")

    def search_texts(self):
        return [date.label for date in (self.presence_since, self.agreement_signed_on) if date]

    @property
    def strands(self):
        """The strands, in the editors' order, each with the picture of the page that it leads to."""
        strands = [block.value for block in self.support_strands]
        pictures = pictures_of(strand["page"] for strand in strands if strand["page"] and strand["page"].live)
        for strand in strands:
            strand.picture = pictures.get(strand["page"].pk) if strand["page"] else None
        return strands

    @property
    def figures(self):
        return [block.value for block in self.key_figures]

    @property
    def sorted_milestones(self):
        """The milestones, the earliest first."""
        return sorted((block.value for block in self.milestones), key=lambda milestone: milestone["date"])
