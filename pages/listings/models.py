"""What is dated and stands in a list (news, publications, events, opportunities), and the list itself."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page, get_page_models
from wagtail.search import index

from pages.base.models import BodyPage
from pages.listings import calendars, feeds
from pages.listings.index import Row, listing_index, listing_models
from pages.listings.query import TOPICS, YEARS, Facet, ListingQuery
from pages.translations.status import is_source
from pages.values import visibility
from pages.values.cache import cached_of_published
from pages.values.named import active_locale

ITEMS_A_PAGE = 20
KIND = "kind"


class Relation(Orderable):
    """What an item is about: an area of work, a project, an objective, or any other page.

    Each page type has a model of its own with `page`, the key to it.
    """

    related = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("related")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return str(self.related)


class ListedPage(BodyPage):
    """An item of a list. A subclass names the columns that decide its place (`date_field`, `end_field`)."""

    summary = models.TextField(
        _("lead"),
        max_length=300,
        help_text=_("What readers must know, in two plain sentences. Shown under the title and in lists."),
    )

    date_field, end_field = "date", ""

    relation_panel = MultipleChooserPanel(
        "relations",
        heading=_("What it is about"),
        label=_("page"),
        chooser_field_name="related",
        help_text=_("Areas of work, projects or objectives. They show this page, and readers filter by area."),
    )
    search_fields = [*BodyPage.search_fields, index.FilterField("locale_id")]
    subpage_types = []

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent):
        """What has shared fields begins in the language of the originals; the others translate it."""
        return super().can_create_at(parent) and (not cls.shared_fields or is_source(parent))

    @classmethod
    def row_fields(cls):
        """The columns that the index reads, besides the date and the end."""
        return (KIND,)

    @classmethod
    def add_facets(cls, row, values):
        """Give a row of the index its values of the filters, from the columns that were read."""
        row.facets[KIND] = [values[KIND]]

    @classmethod
    def listed_rows(cls, language):
        """What the index knows of the public items in a language: one query, and one for shared fields."""
        fields = {cls.date_field, *([cls.end_field] if cls.end_field else []), *cls.row_fields()}
        items = cls.objects.readable().in_language(language).exclude(**{cls.date_field: None})
        items = items.values("pk", "translation_key", *fields)
        sources = {}
        if cls.shared_fields:
            shared = fields.intersection(cls.shared_fields)
            for each in cls.objects.stating_facts().values("translation_key", *shared):
                sources[each.pop("translation_key")] = each
        # An original without a date, which only a draft may be, has no place in time to give.
        sources = {key: each for key, each in sources.items() if each.get(cls.date_field, True)}
        return [cls._row({**item, **sources.get(item["translation_key"], {})}) for item in items]

    @classmethod
    def _row(cls, values):
        day = values[cls.date_field]
        row = Row(values["pk"], getattr(day, "first_day", day), values.get(cls.end_field))
        cls.add_facets(row, values)
        return row

    @classmethod
    def prefetch(cls, items):
        """Give many items at once what each would ask the database for."""
        if not cls.shared_fields:
            return
        items = [item for item in items if "facts" not in item.__dict__]
        keys = [item.translation_key for item in items if not is_source(item)]
        sources = cls.objects.stating_facts().filter(translation_key__in=keys) if keys else []
        by_key = {source.translation_key: source for source in sources}
        for item in items:
            item.facts = by_key.get(item.translation_key, item)

    @property
    def kind_label(self):
        """What it is, in the words of the list's filter."""
        return self.facts.get_kind_display()

    @property
    def sort_date(self):
        """The day by which it stands among others."""
        day = getattr(self.facts, self.date_field)
        return getattr(day, "first_day", day)

    @cached_property
    def facts(self):
        """The page that holds the shared fields: the original, or this one if no such was ever published."""
        if not self.shared_fields or is_source(self):
            return self
        original = type(self).objects.stating_facts().filter(translation_key=self.translation_key).first()
        return original or self

    @cached_property
    def related_pages(self):
        """The public pages that it is about, each in the language of this one if there is such a version."""
        return cached_of_published(f"related:{self.pk}", self._find_related_pages)

    def _find_related_pages(self):
        chosen = [each.related for each in self.relations.select_related("related").all()]
        keys = [each.translation_key for each in chosen]
        versions = visibility.readable(Page.objects.filter(translation_key__in=keys), self).select_related("locale")
        found = {}
        for each in versions if keys else ():
            if each.locale_id == self.locale_id or is_source(each):
                found[each.translation_key] = found.get(each.translation_key) or each
                if each.locale_id == self.locale_id:
                    found[each.translation_key] = each
        return [found[key] for key in keys if key in found]


