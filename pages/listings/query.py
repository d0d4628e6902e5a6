"""What a reader asks of a list, as it stands in the address: `?kind=…&topic=…&year=…&state=open&q=…`."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.listings.index import TOPIC, YEAR, ListingIndex
from pages.listings.targets import SDG
from pages.search.query import all_holding

LONGEST_QUERY = 200


@dataclass(frozen=True)
class Facet:
    """A filter of a list: its name in the address, its label, and what its values are called (`value → name`)."""

    name: str
    label: str
    names: dict = field(default_factory=dict)


TOPICS = Facet(TOPIC, _("Subject"))
TARGETS = Facet(SDG, _("Development goals"))
YEARS = Facet(YEAR, _("Year"))


@dataclass(frozen=True)
class Option:
    """One choice of a select box, with how many items it would show."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class Choice:
    """One select box with its choices and the one that is chosen."""

    name: str
    label: str
    options: list
    value: str

    @property
    def value_label(self):
        return next((option.name for option in self.options if option.value == self.value), self.value)


@dataclass
class ListingQuery:
    """The filters and the words that an address asks for. What the list does not know is left out, and said."""

    index: ListingIndex
    facets: tuple
    chosen: dict = field(default_factory=dict)
    search: str = ""
    unknown: list = field(default_factory=list)
    searched: frozenset | None = None

    @classmethod
    def from_address(cls, data, index, facets, language, models):
        """Read from `request.GET`. Words cost a few queries, everything else none."""
        query = cls(index, facets)
        for facet in facets:
            value = data.get(facet.name, "").strip()
            if value and value in query.values_of(facet):
                query.chosen[facet.name] = value
            elif value:
                query.unknown.append(str(facet.label))
        query.search = " ".join(data.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
        if query.search:
            query.searched = frozenset(all_holding(Page.objects.type(*models).live(), query.search, language))
        return query

    def values_of(self, facet):
        """The items with each value of a filter."""
        return self.index.facets.get(facet.name, {})

    def address(self, **changed):
        """The query string that asks for this, with some parts changed; empty parts are left out."""
        parts = {name: value for name, value in {**self.chosen, "q": self.search, **changed}.items() if value}
        return "?" + urlencode(parts) if parts else ""

    def _matching(self, leave_out=""):
        found = self.index.everything if self.searched is None else self.index.everything & self.searched
        for facet in self.facets:
            if facet.name in self.chosen and facet.name != leave_out:
                found &= self.values_of(facet)[self.chosen[facet.name]]
        return found

    @property
    def selection(self):
        """The primary keys of what is asked for, in the order of the list."""
        return self._found_of(self.index.order)

    @property
    def newest(self):
        """The same, the newest first."""
        return self._found_of(self.index.newest)

    def _found_of(self, pks):
        """Nothing is put in order while somebody waits: these are."""
        found = self._matching()
        return pks if found is self.index.everything else [pk for pk in pks if pk in found]

    @cached_property
    def filters(self):
        """The select boxes, each option with its count; a box that would change nothing is left out."""
        choices = [self._choice(facet) for facet in self.facets]
        return [choice for choice in choices if choice.value or len(choice.options) > 1]

    def _choice(self, facet):
        others = self._matching(leave_out=facet.name)
        names = facet.names or self.index.names.get(facet.name, {})
        values = self.values_of(facet)
        known = [value for value in names if value in values] or sorted(values, reverse=True)
        counted = [Option(value, str(names.get(value, value)), len(values[value] & others)) for value in known]
        chosen = self.chosen.get(facet.name, "")
        options = [option for option in counted if option.count or option.value == chosen]
        return Choice(facet.name, str(facet.label), options, chosen)

    @property
    def applied(self):
        """The filters in use, each with the address without it: `(label, value, address)`."""
        used = [(each.label, each.value_label, self.address(**{each.name: ""})) for each in self.filters if each.value]
        return [*used, *([(gettext("Words"), self.search, self.address(q=""))] if self.search else [])]
