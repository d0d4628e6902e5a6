"""The index of the published projects: what it holds, and what can be asked of it without a query."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import overload
from uuid import UUID

from django.conf import settings

from pages.search.text import sort_key
from programmes.portfolio.project_set import ProjectSet

# The filters of the list, in the order in which a reader meets them.
FACETS = ("status", "area", "objective", "donor", "province", "year", "gcm", "sdg")
NEWEST, BY_TITLE, LARGEST = "newest", "title", "budget"


@dataclass(frozen=True)
class Money:
    """An amount that is published: for the project at a position, by one donor (or none named), in a year."""

    position: int
    donor: str
    year: int | None
    currency: str
    amount: Decimal


@dataclass(frozen=True)
class FacetOption:
    """One value that a reader may choose. `lang` is the language of its name where it is not that of the page."""

    value: str
    name: str
    count: int
    lang: str


@dataclass(frozen=True)
class Portfolio:
    """The index. `keys` and `pks` (of the source pages) stand at the position of each project, the newest first."""

    keys: list[UUID]
    pks: list[int]
    position_of_page: dict[int, int]  # by the key of its page in each language
    facets: dict[str, dict[str, ProjectSet]]  # facet → value → projects
    names: dict[str, dict[str, dict[str, str]]]  # language → facet → value → name
    untranslated: set[tuple[str, str, str]]  # (language, facet, value) of names that are still the source's
    links: dict[str, dict[str, dict[str, str]]]  # language → facet → value → address of its page
    titles: dict[str, list[str]]  # language → the title at each position, of the source where there is no other
    by_budget: list[int]
    objectives: dict[UUID, str]  # translation key of an objective → its value as a filter
    areas_of: dict[str, list[str]]  # objective → codes of the areas of work that, as the office confirmed, serve it
    work_urls: dict[str, str]  # language → address of “Our work”
    money: list[Money]
    dated: ProjectSet  # projects whose beginning is known
    stated: ProjectSet  # projects whose status staff have stated

    @cached_property
    def everything(self) -> ProjectSet:
        return ProjectSet(range(len(self.pks)))

    def having(self, facet: str, value: str) -> ProjectSet:
        """The projects with this value of a facet."""
        return self.facets[facet].get(value, ProjectSet())

    def matching(self, chosen: Mapping[str, str], besides: str = "") -> ProjectSet:
        """The projects that all the filters let through; one filter may be left out of account."""
        projects = self.everything
        for facet, value in chosen.items():
            if facet != besides:
                projects &= self.having(facet, value)
        return projects

    def with_keys(self, keys: Iterable[UUID | None]) -> ProjectSet:
        """The projects with these translation keys."""
        positions = self._position_of_key
        return ProjectSet(positions[key] for key in keys if key in positions)

    def with_pages(self, pks: Set[int]) -> ProjectSet:
        """The projects of which these are pages that anyone may read, in any language."""
        positions = self.position_of_page
        return ProjectSet(map(positions.__getitem__, positions.keys() & pks))

    @cached_property
    def _position_of_key(self) -> dict[UUID | None, int]:
        return {key: position for position, key in enumerate(self.keys)}

    def options(self, facet: str, chosen: Mapping[str, str], language: str, within: ProjectSet) -> list[FacetOption]:
        """The choices of a filter given the others; none that would find nothing."""
        projects = self.matching(chosen, besides=facet) & within
        counts = {value: len(having & projects) for value, having in self.facets[facet].items()}
        return [
            FacetOption(value, self.name_of(language, facet, value), count, self.lang_of(language, facet, value))
            for value, count in counts.items()
            if count or chosen.get(facet) == value
        ]

    def name_of(self, language: str, facet: str, value: str) -> str:
        return self.names[language][facet].get(value, value)

    def lang_of(self, language: str, facet: str, value: str) -> str:
        """The language of a name if it is not that of the page; a page marks it, so that it is read aloud right."""
        return settings.LANGUAGE_CODE if (language, facet, value) in self.untranslated else ""

    def select(self, projects: ProjectSet, sort: str = NEWEST, language: str = "") -> "ProjectSelection":
        """The projects of a set in one of the orders; that of the alphabet needs a language."""
        order = self._by_title(language) if sort == BY_TITLE else self.by_budget if sort == LARGEST else None
        return ProjectSelection(self, projects, order)

    def _by_title(self, language: str) -> list[int]:
        """The positions in the order of the alphabet, made when somebody asks for it: half as dear as all the rest."""
        if language not in self._orders:
            titles = [sort_key(title, language) for title in self.titles.get(language, ())]
            self._orders[language] = sorted(range(len(titles)), key=titles.__getitem__)
        return self._orders[language]

    @cached_property
    def _orders(self) -> dict[str, list[int]]:
        return {}


class ProjectSelection(Sequence[int]):
    """Source pages of the projects of a set, in order, as primary keys; cut into pages without reading the rest."""

    def __init__(self, portfolio: Portfolio, projects: ProjectSet, order: list[int] | None = None) -> None:
        self.portfolio, self.projects, self.order = portfolio, projects, order

    def __len__(self) -> int:
        return len(self.projects)

    def __iter__(self) -> Iterator[int]:
        return (self.portfolio.pks[position] for position in self.positions())

    @overload
    def __getitem__(self, wanted: int) -> int: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[int]: ...
    def __getitem__(self, wanted: int | slice) -> int | list[int]:
        if isinstance(wanted, slice):
            return list(islice(iter(self), wanted.start or 0, wanted.stop))
        return next(islice(iter(self), wanted, None))

    def positions(self) -> Iterator[int]:
        """The positions one after another."""
        if self.order is None:
            return iter(self.projects)
        return (position for position in self.order if position in self.projects)

    def within(self, projects: ProjectSet) -> "ProjectSelection":
        """Those that are also in a set, in the same order."""
        return ProjectSelection(self.portfolio, self.projects & projects, self.order)
