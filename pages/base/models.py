from functools import cached_property, lru_cache
from http import HTTPMethod
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.search import index

from pages.base.address import AddressPanel
from pages.base.consent_rule import ConsentRule
from pages.base.fields import BodyField, ListField, validate_not_far, validate_not_in_future
from pages.base.querysets import BasePageQuerySet
from pages.base.readiness import ReadinessPanel
from pages.blocks.body import anchor
from pages.blocks.entries import NoteBlock, SourceBlock
from pages.search.text import slug_of
from pages.translations.forms import TranslationForm, TranslationPanel
from pages.translations.status import is_source, source_of
from pages.values import structured_data, visibility

LONG_PAGE = 3  # headings from which a list of contents helps


PICTURE_PANELS = ("image", "image_caption", "image_is_decorative")


class BasePage(ConsentRule):
    """What every page of the site has: a summary, a picture, and a record of who keeps it and what changed."""

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS, HTTPMethod.POST]

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("Two plain sentences. Shown under the title, in lists, by search engines and when shared."),
    )
    image = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown at the head of the page, on cards with room for a picture, and when the page is shared."),
    )
    image_caption = models.CharField(
        _("caption of the picture"),
        max_length=250,
        blank=True,
        help_text=_(
            "What the picture shows, in one sentence: who does what, and where. Shown under it and read aloud in its "
            "place. Needed, unless the library describes the picture or it is only decoration."
        ),
    )
    image_is_decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("Tick it if nobody misses anything who does not see the picture. It is then not read aloud."),
    )
    content_owner = models.CharField(
        _("kept by"),
        max_length=120,
        blank=True,
        help_text=_("The role that keeps this page right, for example “Communications”. Never a person's name."),
    )
    reviewed_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        validators=[validate_not_in_future],
        help_text=_("When somebody last read the page and found it right. Shown at its foot."),
    )
    review_by = models.DateField(
        _("to be checked by"),
        null=True,
        blank=True,
        validators=[validate_not_far],
        help_text=_("After this day the page appears in the to-do list of the dashboard."),
    )
    sources = ListField(
        [("source", SourceBlock())],
        verbose_name=_("sources"),
        blank=True,
        help_text=_("Where the statements of this page come from. Listed at its foot."),
    )
    change_notes = ListField(
        [("note", NoteBlock())],
        verbose_name=_("history for readers"),
        blank=True,
        help_text=_("What changed that a reader should know of. Shown at the foot of the page."),
    )
    corrections = ListField(
        [("note", NoteBlock())],
        verbose_name=_("corrections"),
        blank=True,
        help_text=_("Mistakes that were put right. Shown at the foot of the page, before the history."),
    )

    needs_review = models.BooleanField(
        _("awaits a native editor"),
        default=False,
        help_text=_("Tick it off when somebody whose language this is has read the translation and found it right."),
    )
    translated_from = models.CharField(max_length=64, blank=True, editable=False)
    translated_revision = models.PositiveBigIntegerField(null=True, editable=False)

    # Whether lists of news and the like can be filtered by it (see `pages.listings.index`).
    is_topic = False
    # Names of fields and relations whose values hold in every language: kept in the source, read from there.
    shared_fields = ()
    # Text fields that hold no words: a PO file leaves them out.
    not_translated = ()
    # Kept by whoever keeps the page, or different in each language by nature: a change of them says nothing new.
    not_in_fingerprint = (
        *("content_owner", "reviewed_on", "review_by", "change_notes", "corrections"),
        *("needs_review", "translated_from", "translated_revision", "image", "image_is_decorative"),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(BasePageQuerySet)()

    admin_default_ordering = "ord"  # the pages below it are listed in the order of the site, and put into another there
    base_form_class = TranslationForm
    content_panels = [TranslationPanel(), *Page.content_panels, "summary", *PICTURE_PANELS]
    upkeep_panels = [
        MultiFieldPanel(["content_owner", "reviewed_on", "review_by"], heading=_("Who keeps this page")),
        "sources",
        "corrections",
        "change_notes",
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", help_text=_("The last part of the page's address. Old links keep working.")),
                AddressPanel(),
                FieldPanel(
                    "seo_title", help_text=_("Shown in the tab of the browser and by search engines, if not empty.")
                ),
                FieldPanel(
                    "search_description",
                    help_text=_("Shown by search engines under the title. The summary is used if this is empty."),
                ),
            ],
            heading=_("Address and search engines"),
        )
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.AutocompleteField("summary"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_edit_handler(cls):
        """The form of the page in the admin: content, upkeep, and how the page is found."""
        return _edit_handler(cls)

    @property
    def description(self):
        return self.search_description or self.summary

    @property
    def browser_title(self):
        """The title in the tab of the browser and for search engines, without the name of the site."""
        return self.seo_title or self.title

    @property
    def name_in_lists(self):
        """What menus, cards and breadcrumbs call this page."""
        return self.title

    @property
    def must_be_checked(self):
        return bool(self.review_by and self.review_by < timezone.localdate())

    @cached_property
    def contents(self):
        """Headings of a long body as `(address, text)`; nothing for a short one."""
        headings = [
            (anchor(block.value), block.value) for block in getattr(self, "body", ()) if block.block_type == "heading"
        ]
        return headings if len(headings) >= LONG_PAGE else []

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._give_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        """A draft, too, has an address of Latin letters."""
        self._give_slug()
        super().minimal_clean()

    def clean(self):
        super().clean()
        if self.reviewed_on and self.review_by and self.review_by <= self.reviewed_on:
            raise ValidationError({"review_by": _("This is before the page was last checked.")})

    def publication_refusals(self) -> dict[str, str]:
        """Whoever does not see the picture at the head is told what it shows, or that nothing is missed."""
        refusals = super().publication_refusals()
        if self.image_id and not (self.image_caption or self.image_is_decorative or self.image.description):
            text = gettext("Say in one sentence what the picture shows, or tick that it is only decoration.")
            refusals.setdefault("image_caption", text)
        return refusals

    def slug_of_title(self):
        """A title in any alphabet makes an address of Latin letters, never an empty one."""
        return slug_of(self.title, self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE)

    def _give_slug(self):
        if self.title and not self.slug:
            self.slug = self._get_autogenerated_slug(self.slug_of_title())

    def get_view_restrictions(self):
        """As Wagtail's own, an alias having those of its source, but in one query, and in none for an open page."""
        if not visibility.is_closed(self):
            return PageViewRestriction.objects.none()
        paths = [self.path[: length * self.steplen] for length in range(1, self.depth + 1)]
        theirs = models.Q(page__path__in=paths) | models.Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(theirs).distinct()

    @property
    def preview_modes(self):
        """A translation can show its source beside the form."""
        modes = list(super().preview_modes)
        if not is_source(self):
            modes.append(("source", _("The original")))
        return modes

    def serve_preview(self, request, mode_name):
        source = source_of(self) if mode_name == "source" else None
        if source is None:
            return super().serve_preview(request, mode_name)
        with translation.override(settings.LANGUAGE_CODE):
            request.is_preview = True
            return source.serve(request).render()

    def search_texts(self):
        """What readers see on the page beside its own fields, so that they find it by that, too."""
        return []

    @classmethod
    def search_notes(cls, keys):
        """What a list of results says of pages of this type, by their keys."""
        return {}

    def structured_data(self, request):
        """What search engines are told of the page, as a JSON-LD node."""
        return structured_data.web_page(self, request)


class BodyPage(BasePage):
    """A page with a body made of blocks."""

    body = BodyField(verbose_name=_("body"), blank=True, help_text=_("The text of the page, made of parts."))

    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True


@lru_cache
def _edit_handler(model):
    tabs = [
        ObjectList(model.content_panels, heading=_("Content")),
        ObjectList(
            [
                ReadinessPanel(heading=_("How it reads, what it lacks")),
                HelpPanel(content=_("A page that says who keeps it, and where its facts come from, is believed.")),
                *model.upkeep_panels,
                *model.settings_panels,
            ],
            heading=_("Upkeep and sources"),
        ),
        ObjectList(model.promote_panels, heading=_("Search and sharing")),
    ]
    return TabbedInterface(tabs, base_form_class=model.base_form_class).bind_to_model(model)
