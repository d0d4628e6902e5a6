"""The portfolio in numbers, ready for the templates.

Everything is counted in the index of `programmes.portfolio`. Amounts are added only within one currency, and only
those that are published: what a donor is said to give or, where nothing is said and the donor stands alone, the
budget of the project. The budget of several donors that does not say who gives how much belongs to none of them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Max
from django.utils import timezone, translation

from pages.search.text import sort_key
from pages.values.cache import cached
from programmes.areas import ProgrammeAreaPage
from programmes.portfolio.charts import stacked, stretch, ticks
from programmes.portfolio.index import LONGEST_PERIOD, pages_of, portfolio
from programmes.portfolio.map import map_of
from programmes.projects import ProjectPage

PROJECTS_DRAWN = 30  # of the timeline, the newest
PROJECTS_SHOWN = 24  # on the page of a donor, the newest


@dataclass
class Status:
    """How many projects are in one status."""

    value: str
    label: str
    count: int


@dataclass
class Area:
    """An area of work: its card, and its row in the chart with a number for each status."""

    code: str
    title: str
    summary: str
    url: str
    icon: str
    other_language: str
    count: int
    statuses: list
    parts: list = field(default_factory=list)


@dataclass
class Sum:
    """What was published of one donor, or of one year, in one currency."""

    value: str
    name: str
    amount: Decimal
    with_amount: int
    parts: list
    count: int = 0
    lang: str = ""  # of the name, where it is not that of the page


@dataclass
class Currency:
    """The sums of one currency; they never meet those of another."""

    code: str
    donors: list
    years: list


@dataclass
class Line:
    """A project in the timeline; its status has the names that it has on a page, so that one template shows both."""

    title: str
    url: str
    other_language: str
    status: str
    get_status_display: str
    period: str
    parts: list


@dataclass
class DonorRow:
    """A donor in the list: how many projects, of how many it is published what it gives, `(amount, currency)`."""

    slug: str
    name: str
    count: int
    with_amount: int
    sums: list
    lang: str


def of_all(language):
    """What the page “Our work” says in one language."""
    return cached(f"overview:{language}", lambda: _overview(language))


def donors(language):
    """Everybody who pays for a published project, in the order of the alphabet."""
    index = portfolio()
    names, given = index.names[language]["donor"], _money_by(index.money, "donor")
    rows = [
        DonorRow(
            slug=slug,
            name=names.get(slug, slug),
            count=mask.bit_count(),
            with_amount=_projects(given[slug]),
            sums=_sums(given[slug]),
            lang=index.lang_of(language, "donor", slug),
        )
        for slug, mask in index.masks["donor"].items()
    ]
    return sorted(rows, key=lambda row: sort_key(row.name, language))


def of_donor(slug, language):
    """One donor: its sums, in all and by year, and its projects as pages that also know their area."""
    index = portfolio()
    mask = index.masks["donor"].get(slug, 0)
    given = [money for money in index.money if money.donor == slug]
    hits = index.in_order(mask)
    projects = pages_of(hits[:PROJECTS_SHOWN], language)
    area_of = {
        index.pks[place]: code
        for code, below in index.masks["area"].items()
        for place in hits.places()
        if below >> place & 1
    }
    for project in projects:
        code = area_of.get(project.record.pk, "")
        project.area_name = index.names[language]["area"].get(code, "")
        project.area_url = _link(index, language, code)
    return {
        "lang": index.lang_of(language, "donor", slug),
        "count": len(hits),
        "with_amount": _projects(given),
        "shared": (index.set_at(money.place for money in index.money if not money.donor) & mask).bit_count(),
        "sums": _sums(given),
        "currencies": _currencies(index, language, given),
        "projects": projects,
    }


def _overview(language):
    index = portfolio()
    with_amount = index.set_at(money.place for money in index.money)
    undivided = index.set_at(money.place for money in index.money if not money.donor)
    with_donor = _union(index.masks["donor"])
    known_donors = {money.donor for money in index.money}
    with translation.override(language):
        return {
            "count": len(index.keys),
            "as_of": _originals().aggregate(day=Max("last_published_at"))["day"],
            "statuses": _statuses(index, index.everything),
            "areas": _areas(index, language),
            "awaiting_check": index.awaiting_check,
            "with_amount": with_amount.bit_count(),
            "without_amount": (index.everything & ~with_amount).bit_count(),
            "shared": (undivided & with_donor).bit_count(),
            "without_donor": (undivided & ~with_donor).bit_count(),
            "donors_without_amount": len(index.masks["donor"].keys() - known_donors),
            "currencies": _currencies(index, language, index.money),
            **_places(index, language),
            **_timeline(index, language),
        }


def _originals():
    return ProjectPage.objects.live().public().filter(locale__language_code=settings.LANGUAGE_CODE)


def _statuses(index, within):
    """How many projects of a set are in each status that occurs on the site."""
    masks = index.masks["status"].items()
    return [Status(value, str(ProjectPage.Status(value).label), (mask & within).bit_count()) for value, mask in masks]


# Areas ------------------------------------------------------------------------------------------


def _areas(index, language):
    """The areas of work in the editors' order; one without a page in the language is shown with its original."""
    wanted = {language, settings.LANGUAGE_CODE}
    pages = ProgrammeAreaPage.objects.live().public().filter(locale__language_code__in=wanted)
    versions = defaultdict(dict)
    for page in pages.select_related("locale").defer("body").order_by("path"):
        versions[page.translation_key][page.locale.language_code] = page
    originals = [there for there in versions.values() if settings.LANGUAGE_CODE in there]
    originals.sort(key=lambda there: there[settings.LANGUAGE_CODE].path)
    areas = [_area(index, there[settings.LANGUAGE_CODE], there.get(language)) for there in originals]
    most = max((area.count for area in areas), default=0)
    for area in areas:
        area.parts = stacked([(status.value, status.count) for status in area.statuses], most)
    return areas


