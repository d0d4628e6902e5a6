"""The map of the velayats of Turkmenistan: shapes made once from Natural Earth (public domain), words from the index.

The shapes stand in `programmes/assets/turkmenistan.json`; `manage.py draw_turkmenistan` makes them.
"""

import json
from functools import lru_cache
from pathlib import Path

SHAPES = Path(__file__).parent / "assets" / "turkmenistan.json"


@lru_cache
def shapes():
    return json.loads(SHAPES.read_text(encoding="utf-8"))


def map_of(places):
    """What the template draws: each place with its shape and the words of its name, which stand under each other.

    The capital is a sign, drawn last, so that nothing covers it.
    `places` are dictionaries with `code` and `name`; one that the map does not know is left to the table beside it.
    """
    known = shapes()
    drawn = [
        {**place, **known[place["code"]], "words": place["name"].split()} for place in places if place["code"] in known
    ]
    return sorted(drawn, key=lambda place: "path" not in place)