class CalendarEntryMixin(RoutablePageMixin):
    """For items with a moment (`moment_field`), which `calendar_entry(request)` puts into a calendar."""

    moment_field = ""

    class Meta:
        abstract = True

    def serve_preview(self, request, mode_name):
        """As of every page: a routable page of Wagtail's would know no other preview than itself."""
        return BodyPage.serve_preview(self, request, mode_name)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"now": timezone.now()}

    @path("event.ics/")
    def as_event(self, request):
        """The moment as a file for a calendar."""
        if not getattr(self.facts, self.moment_field):
            raise Http404
        return calendars.respond(request, self.title, [self.calendar_entry(request)], f"{self.slug}.ics")


class ListingIndexPage(RoutablePageMixin, BodyPage):
    """A list of items with its filters; every state of it has one address."""

    facets = (TOPICS, YEARS)
    kinds = {}  # of all its page types: value of the filter → name
    shown_when_empty = False  # in menus, while nothing stands in it
    admin_default_ordering = Page.admin_default_ordering  # readers see it by date

    content_panels = [*BodyPage.content_panels, "body"]
    search_fields = [*BodyPage.search_fields, index.FilterField("locale_id")]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @property
    def item_models(self):
        """The page types of its items."""
        return self.clean_subpage_models()

    @property
    def index(self):
        return listing_index(self.item_models, get_language())

    @property
    def has_items(self):
        """Whether something stands in it that anyone may read."""
        return visibility.readable(Page.objects.child_of(self).type(*self.item_models)).exists()

    @cached_property
    def all_facets(self):
        return (*([Facet(KIND, _("Kind"), self.kinds)] if self.kinds else []), *self.facets)

    def serve_preview(self, request, mode_name):
        """A translation shows its original beside the form; a routable page of Wagtail's knows no mode but its own."""
        if mode_name:
            return BodyPage.serve_preview(self, request, mode_name)
        return super().serve_preview(request, mode_name)

    def query(self, request):
        """What the address asks for."""
        return ListingQuery.from_address(request.GET, self.index, self.all_facets, get_language(), self.item_models)

    def items(self, pks):
        """The pages with these keys in this order, as far as they are public at this moment."""
        return read_items(self.item_models, pks, self.locale)

    @path("")
    def listing(self, request):
        """The list, twenty items a page."""
        if not all(value.strip() for value in request.GET.values()):
            return redirect(self.get_url(request) + self.query(request).address())
        query = self.query(request)
        listing = Paginator(query.selection, ITEMS_A_PAGE).get_page(request.GET.get("page"))
        listing.object_list = self.items(listing.object_list)
        context = {"query": query, "listing": listing, "total": len(query.index.newest), "now": timezone.now()}
        return self.render(request, context_overrides=context)

    @path("feed.xml/")
    def feed(self, request):
        """The newest items as an Atom feed, with the filters of the address."""
        chosen = self.query(request)
        return feeds.respond(request, self, self.items(chosen.newest[: feeds.MOST]), chosen.address())


def read_items(models, pks, locale):
    """The public items of these types with these keys in this order: as many queries for one as for twenty.

    The sets in memory know of which type each is.
    """
    by_pk = {}
    for model in models:
        own = [pk for pk in pks if pk in listing_index((model,), locale.language_code).everything]
        if own:
            found = {page.pk: page for page in visibility.readable(model.objects.all()).filter(pk__in=own)}
            for page in found.values():
                page.locale = locale
            model.prefetch(list(found.values()))
            by_pk |= found
    return [by_pk[pk] for pk in pks if pk in by_pk]


def empty_lists():
    """The keys of the published lists in which nothing stands and which promise nothing by that: no menu names them."""
    models = [model for model in get_page_models() if issubclass(model, ListingIndexPage)]
    pages = [page for model in models if not model.shown_when_empty for page in model.objects.live()]
    return tuple(page.pk for page in pages if not page.has_items)


ABOUT = 5  # items on the page that they are about


def listed_about(page):
    """The newest public items about a page, of every kind; the sets in memory know them, so it is one query a kind."""
    found = []
    language = get_language()
    for model in listing_models():
        listing = listing_index((model,), language)
        about = listing.related.get(str(page.translation_key), ())
        found += [pk for pk in listing.newest if pk in about][:ABOUT] if about else []
    items = read_items(listing_models(), found, active_locale())
    return sorted(items, key=lambda item: item.sort_date, reverse=True)[:ABOUT]
