"""The geometry of the drawings: bars and the timeline, in per cent of the whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from pages.values.partial_dates import PartialDate
from programmes.portfolio.index import LONGEST_PERIOD
from programmes.project_status import PublicStatus
from programmes.projects import ProjectPage

MOST_TICKS = 6
FEWEST_DRAWN = 3  # values of a chart; fewer are a sentence
Number = int | Decimal


@dataclass(frozen=True)
class BarPart:
    """A piece of a bar, as the drawing has it: where it begins and how long it is, of a hundred."""

    start: str
    width: str
    kind: str = ""  # what it stands for, if its pattern says so
    is_open: bool = False  # nobody knows where it ends


@dataclass(frozen=True)
class TimelineRow:
    """A project in the timeline: its link, its status (in words if it is known), its period in words and as a bar."""

    title: str
    url: str
    other_language: str
    status: str
    status_label: str
    period: str
    parts: list[BarPart]


@dataclass(frozen=True)
class Timeline:
    """Projects on one scale of years; `ticks` are `(year, where)`."""

    rows: list[TimelineRow]
    ticks: list[tuple[str, str]]

    @property
    def is_drawn(self) -> bool:
        return len(self.rows) >= FEWEST_DRAWN


def stacked(values: Iterable[tuple[str, Number]], whole: Number) -> list[BarPart]:
    """The pieces of a bar one after another; `values` are pairs of what a piece stands for and how much it is."""
    parts: list[BarPart] = []
    start: Number = 0
    for kind, value in values:
        if value:
            parts.append(BarPart(_share(start, whole), _share(value, whole), kind))
        start += value
    return parts


def timeline(pages: list[ProjectPage]) -> Timeline:
    """Some projects of which the beginning is known, in the order in which they are given."""
    if not pages:
        return Timeline([], [])
    ends = [page.source.end_date or page.source.start_date for page in pages]
    first = min(page.source.start_date for page in pages).year
    last = max(timezone.localdate().year, *(end.year for end in ends)) + 1
    last = min(last, first + LONGEST_PERIOD, date.max.year)
    scale = date(first, 1, 1), date(last, 1, 1)
    return Timeline([_row(page, scale) for page in pages], _ticks(first, last))


def _row(page: ProjectPage, scale: tuple[date, date]) -> TimelineRow:
    source = page.source
    status = source.public_status
    return TimelineRow(
        title=page.title,
        url=page.url,
        other_language=page.other_language,
        status=status.value,
        status_label="" if status == PublicStatus.NOT_STATED else str(status.label),
        period=source.short_period,
        parts=[_stretch(source.start_date, source.end_date, *scale)],
    )


def _stretch(start: PartialDate, end: PartialDate | None, first: date, last: date) -> BarPart:
    """A project on the scale; one whose end is not known runs on to the edge."""
    begins = start.first_day
    ends = min(end.last_day, last) if end else last
    whole = (last - first).days
    return BarPart(_share((begins - first).days, whole), _share((ends - begins).days, whole), is_open=not end)


def _ticks(first: int, last: int) -> list[tuple[str, str]]:
    """Round years for the scale."""
    steps = (1, 2, 5, 10, 20, 50)
    step = next((step for step in steps if (last - first) / step < MOST_TICKS), steps[-1])
    years = range(first + -first % step, last, step)
    return [(str(year), _share(year - first, last - first)) for year in years]


def _share(part: Number, whole: Number) -> str:
    """A share as an attribute of a drawing has it, in every language with a point."""
    return f"{100 * part / whole:.2f}%" if whole else "0%"
