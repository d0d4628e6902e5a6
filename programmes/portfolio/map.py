"""The map of the velayats of Turkmenistan: outlines made once from Natural Earth (public domain), and counts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

SHAPES = Path(__file__).parent / "assets" / "turkmenistan.json"


@dataclass(frozen=True)
class PlaceCount:
    """How many projects work in a place."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class DrawnPlace:
    """A place on the map: where its name stands, and its outline, which the capital has not."""

    code: str
    name: str
    count: int
    x: int
    y: int
    path: str = ""

    @property
    def name_parts(self) -> list[str]:
        """The name in pieces that stand under each other."""
        return self.name.split()


@lru_cache
def _shapes() -> dict[str, dict[str, Any]]:
    shapes: dict[str, dict[str, Any]] = json.loads(SHAPES.read_text(encoding="utf-8"))
    return shapes


def map_of(places: Iterable[PlaceCount]) -> list[DrawnPlace]:
    """What the template draws. The capital is an icon, drawn last, so that nothing covers it.

    A place that the map does not know is left to the table beside it.
    """
    shapes = _shapes()
    drawn = [
        DrawnPlace(place.code, place.name, place.count, **shapes[place.code])
        for place in places
        if place.code in shapes
    ]
    return sorted(drawn, key=lambda place: not place.path)