def _area(index, original, translated):
    mask, page = index.masks["area"].get(original.code, 0), translated or original
    return Area(
        code=original.code,
        title=page.name_in_lists,
        summary=page.summary,
        url=page.url,
        icon=page.icon,
        other_language="" if translated else _if_foreign(original),
        count=mask.bit_count(),
        statuses=_statuses(index, mask),
    )


def _if_foreign(page):
    code = page.locale.language_code
    return "" if code == translation.get_language() else code


def _link(index, language, code):
    links = index.links
    return links[language]["area"].get(code) or links[settings.LANGUAGE_CODE]["area"].get(code, "")


# Money ------------------------------------------------------------------------------------------


def _money_by(money, attribute):
    groups = defaultdict(list)
    for each in money:
        groups[getattr(each, attribute)].append(each)
    return groups


def _projects(money):
    """How many projects the amounts belong to."""
    return len({each.place for each in money})


def _sums(money):
    """What is published, for each currency on its own: `(amount, currency)`."""
    return [(sum(each.amount for each in given), code) for code, given in sorted(_money_by(money, "currency").items())]


def _currencies(index, language, money):
    return [
        Currency(code, _by_donor(index, language, given), _by_year(given))
        for code, given in sorted(_money_by(money, "currency").items())
    ]


def _by_donor(index, language, money):
    """The largest first. Amounts that belong to no single donor are left out, and the page says how many."""
    groups = _money_by(money, "donor")
    groups.pop("", None)
    rows = _rows(groups, index.names[language]["donor"])
    for row in rows:
        row.count = index.masks["donor"][row.value].bit_count()
        row.lang = index.lang_of(language, "donor", row.value)
    return sorted(rows, key=lambda row: (-row.amount, sort_key(row.name, language)))


def _by_year(money):
    """In the order of time; amounts of which no year is known stand last, without a name."""
    groups = _money_by(money, "year")
    return sorted(_rows(groups, {None: ""}), key=lambda row: (row.value is None, row.value))


def _rows(groups, names):
    amounts = {value: sum(each.amount for each in given) for value, given in groups.items()}
    most = max(amounts.values(), default=0)
    return [
        Sum(value, names.get(value, str(value)), amount, _projects(groups[value]), stacked([("", amount)], most))
        for value, amount in amounts.items()
    ]


# Places -----------------------------------------------------------------------------------------


def _places(index, language):
    masks = index.masks["province"]
    places = [
        {"code": code, "name": name, "count": masks.get(code, 0).bit_count()}
        for code, name in index.names[language]["province"].items()
    ]
    with_place = _union(masks)
    return {
        "places": places,
        "drawing": map_of(places),
        "with_place": with_place.bit_count(),
        "without_place": (index.everything & ~with_place).bit_count(),
    }


# Timeline ---------------------------------------------------------------------------------------


def _timeline(index, language):
    """The newest projects of which the beginning is known, on one scale of years."""
    pks = [index.pks[place] for place in index.dated[:PROJECTS_DRAWN]]
    pages = pages_of(pks, language)
    older, undated = len(index.dated) - len(pages), len(index.keys) - len(index.dated)
    drawn = {"lines": [], "ticks": [], "older": older, "undated": undated}
    if not pages:
        return drawn
    ends = [page.record.end_date or page.record.start_date for page in pages]
    first = min(page.record.start_date for page in pages).year
    last = max(timezone.localdate().year, *(end.year for end in ends)) + 1
    last = min(last, first + LONGEST_PERIOD, date.max.year)
    scale = date(first, 1, 1), date(last, 1, 1)
    return drawn | {"lines": [_line(page, scale) for page in pages], "ticks": ticks(first, last)}


def _line(page, scale):
    return Line(
        title=page.title,
        url=page.url,
        other_language=page.other_language,
        status=page.record.status,
        get_status_display=str(page.record.get_status_display()),
        period=page.record.period,
        parts=[stretch(page.record.start_date, page.record.end_date, *scale)],
    )


def _union(masks):
    return reduce(or_, masks.values(), 0)
