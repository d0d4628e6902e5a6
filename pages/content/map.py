"""The map of Central Asia: shapes made once from Natural Earth (public domain), names from the pages.

The shapes stand in `pages/content/assets/central-asia.json`.
"""

import json
import re
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

SHAPES = Path(__file__).parent / "assets" / "central-asia.json"


@lru_cache
def shapes():
    return json.loads(SHAPES.read_text(encoding="utf-8"))


def map_of(countries, here, office_city):
    """What the template draws: the land, the countries with name and address, the capitals.

    `countries` are the country pages; one that the map does not show is left to the list beside it.
    `here` is the two-letter code of the dark country. It is drawn last, so that nothing covers its name.
    """
    drawable = shapes()["countries"]
    drawn = [
        {"page": page, "is_here": page.iso2 == here, "is_office": page.capital == office_city, **drawable[page.iso2]}
        for page in countries
        if page.iso2 in drawable
    ]
    return {"land": shapes()["land"], "countries": sorted(drawn, key=lambda country: country["is_here"])}


@lru_cache
def outline_of(iso2):
    """The shape of one country alone, `{path, x, y, width, height, capital}`; nothing if the map does not know it."""
    country = shapes()["countries"].get(iso2)
    if not country:
        return None
    points = [point for part in re.findall(r"M[^M]+", country["path"]) for point in _points(part)]
    (left, top), (right, bottom) = (tuple(edge(axis) for axis in zip(*points, strict=True)) for edge in (min, max))
    size = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    # Drawn at one height, a small country would have a larger stop than a large one.
    return {"path": country["path"], "capital": country["capital"], "stop": f"{(bottom - top) / 180:.2f}", **size}


def _points(part):
    """The corners of one closed line, which begins at a point and goes on by steps."""
    numbers = [int(number) for number in re.findall(r"-?\d+", part)]
    steps = zip(numbers[::2], numbers[1::2], strict=True)
    return list(accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1])))
