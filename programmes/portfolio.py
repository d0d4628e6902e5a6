"""All published projects as one small index in memory: what can be asked of them, counted and put in order.

Each project has a place, the newest first; a set of projects is one whole number with a bit for each place. To
filter is to “and” two numbers, to count is to count bits: a hundred options of ten filters are counted in a
millisecond, for ten projects as for ten thousand, without a query. The index is built in a constant number of
queries and kept until something on the site changes.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from operator import attrgetter

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from pages import languages
from pages.caching import remembered_here
from pages.models import Country, GCMObjective, ObjectivePage, SDGTarget
from programmes.models.areas import ProgrammeAreaPage
from programmes.models.partners import Donor, Partner
from programmes.models.places import Province
from programmes.models.projects import ProjectDonor, ProjectPage

# The filters, in the order in which a reader meets them.
DIMENSIONS = ("status", "area", "objective", "donor", "province", "year", "gcm", "sdg")
NEWEST, BY_TITLE, LARGEST = "newest", "title", "budget"
LONGEST_PERIOD = 60  # years; a longer one is a slip of the finger


@dataclass
class Money:
    """An amount that is published: for the project at a place, by one donor (or none named), in a year."""

    place: int
    donor: str
    year: int | None
    currency: str
    amount: Decimal


@dataclass
class Period:
    """What the timeline draws of a project."""

    place: int
    first: int
    last: int | None


@dataclass
class Portfolio:
    """The index. `keys` and `pks` (of the originals) stand at the place of each project."""

    keys: list = field(default_factory=list)
    pks: list = field(default_factory=list)
    masks: dict = field(default_factory=lambda: {dimension: {} for dimension in DIMENSIONS})
    names: dict = field(default_factory=dict)  # language → dimension → value → name
    borrowed: set = field(default_factory=set)  # (language, dimension, value) of names that are still the original's
    links: dict = field(default_factory=dict)  # language → dimension → value → address of its page
    by_title: dict = field(default_factory=dict)  # language → places in the order of the alphabet
    by_budget: list = field(default_factory=list)
    objectives: dict = field(default_factory=dict)  # translation key of an objective → its value as a filter
    areas_of: dict = field(default_factory=dict)  # objective → codes of the areas of work that serve it
    confirmed_areas: set = field(default_factory=set)  # areas whose objectives the office has confirmed
    work_urls: dict = field(default_factory=dict)  # language → address of “Our work”
    money: list = field(default_factory=list)
    periods: list = field(default_factory=list)
    overdue: int = 0
    awaiting_check: int = 0

    @property
    def everything(self):
        """The set of all projects."""
        return (1 << len(self.keys)) - 1

    def lang_of(self, language, dimension, value):
        """The language of a name if it is not that of the page; a page marks it, so that it is read aloud right."""
        return settings.LANGUAGE_CODE if (language, dimension, value) in self.borrowed else ""

    def chosen(self, asked, besides=""):
        """The set of projects that all the filters let through; one filter may be left out of account."""
        mask = self.everything
        for dimension, value in asked.items():
            if dimension != besides:
                mask &= self.masks[dimension].get(value, 0)
        return mask

    def options(self, dimension, asked, language, within):
        """The choices of a filter given the others: `(value, name, count, lang)`; none that would find nothing."""
        base = self.chosen(asked, besides=dimension) & within
        names = self.names[language][dimension]
        found = []
        for value, mask in self.masks[dimension].items():
            count = (mask & base).bit_count()
            if count or asked.get(dimension) == value:
                found.append((value, names.get(value, value), count, self.lang_of(language, dimension, value)))
        return found

    def set_of(self, keys):
        """The set of projects with these translation keys."""
        at = {key: place for place, key in enumerate(self.keys)}
        bits = bytearray((len(self.keys) + 7) // 8)
        for place in (at[key] for key in keys if key in at):
            bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def in_order(self, mask, order=None):
        """The projects of a set in an order of places; the newest first if none is given."""
        return Hits(self, mask, order)


class Hits(Sequence):
    """Originals of the projects of a set, in order, as primary keys; cut into pages without reading the rest."""

    def __init__(self, portfolio, mask, order=None):
        self.portfolio, self.mask, self.order = portfolio, mask, order

    def __len__(self):
        return self.mask.bit_count()

    def __iter__(self):
        return (self.portfolio.pks[place] for place in self.places())

    def __getitem__(self, wanted):
        if isinstance(wanted, slice):
            return list(islice(iter(self), wanted.start or 0, wanted.stop))
        return next(islice(iter(self), wanted, None))

    def places(self):
        """The places one after another."""
        bits = self.mask.to_bytes((len(self.portfolio.keys) + 7) // 8 or 1, "little")
        order = range(len(self.portfolio.keys)) if self.order is None else self.order
        return (place for place in order if bits[place >> 3] >> (place & 7) & 1)


def portfolio():
    """The index of the published projects, as new as the site."""
    return remembered_here("portfolio", _build)


def orders(index, language):
    """The orders that a reader may choose, by name."""
    return {NEWEST: None, BY_TITLE: index.by_title.get(language, []), LARGEST: index.by_budget}


def pages_of(pks, language):
    """The pages to show for some originals, in their order: in the language if they are there, else the original.

    Each page has `record`, the original with the facts. One query.
    """
    keys = ProjectPage.objects.filter(pk__in=pks).values("translation_key")
    wanted = (
        ProjectPage.objects.live()
        .public()
        .filter(translation_key__in=keys, locale__language_code__in={language, settings.LANGUAGE_CODE})
    )
    versions = defaultdict(dict)
    for page in wanted.defer("body", "results", "beneficiaries").select_related("locale"):
        versions[page.translation_key][page.locale.language_code] = page
    by_pk = {}
    for version in versions.values():
        if original := version.get(settings.LANGUAGE_CODE):
            page = version.get(language, original)
            page.record = original
            page.other_language = "" if page.locale.language_code == language else page.locale.language_code
            by_pk[original.pk] = page
    return [by_pk[pk] for pk in pks if pk in by_pk]


# Building it ------------------------------------------------------------------------------------


def _build():
    index, rows = Portfolio(), list(_rows())
    rows.sort(key=lambda row: (_newest(row), row["pk"]), reverse=True)
    index.keys, index.pks = [row["translation_key"] for row in rows], [row["pk"] for row in rows]
    at = {row["pk"]: place for place, row in enumerate(rows)}
    names = _Names(index)
    areas = names.areas()
    own = _own_objectives(at)
    marks, today = defaultdict(dict), timezone.localdate()
    size = (len(rows) + 7) // 8 or 1

    def mark(dimension, value, place):
        bits = marks[dimension].setdefault(value, bytearray(size))
        bits[place >> 3] |= 1 << (place & 7)

    for place, row in enumerate(rows):
        mark("status", row["status"], place)
        area = areas.get(row["path"][: -Page.steplen])
        if area:
            mark("area", area.code, place)
        for value in own.get(row["pk"]) or (area.objectives if area else ()):
            mark("objective", value, place)
        for year in _years(row):
            mark("year", str(year), place)
        if row["start_date"]:
            end = row["end_date"]
            index.periods.append(Period(place, row["start_date"].year, end.year if end else None))
        index.overdue += _is_overdue(row, today)
        index.awaiting_check += row["awaits_check"]
    for dimension, pairs in _chosen_values(at):
        for place, value in pairs:
            mark(dimension, value, place)
    _add_money(index, rows, at)
    names.vocabularies()
    for dimension in DIMENSIONS:
        order = _order_of_options(dimension, names.order[dimension])
        values = sorted(marks[dimension], key=order)
        index.masks[dimension] = {value: int.from_bytes(marks[dimension][value], "little") for value in values}
    _add_orders(index, rows)
    return index


def _rows():
    originals = ProjectPage.objects.live().public().filter(locale__language_code=settings.LANGUAGE_CODE)
    return originals.values(
        *("pk", "translation_key", "title", "path", "status", "start_date", "end_date"),
        *("budget_amount", "budget_currency", "awaits_check"),
    )


def _newest(row):
    return str(row["start_date"] or "")


def _is_overdue(row, today):
    return row["status"] == ProjectPage.Status.ACTIVE and bool(row["end_date"]) and row["end_date"].last_day < today


def _years(row):
    start, end = row["start_date"], row["end_date"]
    if not start and not end:
        return ()
    first, last = (start or end).year, (end or start).year
    return range(first, min(last, first + LONGEST_PERIOD) + 1)


def _own_objectives(at):
    through = ProjectPage.objectives.through.objects.filter(projectpage_id__in=_published())
    chosen = defaultdict(list)
    for pk, slug in through.values_list("projectpage_id", "objectivepage__slug"):
        if pk in at:
            chosen[pk].append(slug)
    return chosen


def _published():
    return ProjectPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).values("pk")


def _chosen_values(at):
    """Which values each project was given: pairs of place and value, one query a filter."""
    lists = {
        "donor": (ProjectDonor.objects, "page_id", "donor__slug"),
        "province": (ProjectPage.locations.through.objects, "projectpage_id", "province__code"),
        "gcm": (ProjectPage.gcm_objectives.through.objects, "projectpage_id", "gcmobjective__number"),
        "sdg": (ProjectPage.sdg_targets.through.objects, "projectpage_id", "sdgtarget__code"),
    }
    for dimension, (manager, page, value) in lists.items():
        pairs = manager.filter(**{f"{page}__in": _published()}).values_list(page, value)
        yield dimension, [(at[pk], str(found)) for pk, found in pairs if pk in at]


def _add_money(index, rows, at):
    """What donors are said to give; where that is not said and one donor stands alone, the budget of the project."""
    grants = defaultdict(list)
    given = ProjectDonor.objects.filter(page_id__in=_published()).order_by("pk")
    for pk, slug, amount, currency, year in given.values_list("page_id", "donor__slug", "amount", "currency", "year"):
        grants[pk].append((slug, amount, currency, year))
    for place, row in enumerate(rows):
        first_year = row["start_date"].year if row["start_date"] else None
        donors = grants.get(row["pk"], [])
        stated = [grant for grant in donors if grant[1] is not None]
        for slug, amount, currency, year in stated:
            index.money.append(Money(place, slug, year or first_year, currency, amount))
        if not stated and row["budget_amount"] is not None:
            donor = donors[0][0] if len(donors) == 1 else ""
            index.money.append(Money(place, donor, first_year, row["budget_currency"], row["budget_amount"]))


def _add_orders(index, rows):
    at = {key: place for place, key in enumerate(index.keys)}
    titles = {row["translation_key"]: row["title"] for row in rows}
    live = ProjectPage.objects.live().values_list("translation_key", "locale__language_code", "title")
    translated = defaultdict(dict)
    for key, code, title in live:
        translated[code][key] = title
    for code, _name in settings.LANGUAGES:
        words = titles | {key: title for key, title in translated[code].items() if key in titles}
        index.by_title[code] = [at[key] for key in sorted(words, key=lambda key: languages.sort_key(words[key], code))]
    sums = {place: row["budget_amount"] for place, row in enumerate(rows)}
    index.by_budget = sorted(sums, key=lambda place: (sums[place] is None, -(sums[place] or 0), place))


@dataclass
class _Area:
    code: str
    objectives: list


class _Names:
    """What each value of each filter is called in each language, where its page is, and in which order values stand."""

    def __init__(self, index):
        self.index = index
        self.order, self.value_of = defaultdict(dict), {}
        for code, _name in settings.LANGUAGES:
            index.names[code] = {dimension: {} for dimension in DIMENSIONS}
            index.links[code] = {dimension: {} for dimension in DIMENSIONS}

    def areas(self):
        """The areas of work by their place in the tree."""
        objectives = {page.pk: page.slug for page in self._pages("objective", ObjectivePage, "slug")}
        self.index.objectives = self.value_of["objective"]
        self.index.areas_of = {slug: [] for slug in objectives.values()}
        served = defaultdict(list)
        for area, objective in _pairs(ProgrammeAreaPage.objectives.through, "programmeareapage", "objectivepage"):
            if objective in objectives:
                served[area].append(objectives[objective])
        areas = self._pages("area", ProgrammeAreaPage, "code")
        for area in areas:
            for slug in served[area.pk]:
                self.index.areas_of[slug].append(area.code)
            if area.objectives_confirmed_on:
                self.index.confirmed_areas.add(area.code)
        return {area.path: _Area(area.code, served[area.pk]) for area in areas}

    def vocabularies(self):
        """Donors, provinces, goals: one query each."""
        for dimension, model, value in (
            ("donor", Donor, "slug"),
            ("province", Province, "code"),
            ("gcm", GCMObjective, "number"),
            ("sdg", SDGTarget, "code"),
            ("country", Country, "iso2"),
            ("partner", Partner, "pk"),
        ):
            self._keep(dimension, model.objects.select_related("locale"), value, str)

    def _pages(self, dimension, model, value):
        pages = model.objects.live().select_related("locale").defer("body").order_by("path")
        self._keep(dimension, pages, value, attrgetter("name_in_lists"))
        value_of = self.value_of[dimension]
        for page in pages:
            links = self.index.links.get(page.locale.language_code)
            if links and page.translation_key in value_of:
                links[dimension][value_of[page.translation_key]] = page.url
                if model is ProgrammeAreaPage:  # every area stands below “Our work” of its language
                    self.index.work_urls[page.locale.language_code] = page.url.removesuffix(f"{page.slug}/")
        return [page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE]

    def _keep(self, dimension, records, value, words):
        """Keep which value each record has, and its name; the original's words where a language has none."""
        originals = [record for record in records if record.locale.language_code == settings.LANGUAGE_CODE]
        value_of = {record.translation_key: str(getattr(record, value)) for record in originals}
        self.value_of[dimension] = value_of
        self.order[dimension] = {value: place for place, value in enumerate(value_of.values())}
        for language, names in self.index.names.items():
            names[dimension] = {value_of[record.translation_key]: words(record) for record in originals}
            own = [record for record in records if record.locale.language_code == language]
            own = {
                value_of[record.translation_key]: words(record) for record in own if record.translation_key in value_of
            }
            self.index.borrowed |= {(language, dimension, value) for value in names[dimension].keys() - own.keys()}
            names[dimension] |= own


def _pairs(through, one, other):
    return through.objects.order_by("pk").values_list(f"{one}_id", f"{other}_id")


def _order_of_options(dimension, order):
    if dimension == "status":
        return [status.value for status in _STATUSES].index
    if dimension == "year":
        return lambda year: -int(year)
    return lambda value: order.get(value, len(order))


_STATUSES = (
    ProjectPage.Status.ACTIVE,
    ProjectPage.Status.PIPELINE,
    ProjectPage.Status.SUSPENDED,
    ProjectPage.Status.COMPLETED,
    ProjectPage.Status.NOT_STATED,
)
