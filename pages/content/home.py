from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from pages.base.fields import ListField
from pages.base.models import BasePage
from pages.blocks.entries import EntryCardBlock
from pages.blocks.links import LabelledLinkBlock
from pages.values.cache import cached_of_published
from pages.values.visibility import is_readable


def _chosen(kind, label, help_text):
    return models.ForeignKey(
        kind,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=help_text,
    )


class HomePage(BasePage):
    """The first page of one language: where to start, and the office in five bands."""

    headline = models.CharField(
        _("headline"), max_length=120, help_text=_("The large words at the top. The summary stands under them.")
    )
    actions = ListField(
        [("link", LabelledLinkBlock())],
        verbose_name=_("button under the headline"),
        blank=True,
        max_num=1,
        help_text=_("One: where a reader who wants to know the office begins."),
    )
    entry_cards = ListField(
        [("entry_card", EntryCardBlock())],
        verbose_name=_("first choices"),
        blank=True,
        max_num=3,
        help_text=_(
            "The three cards under the headline, one a kind of reader. The one that leads to help is always the first, "
            "and the only yellow one."
        ),
    )
    mission = _chosen(
        "pages.MissionPage",
        _("mission overview"),
        _("Its strands of support and its milestones are shown on the home page."),
    )
    strategy = _chosen(
        "pages.StrategyPage", _("strategy"), _("Its vision and its objectives are shown on the home page.")
    )
    strategy_heading = models.CharField(
        _("heading above the strategy"), max_length=100, help_text=_("In the blue band of the home page.")
    )
    regional_approach = _chosen(
        "pages.RegionalApproachPage", _("regional approach"), _("Its map is shown on the home page.")
    )
    regional_heading = models.CharField(
        _("heading beside the map"), max_length=100, help_text=_("In the band with the map.")
    )
    regional_text = models.TextField(
        _("text beside the map"), max_length=500, blank=True, help_text=_("Two or three sentences in that band.")
    )

    content_panels = [
        *BasePage.content_panels,
        "headline",
        "actions",
        "entry_cards",
        PageChooserPanel("mission"),
        MultiFieldPanel([FieldPanel("strategy_heading"), PageChooserPanel("strategy")], heading=_("Strategy")),
        MultiFieldPanel(
            [FieldPanel("regional_heading"), "regional_text", PageChooserPanel("regional_approach")],
            heading=_("Region"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("regional_text")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 20
    page_description = _("The first page of one language.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @cached_property
    def live_entry_cards(self):
        """The first choices whose pages readers may see."""
        return [block.value for block in self.entry_cards if is_readable(block.value["page"], self)]

    @cached_property
    def action_links(self):
        return [block.value for block in self.actions if block.value.href]

    def shown(self, name):
        """The page chosen under this name, if readers may see it; one that is published is asked for once a version."""
        page = cached_of_published(f"{name}:{getattr(self, f'{name}_id')}", lambda: getattr(self, name))
        return page if is_readable(page, self) else None

    @property
    def shown_mission(self):
        return self.shown("mission")

    @property
    def shown_strategy(self):
        return self.shown("strategy")

    @property
    def shown_regional_approach(self):
        return self.shown("regional_approach")
