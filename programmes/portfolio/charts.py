"""Bars as a drawing has them: where a piece begins and how long it is, in per cent of the whole."""

from dataclasses import dataclass

MOST_TICKS = 6


@dataclass
class Part:
    """A piece of a bar, as the drawing has it: where it begins and how long it is, of a hundred."""

    start: str
    width: str
    kind: str = ""  # what it stands for, if its pattern says so
    is_open: bool = False  # nobody knows where it ends


def stacked(values, whole):
    """The pieces of a bar one after another; `values` are pairs of what a piece stands for and how much it is."""
    parts, start = [], 0
    for kind, value in values:
        if value:
            parts.append(Part(_share(start, whole), _share(value, whole), kind))
        start += value
    return parts


def _share(part, whole):
    """A share as an attribute of a drawing has it, in every language with a point."""
    return f"{100 * part / whole:.2f}%" if whole else "0%"


def stretch(start, end, first, last):
    """A project on the scale; one whose end is not known runs on to the edge."""
    begins = start.first_day
    ends = min(end.last_day, last) if end else last
    whole = (last - first).days
    return Part(_share((begins - first).days, whole), _share((ends - begins).days, whole), is_open=not end)


def ticks(first, last):
    """Round years for the scale, `(year, where)`."""
    steps = (1, 2, 5, 10, 20, 50)
    step = next((step for step in steps if (last - first) / step < MOST_TICKS), steps[-1])
    years = range(first + -first % step, last, step)
    return [(str(year), _share(year - first, last - first)) for year in years]
