"""What a reader asks of the list of projects, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.search.query import all_holding
from programmes.portfolio.index import portfolio
from programmes.portfolio.portfolio import BY_TITLE, FACETS, LARGEST, NEWEST, FacetOption, ProjectSelection
from programmes.portfolio.project_set import ProjectSet
from programmes.project_status import PublicStatus
from programmes.projects import ProjectPage

LONGEST_QUERY = 200
LABELS = {
    "status": _("Status"),
    "area": _("Area of work"),
    "objective": _("Objective"),
    "donor": _("Donor"),
    "province": _("Place"),
    "year": _("Year"),
    "gcm": _("Global Compact"),
    "sdg": _("Development goals"),
}
ORDERS = {
    NEWEST: _("Newest first"),
    BY_TITLE: _("By title"),
    LARGEST: _("Largest budget first"),
}


@dataclass(frozen=True)
class Filter:
    """One select box: its name in the address, its label and its choices."""

    name: str
    label: str
    options: list[FacetOption]
    value: str

    @property
    def value_label(self) -> str:
        """What the chosen value is called."""
        return next((option.name for option in self.options if option.value == self.value), self.value)


@dataclass
class ProjectQuery:
    """The filters, the words and the order that an address asks for. What the site does not know is left out."""

    language: str
    chosen: dict[str, str] = field(default_factory=dict)  # facet → value
    search: str = ""
    sort: str = NEWEST
    unknown: list[str] = field(default_factory=list)  # labels of the filters whose value no project has

    @classmethod
    def from_address(cls, data: Mapping[str, str], language: str) -> "ProjectQuery":
        """Read from `request.GET`."""
        query, index = cls(language), portfolio()
        for facet in FACETS:
            value = data.get(facet, "").strip()
            if value and value in index.facets[facet]:
                query.chosen[facet] = value
            elif value:
                query.unknown.append(str(LABELS[facet]))
        query.search = " ".join(data.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
        if data.get("sort") in ORDERS:
            query.sort = data["sort"]
        return query

    @property
    def order_choices(self) -> list[tuple[str, str, bool]]:
        """`(value, label, is chosen)` for the select box; the usual order has an empty value."""
        return [("" if each == NEWEST else each, str(label), each == self.sort) for each, label in ORDERS.items()]

    def address(self, **changed: str) -> str:
        """The query string that asks for this, with some parts changed; empty parts are left out."""
        parts = {**self.chosen, "q": self.search, "sort": "" if self.sort == NEWEST else self.sort, **changed}
        parts = {name: value for name, value in parts.items() if value}
        return "?" + urlencode(parts) if parts else ""

    @cached_property
    def _found(self) -> ProjectSet:
        """The projects that hold the words asked for, in whatever order. A few queries."""
        index = portfolio()
        if not self.search:
            return index.everything
        others = [code for code, _name in settings.LANGUAGES if code != self.language]
        return index.with_pages(all_holding(ProjectPage.objects.readable(), self.search, self.language, others))

    @cached_property
    def selection(self) -> ProjectSelection:
        """The projects asked for, in order, as primary keys of their source pages."""
        index = portfolio()
        return index.select(index.matching(self.chosen) & self._found, self.sort, self.language)

    @cached_property
    def filters(self) -> list[Filter]:
        """The select boxes; those that would offer nothing are left out."""
        index, made = portfolio(), []
        for facet in FACETS:
            options = index.options(facet, self.chosen, self.language, self._found)
            if facet == "status":
                options = [replace(option, name=str(PublicStatus(option.value).label)) for option in options]
            if options:
                made.append(Filter(facet, str(LABELS[facet]), options, self.chosen.get(facet, "")))
        return made

    @property
    def applied(self) -> list[tuple[str, str, str]]:
        """The filters in use, each with the address without it: `(label, value, address)`."""
        used = [(each.label, each.value_label, self.address(**{each.name: ""})) for each in self.filters if each.value]
        return [*used, *([(gettext("Words"), self.search, self.address(q=""))] if self.search else [])]
