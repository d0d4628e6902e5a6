"""Sums of the published money: by currency, by donor and by year.

Amounts are added only within one currency, and only those that are published: what a donor is said to give or, where
nothing is said and the donor stands alone, the budget of the project. The budget of several donors that does not say
who gives how much belongs to none of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from pages.search.text import sort_key
from programmes.portfolio.charts import FEWEST_DRAWN, BarPart, stacked
from programmes.portfolio.portfolio import Money, Portfolio
from programmes.portfolio.project_set import ProjectSet

Total = tuple[Decimal, str]  # amount, currency


@dataclass(frozen=True)
class Sum:
    """What was published of one donor, or of one year, in one currency."""

    value: Any  # the slug of the donor; the year, if it is known
    name: str
    amount: Decimal
    with_amount: int
    parts: list[BarPart]
    count: int = 0
    lang: str = ""  # of the name, where it is not that of the page


@dataclass(frozen=True)
class Currency:
    """The sums of one currency; they never meet those of another."""

    code: str
    donors: list[Sum]
    years: list[Sum]

    @property
    def draws_donors(self) -> bool:
        return len(self.donors) >= FEWEST_DRAWN

    @property
    def draws_years(self) -> bool:
        return len([year for year in self.years if year.value]) >= FEWEST_DRAWN


def projects_with_money(money: Iterable[Money]) -> ProjectSet:
    """The projects that some amounts belong to."""
    return ProjectSet(each.position for each in money)


def undivided(money: Iterable[Money]) -> ProjectSet:
    """The projects whose amount belongs to no single donor."""
    return projects_with_money(each for each in money if not each.donor)


def by_donor(money: Iterable[Money]) -> dict[str, list[Money]]:
    return _grouped(money, "donor")


def totals(money: Iterable[Money]) -> list[Total]:
    """What is published, for each currency on its own."""
    return [(_sum(given), code) for code, given in sorted(_grouped(money, "currency").items())]


def currencies(index: Portfolio, language: str, money: Iterable[Money]) -> list[Currency]:
    return [
        Currency(code, _donor_sums(index, language, given), _year_sums(given))
        for code, given in sorted(_grouped(money, "currency").items())
    ]


def _grouped(money: Iterable[Money], attribute: str) -> dict[Any, list[Money]]:
    groups, key = defaultdict(list), attrgetter(attribute)
    for each in money:
        groups[key(each)].append(each)
    return groups


def _sum(money: Iterable[Money]) -> Decimal:
    return sum((each.amount for each in money), Decimal(0))


def _donor_sums(index: Portfolio, language: str, money: Iterable[Money]) -> list[Sum]:
    """The largest first. Amounts that belong to no single donor are left out, and the page says how many."""
    groups = by_donor(money)
    groups.pop("", None)
    sums = [
        replace(
            each,
            count=len(index.having("donor", each.value)),
            lang=index.lang_of(language, "donor", each.value),
        )
        for each in _sums(groups, index.names[language]["donor"])
    ]
    return sorted(sums, key=lambda each: (-each.amount, sort_key(each.name, language)))


def _year_sums(money: Iterable[Money]) -> list[Sum]:
    """In the order of time; amounts of which no year is known stand last, without a name."""
    sums = _sums(_grouped(money, "year"), {None: ""})
    return sorted(sums, key=lambda each: (each.value is None, each.value))


def _sums(groups: Mapping[Any, list[Money]], names: Mapping[Any, str]) -> list[Sum]:
    amounts = {value: _sum(given) for value, given in groups.items()}
    most = max(amounts.values(), default=Decimal(0))
    return [
        Sum(
            value=value,
            name=names.get(value, str(value)),
            amount=amount,
            with_amount=len(projects_with_money(groups[value])),
            parts=stacked([("", amount)], most),
        )
        for value, amount in amounts.items()
    ]
