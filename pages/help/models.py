from functools import cached_property, partial

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel

from pages.base.fields import ListField, found_by
from pages.help import hotline_list, neutral
from pages.help.base import TELLS, BelowHelp, HelpPage
from pages.help.blocks import ChecklistItemBlock, DeviceBlock, HelpStepBlock, RedFlagBlock
from pages.values.cache import cached_of_page
from pages.values.visibility import readable


class HelpIndexPage(HelpPage):
    """Where help is found: the numbers, the situations, how to stay safe while reading."""

    hotlines_heading = models.CharField(
        _("heading above the numbers"), max_length=80, help_text=_("Above the numbers on every page of help.")
    )
    hotlines_note = models.TextField(
        _("text below the numbers"),
        max_length=500,
        help_text=_("Shown on every page of help while at least one number is verified: what else one can do."),
    )
    no_hotlines_note = models.TextField(
        _("text while there is no number"),
        max_length=500,
        help_text=_("Shown on every page of help while no number is verified: what one can do without one."),
    )
    topics_heading = models.CharField(
        _("heading above the situations"), max_length=80, help_text=_("Above the list of the pages below this one.")
    )

    content_panels = [
        *HelpPage.content_panels,
        "hotlines_heading",
        "hotlines_note",
        "no_hotlines_note",
        HelpPanel(
            content=_("The numbers themselves are kept under “Hotlines” in the menu: one place for the whole site.")
        ),
        "topics_heading",
        "body",
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug", help_text=_("The last part of the page's address. It must tell nothing either."))],
            heading=_("Address"),
        ),
        "shows_exit",
    ]
    search_fields = [*HelpPage.search_fields, *found_by("hotlines_heading", "hotlines_note")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = [
        "pages.HelpTopicPage",
        "pages.ChecklistPage",
        "pages.OfferCheckPage",
        "pages.SafetyPage",
        "pages.ReportMisconductPage",
        "pages.FeedbackPage",
    ]
    max_count_per_parent = 1
    page_description = _("Where help is found, with the numbers and the situations.")

    class Meta:
        verbose_name = _("help")
        verbose_name_plural = _("help")

    def slug_of_title(self):
        """The address tells as little as those below it."""
        return "info"

    def clean(self):
        super().clean()
        if neutral.tells_something(self.slug, self.title, self.locale.language_code):
            raise ValidationError({"slug": TELLS})

    def search_texts(self):
        """The hotlines, which readers see here."""
        return hotline_list.search_texts(self.locale.language_code)

    @cached_property
    def topics(self):
        """The published pages below: danger first, then in the editors' order."""
        pages = readable(self.get_children(), self).defer_streamfields().specific()
        urgent_first = partial(sorted, key=lambda page: not getattr(page, "is_urgent", False))
        return cached_of_page(f"topics:{self.path}", lambda: urgent_first(pages))

    @property
    def situations(self):
        """Those that answer what has happened to somebody, or may happen."""
        return [page for page in self.topics if page.is_situation]

    @property
    def other_topics(self):
        """Those about reading these pages and about our own work."""
        return [page for page in self.topics if not page.is_situation]


class HelpTopicPage(BelowHelp):
    """One situation: what to do now, what to do next, who answers and what it costs."""

    steps = ListField(
        [("step", HelpStepBlock())],
        verbose_name=_("what to do now"),
        help_text=_("Three to six steps, the most urgent first."),
    )
    what_next = models.TextField(
        _("what to do next"),
        max_length=500,
        blank=True,
        help_text=_("Once the first steps are done. Stands below them."),
    )
    who_answers = models.TextField(
        _("who answers"), max_length=300, blank=True, help_text=_("Who picks up, and what they can do.")
    )
    cost = models.TextField(
        _("what it costs"), max_length=300, blank=True, help_text=_("Also from abroad, and of the help itself.")
    )
    languages = models.TextField(
        _("in which languages"), max_length=300, blank=True, help_text=_("And whether somebody can interpret.")
    )
    name_needed = models.TextField(
        _("must I give my name"), max_length=300, blank=True, help_text=_("What is asked, and who learns of it.")
    )
    is_urgent = models.BooleanField(
        _("danger now"), default=False, help_text=_("Stands first in the list and shows the emergency numbers on top.")
    )

    content_panels = [
        *BelowHelp.content_panels,
        "is_urgent",
        "steps",
        "what_next",
        MultiFieldPanel(
            ["who_answers", "cost", "languages", "name_needed"], heading=_("What people ask before they call")
        ),
        "body",
    ]
    search_fields = [
        *HelpPage.search_fields,
        *found_by("steps", "who_answers", "cost", "what_next", "languages", "name_needed"),
    ]
    parent_page_types = ["pages.HelpIndexPage"]
    subpage_types = []
    page_description = _("One situation in which somebody needs help.")

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")

    @property
    def answers(self):
        """What people ask before they call, as `(question, answer)`; nothing for a question without an answer."""
        asked = [
            (_("Who answers?"), self.who_answers),
            (_("What does it cost?"), self.cost),
            (_("In which languages?"), self.languages),
            (_("Must I give my name?"), self.name_needed),
        ]
        return [(question, answer) for question, answer in asked if answer]


class ChecklistPage(BelowHelp):
    """A list to tick off on paper, for example before working abroad."""

    items = ListField(
        [("item", ChecklistItemBlock())], verbose_name=_("items"), help_text=_("Printed with a box before each.")
    )

    content_panels = [*BelowHelp.content_panels, "items", "body"]
    search_fields = [*HelpPage.search_fields, *found_by("items")]
    parent_page_types = ["pages.HelpIndexPage"]
    subpage_types = []
    page_description = _("A list to tick off, made to be printed.")

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")


class OfferCheckPage(BelowHelp):
    """Is this job offer real? Questions one after another; nothing is sent and nothing is stored."""

    questions = ListField(
        [("question", RedFlagBlock())], verbose_name=_("questions"), help_text=_("Each a sign that something is wrong.")
    )
    if_any = models.TextField(
        _("if one answer was yes"), max_length=400, help_text=_("What to do first. Blame nobody; frighten nobody.")
    )
    if_none = models.TextField(
        _("if no answer was yes"),
        max_length=400,
        help_text=_("Promise nothing: an offer without a sign can still be false."),
    )

    content_panels = [*BelowHelp.content_panels, "questions", "if_any", "if_none", "body"]
    search_fields = [*HelpPage.search_fields, *found_by("questions", "if_any", "if_none")]
    parent_page_types = ["pages.HelpIndexPage"]
    subpage_types = []
    page_description = _("Questions that show whether a job offer can be trusted.")

    class Meta:
        verbose_name = _("check of an offer")
        verbose_name_plural = _("checks of offers")


class SafetyPage(BelowHelp):
    """What the exit can do and what it cannot, and how to clear the traces."""

    can_do = ListField(
        [("step", HelpStepBlock())],
        verbose_name=_("what the exit does"),
        help_text=_("Only what it does in every browser, also without JavaScript."),
    )
    cannot_do = ListField(
        [("step", HelpStepBlock())],
        verbose_name=_("what the exit cannot do"),
        help_text=_("Honestly: the history of the browser, the telephone bill, a watched network."),
    )
    devices = ListField(
        [("device", DeviceBlock())],
        verbose_name=_("how to clear the traces"),
        help_text=_("The telephones and browsers that people have here, the most common first."),
    )

    is_situation = False

    content_panels = [*BelowHelp.content_panels, "can_do", "cannot_do", "devices", "body"]
    search_fields = [*HelpPage.search_fields, *found_by("devices", "can_do", "cannot_do")]
    parent_page_types = ["pages.HelpIndexPage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = _("How to read these pages safely.")

    class Meta:
        verbose_name = _("safety")
        verbose_name_plural = _("safety")


class ReportMisconductPage(BelowHelp):
    """How to report misconduct by staff or partners, and the right not to be punished for it."""

    steps = ListField(
        [("step", HelpStepBlock())], verbose_name=_("how to report"), help_text=_("The ways that are open, one by one.")
    )
    rights = ListField(
        [("step", HelpStepBlock())],
        verbose_name=_("your rights"),
        help_text=_("What is promised to whoever reports: secrecy, no punishment, an answer."),
    )
    form_page = models.ForeignKey(
        "pages.FeedbackPage",
        verbose_name=_("confidential form"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A button leads there."),
    )
    channel_name = models.CharField(
        _("reporting channel of IOM"),
        max_length=120,
        blank=True,
        help_text=_("What IOM's own channel for reports is called. The page leaves it out while this is empty."),
    )
    channel_text = models.TextField(
        _("how it works"),
        max_length=500,
        blank=True,
        help_text=_("Who receives a report there, in which languages, and what happens next."),
    )
    channel_url = models.URLField(
        _("address of the channel"),
        blank=True,
        help_text=_("Shown to be copied or opened. Check it each time you review."),
    )

    is_situation = False

    content_panels = [
        *BelowHelp.content_panels,
        "steps",
        "rights",
        "form_page",
        MultiFieldPanel(["channel_name", "channel_text", "channel_url"], heading=_("IOM's own reporting channel")),
        "body",
    ]
    search_fields = [*HelpPage.search_fields, *found_by("steps", "rights", "channel_name", "channel_text")]
    parent_page_types = ["pages.HelpIndexPage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = _("How to report misconduct.")

    class Meta:
        verbose_name = _("report of misconduct")
        verbose_name_plural = _("reports of misconduct")
