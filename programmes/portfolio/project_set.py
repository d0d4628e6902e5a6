"""What the index of projects holds, and what can be asked of it without a query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from django.conf import settings

# The filters, in the order in which a reader meets them.
DIMENSIONS = ("status", "area", "objective", "donor", "province", "year", "gcm", "sdg")
NEWEST, BY_TITLE, LARGEST = "newest", "title", "budget"


class Marks:
    """A set of places that is made or looked into place by place; as a whole number each step would copy all of it."""

    def __init__(self, count, mask=0):
        self.places = range(count)
        self.bits = bytearray(mask.to_bytes((count + 7) // 8, "little"))

    def __contains__(self, place):
        return bool(self.bits[place >> 3] >> (place & 7) & 1)

    def mark(self, place):
        """Put a place into the set."""
        self.bits[place >> 3] |= 1 << (place & 7)

    def as_set(self):
        """The set as one whole number."""
        return int.from_bytes(self.bits, "little")


@dataclass
class Money:
    """An amount that is published: for the project at a place, by one donor (or none named), in a year."""

    place: int
    donor: str
    year: int | None
    currency: str
    amount: Decimal


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
    dated: list = field(default_factory=list)  # places of the projects whose beginning is known
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
        return self.set_at(at[key] for key in keys if key in at)

    def set_at(self, places):
        """The set of the projects at these places."""
        marks = Marks(len(self.keys))
        for place in places:
            marks.mark(place)
        return marks.as_set()

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
        marks = Marks(len(self.portfolio.keys), self.mask)
        return (place for place in (marks.places if self.order is None else self.order) if place in marks)
