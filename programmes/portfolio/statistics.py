"""The portfolio in numbers, counted in the index, ready for the templates."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.utils import translation

from pages.base.media import SiteImage
from pages.search.text import sort_key
from pages.values.cache import cached
from programmes.areas import ProgrammeAreaPage
from programmes.portfolio import money as sums
from programmes.portfolio.charts import FEWEST_DRAWN, BarPart, Timeline, stacked, timeline
from programmes.portfolio.index import pages_of, portfolio
from programmes.portfolio.map import DrawnPlace, PlaceCount, map_of
from programmes.portfolio.money import Currency, Total
from programmes.portfolio.portfolio import Portfolio
from programmes.portfolio.project_set import ProjectSet
from programmes.project_status import PublicStatus
from programmes.projects import ProjectPage

PROJECTS_DRAWN = 12  # of the timeline, the newest
PROJECTS_SHOWN = 24  # on the page of a donor, the newest


@dataclass(frozen=True)
class StatusCount:
    """How many projects are in one status, as readers see it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class AreaStatistics:
    """An area of work: its card, and its row in the chart with a number for each status."""

    code: str
    title: str
    summary: str
    url: str
    icon: str
    image: SiteImage | None
    other_language: str
    count: int
    statuses: list[StatusCount]
    parts: list[BarPart]


@dataclass(frozen=True)
class PlaceStatistics:
    """Where projects work: as a table and as a map."""

    counts: list[PlaceCount]
    drawing: list[DrawnPlace]

    @property
    def with_projects(self) -> list[PlaceCount]:
        return [place for place in self.counts if place.count]

    @property
    def is_drawn(self) -> bool:
        return len(self.with_projects) >= FEWEST_DRAWN


@dataclass(frozen=True)
class PortfolioStatistics:
    """What the page “Our work” says in one language."""

    count: int
    statuses: list[StatusCount]
    areas: list[AreaStatistics]
    donors: int
    shared: int  # projects with several donors and one budget
    without_donor: int  # projects with a budget and no donor on record
    currencies: list[Currency]
    places: PlaceStatistics
    timeline: Timeline

    @property
    def known_statuses(self) -> list[StatusCount]:
        """What can be said of projects, without those of which nothing can."""
        return [status for status in self.statuses if status.value != PublicStatus.NOT_STATED]

    @property
    def draws_areas(self) -> bool:
        return sum(bool(area.count) for area in self.areas) >= FEWEST_DRAWN


@dataclass(frozen=True)
class DonorRow:
    """A donor in the list: how many projects, and the published sums."""

    slug: str
    name: str
    count: int
    sums: list[Total]
    lang: str


@dataclass(frozen=True)
class DonorProject:
    """A project on the page of a donor, with its area of work."""

    page: ProjectPage
    area_name: str
    area_url: str


@dataclass(frozen=True)
class DonorStatistics:
    """What the page of a donor says. `lang` is the language of its name where it is not that of the page."""

    lang: str
    count: int
    with_amount: int
    shared: int
    sums: list[Total]
    currencies: list[Currency]
    projects: list[DonorProject]


def overview(language: str) -> PortfolioStatistics:
    """All published projects, in the words of one language."""
    statistics: PortfolioStatistics = cached(f"statistics:{language}", lambda: _overview(language))
    return statistics


def donors(language: str) -> list[DonorRow]:
    """Everybody who pays for a published project: first those with an amount, both in the order of the alphabet."""
    index = portfolio()
    given = sums.by_donor(index.money)
    rows = [
        DonorRow(
            slug=slug,
            name=index.name_of(language, "donor", slug),
            count=len(projects),
            sums=sums.totals(given[slug]),
            lang=index.lang_of(language, "donor", slug),
        )
        for slug, projects in index.facets["donor"].items()
    ]
    return sorted(rows, key=lambda row: (not row.sums, sort_key(row.name, language)))


