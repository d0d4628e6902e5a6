"""All published projects as one small index in memory: what can be asked of them, counted and put in order.

It is built in a constant number of queries, however many projects there are, and kept until something that readers
see changes.
"""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from django.conf import settings
from wagtail.models import Page

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.strategy import ObjectivePage
from pages.search.text import sort_key
from pages.values.cache import cached_in_process
from programmes.areas import ProgrammeAreaPage
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from programmes.portfolio.project_set import BY_TITLE, DIMENSIONS, LARGEST, NEWEST, Marks, Money, Portfolio
from programmes.projects import ProjectDonor, ProjectPage

LONGEST_PERIOD = 60  # years; a longer one is a slip of the finger


def portfolio():
    """The index of the published projects, as new as the site."""
    return cached_in_process("portfolio", build)


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


def build():
    """The index of what is published now."""
    index, rows = Portfolio(), list(_rows())
    rows.sort(key=lambda row: (_newest(row), row["pk"]), reverse=True)
    index.keys, index.pks = [row["translation_key"] for row in rows], [row["pk"] for row in rows]
    at = {row["pk"]: place for place, row in enumerate(rows)}
    names = _Names(index)
    areas = names.areas()
    own = _own_objectives(at)
    marks = defaultdict(lambda: defaultdict(lambda: Marks(len(rows))))

    def mark(dimension, value, place):
        marks[dimension][value].mark(place)

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
            index.dated.append(place)
        index.awaiting_check += row["awaits_check"]
    for dimension, pairs in _chosen_values(at):
        for place, value in pairs:
            mark(dimension, value, place)
    _add_money(index, rows, at)
    names.vocabularies()
    for dimension in DIMENSIONS:
        order = _order_of_options(dimension, names.order[dimension])
        values = sorted(marks[dimension], key=order)
        index.masks[dimension] = {value: marks[dimension][value].as_set() for value in values}
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
        index.by_title[code] = [at[key] for key in sorted(words, key=lambda key: sort_key(words[key], code))]
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
