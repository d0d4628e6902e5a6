"""All published projects as one small index in memory: what can be asked of them, counted and put in order.

It is built in a constant number of queries, however many projects there are, and kept until something that readers
see changes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from pages.values.cache import cached_in_process
from programmes.portfolio.facet_names import AreaFacts, FacetNames
from programmes.portfolio.portfolio import FACETS, Money, Portfolio
from programmes.portfolio.project_set import ProjectSet
from programmes.project_donors import ProjectDonor
from programmes.project_status import PublicStatus, StatedStatus, public_status
from programmes.projects import ProjectPage

LONGEST_PERIOD = 60  # years; a longer one is a slip of the finger
STATUS_ORDER = [status.value for status in PublicStatus]

Row = dict[str, Any]  # the columns of a source page that the index needs
Positions = Mapping[int, int]  # primary key of a source page → its position


def portfolio() -> Portfolio:
    """The index of the published projects, as new as the site."""
    index: Portfolio = cached_in_process("portfolio", build)
    return index


def pages_of(pks: Iterable[int], language: str) -> list[ProjectPage]:
    """The pages to show for some source pages, in their order: in the language if they are there, else the source.

    Each page has `source`, the page with the shared fields, `other_language`, and `shown_image`. One query, and one
    more if there are pictures.
    """
    pks = list(pks)
    if not pks:
        return []
    keys = ProjectPage.objects.filter(pk__in=pks).values("translation_key")
    wanted = ProjectPage.objects.readable().filter(
        translation_key__in=keys, locale__language_code__in={language, settings.LANGUAGE_CODE}
    )
    versions: dict[UUID, dict[str, ProjectPage]] = defaultdict(dict)
    wanted = wanted.defer("body", "results", "beneficiaries").select_related("locale", "image")
    for page in wanted.prefetch_related("image__renditions"):
        versions[page.translation_key][page.locale.language_code] = page
    by_pk = {}
    for version in versions.values():
        if source := version.get(settings.LANGUAGE_CODE):
            page = version.get(language, source)
            page.source = source
            page.shown_image = page.image or source.image
            page.other_language = "" if page.locale.language_code == language else page.locale.language_code
            by_pk[source.pk] = page
    return [by_pk[pk] for pk in pks if pk in by_pk]


def build() -> Portfolio:
    """The index of what is published now."""
    rows = sorted(_rows(), key=lambda row: (str(row["start_date"] or ""), row["pk"]), reverse=True)
    position_of = {row["pk"]: position for position, row in enumerate(rows)}
    names = FacetNames()
    areas = names.areas()
    names.vocabularies()
    positions = _positions(rows, position_of, areas, names.value_of["objective"].values())
    return Portfolio(
        keys=[row["translation_key"] for row in rows],
        pks=[row["pk"] for row in rows],
        position_of_page=_position_of_page(rows),
        facets={facet: _facet(facet, positions[facet], names.order[facet]) for facet in FACETS},
        names=names.names,
        untranslated=names.untranslated,
        links=names.links,
        titles=_titles(rows),
        by_budget=_by_budget(rows),
        objectives=names.value_of["objective"],
        areas_of=names.areas_of,
        work_urls=names.work_urls,
        money=list(_money(rows)),
        dated=ProjectSet(position for position, row in enumerate(rows) if row["start_date"]),
        stated=ProjectSet(position for position, row in enumerate(rows) if row["status"] != StatedStatus.NOT_STATED),
    )


def _rows() -> Iterable[Row]:
    rows: Iterable[Row] = (
        ProjectPage.objects.sources()
        .readable()
        .values(
            *("pk", "translation_key", "title", "path", "status", "start_date", "end_date"),
            *("budget_amount", "budget_currency"),
        )
    )
    return rows


def _position_of_page(rows: list[Row]) -> dict[int, int]:
    position_of = {row["translation_key"]: position for position, row in enumerate(rows)}
    translations = ProjectPage.objects.readable().exclude(locale__language_code=settings.LANGUAGE_CODE).order_by()
    pages = translations.values_list("pk", "translation_key")
    sources = {row["pk"]: position for position, row in enumerate(rows)}
    return sources | {pk: position_of[key] for pk, key in pages if key in position_of}


def _published() -> Any:
    return ProjectPage.objects.sources().live().values("pk")


# Facets -----------------------------------------------------------------------------------------


def _positions(
    rows: list[Row], position_of: Positions, areas: Mapping[str, AreaFacts], objectives: Collection[str]
) -> dict[str, dict[str, list[int]]]:
    """The positions of the projects that have each value of each facet."""
    own_objectives = _own_objectives(position_of, objectives)
    positions: dict[str, dict[str, list[int]]] = {facet: defaultdict(list) for facet in FACETS}
    today = timezone.localdate()
    for position, row in enumerate(rows):
        positions["status"][public_status(row["status"], row["end_date"], today)].append(position)
        area = areas.get(row["path"][: -Page.steplen])
        if area:
            positions["area"][area.code].append(position)
        for slug in own_objectives.get(row["pk"], area.objectives if area else ()):
            positions["objective"][slug].append(position)
        for year in _years(row):
            positions["year"][str(year)].append(position)
    for facet, pairs in _chosen_values():
        for pk, value in pairs:
            if pk in position_of:
                positions[facet][str(value)].append(position_of[pk])
    return positions


def _years(row: Row) -> Iterable[int]:
    start, end = row["start_date"], row["end_date"]
    if not start and not end:
        return ()
    first, last = (start or end).year, (end or start).year
    return range(first, min(last, first + LONGEST_PERIOD) + 1)


def _own_objectives(position_of: Positions, known: Collection[str]) -> dict[int, list[str]]:
    """What projects chose, as far as readers are told of it."""
    through = ProjectPage.objectives.through.objects.filter(projectpage_id__in=_published())
    chosen: dict[int, list[str]] = defaultdict(list)
    for pk, slug in through.values_list("projectpage_id", "objectivepage__slug"):
        if pk in position_of:
            chosen[pk] += [slug] if slug in known else []
    return chosen


def _chosen_values() -> Iterator[tuple[str, Iterable[tuple[int, Any]]]]:
    """Which values each project was given: pairs of primary key and value, one query a facet."""
    lists = {
        "donor": (ProjectDonor.objects, "page_id", "donor__slug"),
        "province": (ProjectPage.locations.through.objects, "projectpage_id", "province__code"),
        "gcm": (ProjectPage.gcm_objectives.through.objects, "projectpage_id", "gcmobjective__number"),
        "sdg": (ProjectPage.sdg_targets.through.objects, "projectpage_id", "sdgtarget__code"),
    }
    for facet, (manager, page, value) in lists.items():
        yield facet, manager.filter(**{f"{page}__in": _published()}).values_list(page, value)


def _facet(facet: str, positions: Mapping[str, list[int]], order: Mapping[str, int]) -> dict[str, ProjectSet]:
    """The projects with each value, the values in the order in which a reader meets them."""
    orders: dict[str, Callable[[str], int]] = {
        "status": STATUS_ORDER.index,
        "year": lambda year: -int(year),
    }
    key = orders.get(facet, lambda value: order.get(value, len(order)))
    return {value: ProjectSet(positions[value]) for value in sorted(positions, key=key)}


# Money and orders -------------------------------------------------------------------------------


def _money(rows: list[Row]) -> Iterator[Money]:
    """What donors are said to give; where that is not said and one donor stands alone, the budget of the project."""
    grants = defaultdict(list)
    given = ProjectDonor.objects.filter(page_id__in=_published()).order_by("pk")
    for pk, slug, amount, currency, year in given.values_list("page_id", "donor__slug", "amount", "currency", "year"):
        grants[pk].append((slug, amount, currency, year))
    for position, row in enumerate(rows):
        first_year = row["start_date"].year if row["start_date"] else None
        donors = grants.get(row["pk"], [])
        stated = [grant for grant in donors if grant[1] is not None]
        for slug, amount, currency, year in stated:
            yield Money(position, slug, year or first_year, currency, amount)
        if not stated and row["budget_amount"] is not None:
            donor = donors[0][0] if len(donors) == 1 else ""
            yield Money(position, donor, first_year, row["budget_currency"], row["budget_amount"])


def _titles(rows: list[Row]) -> dict[str, list[str]]:
    """For each language the title at each position; the source's where there is no other."""
    position_of = {row["translation_key"]: position for position, row in enumerate(rows)}
    titles = {code: [row["title"] for row in rows] for code, _name in settings.LANGUAGES}
    live = ProjectPage.objects.live().exclude(locale__language_code=settings.LANGUAGE_CODE)
    for key, code, title in live.values_list("translation_key", "locale__language_code", "title"):
        if key in position_of and code in titles:
            titles[code][position_of[key]] = title
    return titles


def _by_budget(rows: list[Row]) -> list[int]:
    """The largest first, and those without a budget last."""
    budgets = [row["budget_amount"] for row in rows]
    return sorted(range(len(rows)), key=lambda at: (budgets[at] is None, -(budgets[at] or 0), at))