def donor(slug: str, language: str) -> DonorStatistics:
    """One donor: its sums, in all and by year, and its newest projects."""
    index = portfolio()
    projects = index.having("donor", slug)
    given = [money for money in index.money if money.donor == slug]
    return DonorStatistics(
        lang=index.lang_of(language, "donor", slug),
        count=len(projects),
        with_amount=len(sums.projects_with_money(given)),
        shared=len(sums.undivided(index.money) & projects),
        sums=sums.totals(given),
        currencies=sums.currencies(index, language, given),
        projects=_donor_projects(index, language, projects),
    )


def _donor_projects(index: Portfolio, language: str, projects: ProjectSet) -> list[DonorProject]:
    pages = pages_of(index.select(projects)[:PROJECTS_SHOWN], language)
    area_of = {
        index.pks[position]: code for code, below in index.facets["area"].items() for position in below & projects
    }
    codes = [area_of.get(page.source.pk, "") for page in pages]
    names, links = index.names[language]["area"], index.links
    return [
        DonorProject(
            page=page,
            area_name=names.get(code, ""),
            area_url=links[language]["area"].get(code) or links[settings.LANGUAGE_CODE]["area"].get(code, ""),
        )
        for page, code in zip(pages, codes, strict=True)
    ]


def _overview(language: str) -> PortfolioStatistics:
    index = portfolio()
    undivided = sums.undivided(index.money)
    with_donor = ProjectSet.union(index.facets["donor"].values())
    drawn = [index.pks[position] for position in islice(index.dated, PROJECTS_DRAWN)]
    with translation.override(language):
        pages = pages_of(drawn, language)
        return PortfolioStatistics(
            count=len(index.pks),
            statuses=_statuses(index, index.everything),
            areas=_areas(index, language),
            donors=len(index.facets["donor"]),
            shared=len(undivided & with_donor),
            without_donor=len(undivided - with_donor),
            currencies=sums.currencies(index, language, index.money),
            places=_places(index, language),
            timeline=timeline(pages),
        )


def _statuses(index: Portfolio, within: ProjectSet) -> list[StatusCount]:
    """How many projects of a set are in each status that occurs on the site."""
    return [
        StatusCount(value, str(PublicStatus(value).label), len(projects & within))
        for value, projects in index.facets["status"].items()
    ]


def _areas(index: Portfolio, language: str) -> list[AreaStatistics]:
    """The areas of work in the editors' order; one without a page in the language is shown with its source."""
    wanted = {language, settings.LANGUAGE_CODE}
    pages = ProgrammeAreaPage.objects.readable().filter(locale__language_code__in=wanted)
    versions: dict[UUID, dict[str, ProgrammeAreaPage]] = defaultdict(dict)
    pages = pages.select_related("locale", "image").prefetch_related("image__renditions").defer("body")
    for page in pages.order_by("path"):
        versions[page.translation_key][page.locale.language_code] = page
    areas = [version for version in versions.values() if settings.LANGUAGE_CODE in version]
    areas.sort(key=lambda version: version[settings.LANGUAGE_CODE].path)
    counts = (len(index.having("area", area[settings.LANGUAGE_CODE].code)) for area in areas)
    most = max(counts, default=0)
    return [_area(index, area[settings.LANGUAGE_CODE], area.get(language), most) for area in areas]


def _area(
    index: Portfolio, source: ProgrammeAreaPage, translated: ProgrammeAreaPage | None, most: int
) -> AreaStatistics:
    """One area; the bar of the area with the `most` projects is the longest."""
    projects, page = index.having("area", source.code), translated or source
    statuses = _statuses(index, projects)
    return AreaStatistics(
        code=source.code,
        title=page.name_in_lists,
        summary=page.summary,
        url=page.url,
        icon=page.icon,
        image=page.image,
        other_language="" if translated else source.locale.language_code,
        count=len(projects),
        statuses=statuses,
        parts=stacked([(status.value, status.count) for status in statuses], most),
    )


def _places(index: Portfolio, language: str) -> PlaceStatistics:
    counts = [
        PlaceCount(code, name, len(index.having("province", code)))
        for code, name in index.names[language]["province"].items()
    ]
    return PlaceStatistics(counts, map_of(counts))
