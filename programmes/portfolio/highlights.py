"""What pages about something else show of the projects: the home page, a country, the mission overview."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.formats import number_format

from pages.content.regional import CountryPage
from pages.search.text import sort_key
from pages.values.cache import cached_of_page
from pages.values.partial_dates import PartialDate
from programmes.organisations import Partner
from programmes.portfolio.index import pages_of, portfolio
from programmes.portfolio.portfolio import Portfolio
from programmes.projects import ProjectPage

MOST_PROJECTS = 3  # on the home page
MOST_FIGURES = 3  # there, too
MOST_IN_COUNTRY = 6  # on the page of a country; a line says how many there are
LOOKED_THROUGH = 100  # of the newest projects, for those that go on and for their results


@dataclass(frozen=True)
class ReachedFigure:
    """A result that a project has reached, as `components/key_figures.html` asks for it."""

    value: str
    label: str
    as_of: PartialDate
    source: str


@dataclass(frozen=True)
class SelectedProjects:
    """A few projects, how many there are, and where the others are."""

    projects: list[ProjectPage]
    count: int
    work_url: str
    are_current: bool = False
    figures: tuple[ReachedFigure, ...] = ()


@dataclass(frozen=True)
class NamedPartner:
    """An organisation with which projects are carried out. `lang` is that of its name if it is another one."""

    name: str
    url: str
    lang: str


def for_home(language: str) -> SelectedProjects:
    """The projects that go on now, else the latest; and what projects reached, the newest figures first."""
    return cached_of_page(f"projects-of-home:{language}", lambda: _for_home(language))


def in_country(country: CountryPage, language: str) -> SelectedProjects:
    """The newest projects from whose record it is known that they are for this country."""
    return cached_of_page(f"projects-in:{country.iso2}:{language}", lambda: _in_country(country.iso2, language))


def partners(language: str) -> list[NamedPartner]:
    """The implementing partners and counterparts of published projects, in the order of the alphabet."""
    return cached_of_page(f"partners-of-projects:{language}", lambda: _partners(language))


def _partners(language: str) -> list[NamedPartner]:
    index, published = portfolio(), ProjectPage.objects.sources().readable().values("pk")
    named = Partner.objects.filter(Q(projects_implemented__in=published) | Q(projects_as_counterpart__in=published))
    found = [
        NamedPartner(index.name_of(language, "partner", str(pk)), url, index.lang_of(language, "partner", str(pk)))
        for pk, url in named.distinct().order_by().values_list("pk", "url")
    ]
    return sorted(found, key=lambda partner: sort_key(partner.name, language))


def _in_country(iso2: str, language: str) -> SelectedProjects:
    index = portfolio()
    sources = ProjectPage.objects.sources().readable().filter(benefiting_countries__iso2=iso2)
    projects = index.select(index.with_keys(sources.values_list("translation_key", flat=True)))
    return SelectedProjects(
        pages_of(projects[:MOST_IN_COUNTRY], language), len(projects), index.work_urls.get(language, "")
    )


def _for_home(language: str) -> SelectedProjects:
    index = portfolio()
    current = _current(index, language)
    return SelectedProjects(
        current or pages_of(islice(_dated(index), MOST_PROJECTS), language),
        len(index.pks),
        index.work_urls.get(language, ""),
        are_current=bool(current),
        figures=tuple(_figures(index, language)),
    )


def _dated(index: Portfolio) -> list[int]:
    return index.select(index.dated)[:LOOKED_THROUGH]


def _current(index: Portfolio, language: str) -> list[ProjectPage]:
    active = index.select(index.having("status", ProjectPage.Status.ACTIVE))[:LOOKED_THROUGH]
    return [page for page in pages_of(active, language) if not page.source.has_ended][:MOST_PROJECTS]


def _figures(index: Portfolio, language: str) -> list[ReachedFigure]:
    keys = ProjectPage.objects.filter(pk__in=_dated(index)).values("translation_key")
    pages = ProjectPage.objects.readable().filter(translation_key__in=keys, locale__language_code=language)
    results = [block.value for page in pages.exclude(results=[]).only("results") for block in page.results]
    reached = [result for result in results if result["actual"] is not None]
    reached.sort(key=lambda result: str(result["as_of"]), reverse=True)
    return [
        ReachedFigure(_number(result), result["indicator"], result["as_of"], result["source"])
        for result in reached[:MOST_FIGURES]
    ]


def _number(result: dict[str, Any]) -> str:
    number = result["actual"]
    decimals = 0 if number == int(number) else None
    return f"{number_format(number, decimal_pos=decimals, force_grouping=True)} {result['unit']}".strip()
