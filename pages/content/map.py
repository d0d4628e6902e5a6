"""The map of Central Asia: shapes made once from Natural Earth (public domain), names from the pages.

The shapes stand in `pages/content/assets/central-asia.json`.
"""

import json
from functools import lru_cache
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
