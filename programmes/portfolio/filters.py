"""What a reader asks of the list of projects, as it stands in the address."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pages.search.index import find_pages
from programmes.portfolio.index import orders, portfolio
from programmes.portfolio.project_set import BY_TITLE, DIMENSIONS, LARGEST, NEWEST
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


@dataclass
class Filter:
    """One select box: its name in the address, its label and its choices `(value, name, count, lang)`."""

    name: str
    label: str
    options: list
    value: str

    @property
    def value_label(self):
        """What the chosen value is called."""
        return next((name for value, name, *_more in self.options if value == self.value), self.value)


@dataclass
class Asked:
    """The filters, the words and the order that an address asks for. What the site does not know is left out."""

    language: str
    chosen: dict = field(default_factory=dict)
    query: str = ""
    sort: str = NEWEST
    unknown: list = field(default_factory=list)

    @classmethod
    def of(cls, data, language):
        """Read from `request.GET`."""
        asked, index = cls(language), portfolio()
        for dimension in DIMENSIONS:
            value = data.get(dimension, "").strip()
            if value and value in index.masks[dimension]:
                asked.chosen[dimension] = value
            elif value:
                asked.unknown.append(LABELS[dimension])
        asked.query = " ".join(data.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
        if data.get("sort") in ORDERS:
            asked.sort = data["sort"]
        return asked

    @property
    def order_choices(self):
        """`(value, words, is chosen)` for the select box; the usual order has an empty value."""
        return [("" if each == NEWEST else each, words, each == self.sort) for each, words in ORDERS.items()]

    def address(self, **changed):
        """The query string that asks for this, with some parts changed; empty parts are left out."""
        parts = {**self.chosen, "q": self.query, "sort": "" if self.sort == NEWEST else self.sort, **changed}
        parts = {name: value for name, value in parts.items() if value}
        return "?" + urlencode(parts) if parts else ""

    @cached_property
    def _found(self):
        """The set of projects that hold the words asked for. One query.

        Not in the order of how well they fit: to rank ten thousand takes SQLite seconds.
        """
        index = portfolio()
        if not self.query:
            return index.everything
        others = [code for code, _name in settings.LANGUAGES if code != self.language]
        pages = find_pages(ProjectPage.objects.live(), self.query, self.language, others)
        return index.set_of(pages.order_by().values_list("translation_key", flat=True))

    @cached_property
    def hits(self):
        """The projects asked for, in order, as primary keys of their originals."""
        index = portfolio()
        return index.in_order(index.chosen(self.chosen) & self._found, orders(index, self.language)[self.sort])

    @cached_property
    def filters(self):
        """The select boxes; those that would offer nothing are left out."""
        index, made = portfolio(), []
        for dimension in DIMENSIONS:
            options = index.options(dimension, self.chosen, self.language, self._found)
            if dimension == "status":
                options = [(value, ProjectPage.Status(value).label, *more) for value, _name, *more in options]
            if options:
                made.append(Filter(dimension, LABELS[dimension], options, self.chosen.get(dimension, "")))
        return made

    @property
    def applied(self):
        """The filters in use, each with the address without it: `(label, words, address)`."""
        used = [(each.label, each.value_label, self.address(**{each.name: ""})) for each in self.filters if each.value]
        return [*used, *([(_("Words"), self.query, self.address(q=""))] if self.query else [])]
