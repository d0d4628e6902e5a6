from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.search import index

from pages.base.fields import validate_not_in_future
from pages.base.models import PICTURE_PANELS, BodyPage
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.base.usage import ReferencedManyToManyField
from pages.translations.forms import SourceOnlyPanel, TranslationPanel
from pages.values.cache import cached_of_page
from pages.values.icons import Icon
from pages.values.partial_dates import HOW_TO_WRITE, PartialDateField


class StrategyPage(BodyPage):
    """A strategy: its vision, its mandate, and objectives as pages below it.

    A strategy is shown as the one in force only when staff say so and its period is known and not over.
    """

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        SUPERSEDED = "superseded", _("Superseded")
        NOT_STATED = "not_stated", _("Not stated")

    vision = models.TextField(
        _("vision"), max_length=400, help_text=_("One or two sentences, shown large, here and on the home page.")
    )
    mandate = models.TextField(
        _("mandate"), max_length=400, blank=True, help_text=_("The mandate behind the vision; shown under it.")
    )
    objectives_heading = models.CharField(
        _("heading above the objectives"), max_length=100, help_text=_("On this page, above the list.")
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Status,
        default=Status.NOT_STATED,
        help_text=_("“In force” needs a period. Readers are told when a strategy has no period or is superseded."),
    )
    period_start = PartialDateField(_("from"), null=True, blank=True, help_text=HOW_TO_WRITE)
    period_end = PartialDateField(
        _("until"),
        null=True,
        blank=True,
        help_text=format_lazy("{} {}", _("Leave empty if it is not known."), HOW_TO_WRITE),
    )
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("supersedes"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="superseded_by",
        help_text=_("The earlier strategy that this one replaced. Readers of that one are led here."),
    )
    source_document = models.ForeignKey(
        "pages.SiteDocument",
        verbose_name=_("the strategy as a document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Offered for download beside the objectives."),
    )

    not_translated = ("period_start", "period_end")

    content_panels = [
        *BodyPage.content_panels,
        MultiFieldPanel(
            ["status", "period_start", "period_end", PageChooserPanel("supersedes"), "source_document"],
            heading=_("Is it the strategy in force?"),
        ),
        "vision",
        "mandate",
        "objectives_heading",
        HelpPanel(
            content=_(
                "The objectives are the pages below this one. To change their order, open the menu “…” of this "
                "page in the list of pages and choose “Sort menu order”, then drag them. Numbers follow the order."
            ),
            heading=_("Objectives"),
        ),
        "body",
    ]
    search_fields = [*BodyPage.search_fields, index.SearchField("vision"), index.SearchField("mandate")]
    parent_page_types = ["pages.MissionPage"]
    subpage_types = ["pages.ObjectivePage"]
    page_description = _("A strategy with its vision and mandate; the objectives are pages below it.")

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")

    def clean(self):
        super().clean()
        errors = {}
        if self.period_start and self.period_end and self.period_end < self.period_start:
            errors["period_end"] = _("The end is before the beginning.")
        if self.status == self.Status.IN_FORCE and not self.period_start:
            errors["status"] = _("A strategy can be marked as in force only when its beginning is known.")
        if self.supersedes_id and self.supersedes_id == self.pk:
            errors["supersedes"] = _("A strategy cannot supersede itself.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_current(self):
        """True only for a strategy that is in force today, by its status and by its dates."""
        today = timezone.localdate()
        return (
            self.status == self.Status.IN_FORCE
            and bool(self.period_start)
            and self.period_start.first_day <= today
            and (not self.period_end or today <= self.period_end.last_day)
        )

    @property
    def has_ended(self):
        return bool(self.period_end and self.period_end.last_day < timezone.localdate())

    @cached_property
    def successor(self):
        """The published strategy that replaced this one, if there is one."""
        return cached_of_page(f"successor:{self.pk}", self._find_successor) if self.pk else None

    def _find_successor(self):
        return StrategyPage.objects.readable(self).filter(supersedes=self).first()

    @property
    def is_superseded(self):
        return self.status == self.Status.SUPERSEDED or self.successor is not None

    @cached_property
    def objectives(self):
        """The published objectives in the editors' order, each with its number."""
        return cached_of_page(f"objectives:{self.path}", self._numbered_objectives)

    def _numbered_objectives(self):
        below = ObjectivePage.objects.child_of(self).readable(self).defer("body")
        objectives = list(below.select_related("image").prefetch_related("image__renditions"))
        for number, objective in enumerate(objectives, start=1):
            objective.number = number
        return objectives


class ObjectivePage(BodyPage):
    """One objective of a strategy. Its number is its place among the published objectives."""

    short_title = models.CharField(
        _("short title"),
        max_length=80,
        blank=True,
        help_text=_("Used in lists and menus where room is short. The title is used if this is empty."),
    )
    icon = models.CharField(
        _("icon"), max_length=20, choices=Icon, default=Icon.COMPASS, help_text=_("The small drawing beside the title.")
    )
    gcm_objectives = ReferencedManyToManyField(
        GCMObjective,
        verbose_name=_("objectives of the Global Compact"),
        blank=True,
        help_text=_("Which of the 23 objectives this one serves. Shown only after they are confirmed below."),
    )
    sdg_targets = ReferencedManyToManyField(
        SDGTarget,
        verbose_name=_("targets of the Sustainable Development Goals"),
        blank=True,
        help_text=_("Which targets this objective serves. Shown only after they are confirmed below."),
    )
    links_confirmed_on = models.DateField(
        _("links confirmed on"),
        null=True,
        blank=True,
        validators=[validate_not_in_future],
        help_text=_(
            "The links above were PROPOSED by those who made the site. When the office has checked them, write the "
            "day here: from then on readers see them."
        ),
    )

    shared_fields = ("gcm_objectives", "sdg_targets", "links_confirmed_on")

    content_panels = [
        TranslationPanel(),
        *Page.content_panels,
        "short_title",
        FieldPanel(
            "summary",
            heading=_("What the objective says"),
            help_text=_("One sentence: in the list, at the top of the page, in search results and when it is shared."),
        ),
        *PICTURE_PANELS,
        "icon",
        "body",
        SourceOnlyPanel(
            [
                FieldPanel("gcm_objectives", widget=CheckboxSelectMultiple),
                FieldPanel("sdg_targets", widget=CheckboxSelectMultiple),
                "links_confirmed_on",
            ],
            heading=_("Global Compact and Sustainable Development Goals"),
        ),
    ]
    search_fields = [*BodyPage.search_fields, index.SearchField("short_title")]
    parent_page_types = ["pages.StrategyPage"]
    subpage_types = []
    page_description = _("One objective of the strategy.")

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")

    def clean(self):
        super().clean()
        if not self.summary:
            raise ValidationError({"summary": _("Say in one sentence what the objective is.")})

    @property
    def name_in_lists(self):
        return self.short_title or self.title

    @cached_property
    def position(self):
        """Where the objective stands: `number`, `count`, `previous`, `next`."""
        objectives = cached_of_page(f"objectives-beside:{self.path}", self._find_objectives_beside)
        at = next((at for at, page in enumerate(objectives) if page.pk == self.pk), None)
        if at is None:
            return {"number": None, "count": len(objectives), "previous": None, "next": None}
        return {
            "number": at + 1,
            "count": len(objectives),
            "previous": objectives[at - 1] if at else None,
            "next": objectives[at + 1] if at + 1 < len(objectives) else None,
        }

    def _find_objectives_beside(self):
        beside = ObjectivePage.objects.sibling_of(self).readable(self)
        return list(beside.only("title", "short_title", "url_path", "path"))

    @property
    def confirmed_gcm_objectives(self):
        return self._confirmed(GCMObjective)

    @property
    def confirmed_sdg_targets(self):
        return self._confirmed(SDGTarget)

    def _confirmed(self, model):
        """The links of the source once staff confirmed them, in the language of this page."""
        name = f"{model.__name__}:{self.locale_id}:{self.translation_key}"
        return cached_of_page(name, lambda: self._find_confirmed(model))

    def _find_confirmed(self, model):
        confirmed = model.objects.filter(
            objectivepage__translation_key=self.translation_key,
            objectivepage__locale__language_code=settings.LANGUAGE_CODE,
            objectivepage__links_confirmed_on__isnull=False,
        )
        keys = confirmed.values("translation_key")
        return list(model.objects.filter(locale_id=self.locale_id, translation_key__in=keys))
