"""Make the shapes of the map of Central Asia from Natural Earth (public domain).

Input: `countries-50m.json` of the npm package `world-atlas` (TopoJSON). Only the standard library is used.
The neighbours are drawn as one piece of land, without lines between them, so the map takes no position on
boundaries outside the five countries.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pages.central_asia import SHAPES
from pages.mapping import Point, Sheet, area, path, rings, simplify

SHEET = Sheet(width=800, height=570, centre=(66.5, 45.35), scale=1520.0)
MARGIN = 12.0  # land is clipped this far outside the picture
DETAIL = 1.5  # least triangle kept, in square map units

# id in the data: two-letter code, where the name stands, the capital, where its name stands beside it
COUNTRIES = {
    "398": ("KZ", (66.6, 48.3), (71.43, 51.13), (16, -14, "start")),
    "417": ("KG", (75.6, 41.25), (74.59, 42.87), (9, -7, "start")),
    "762": ("TJ", (72.75, 38.6), (68.78, 38.54), (-4, 21, "middle")),
    "795": ("TM", (58.55, 39.2), (58.38, 37.95), (-4, 22, "end")),
    "860": ("UZ", (63.5, 42.55), (69.25, 41.31), (-9, 16, "end")),
}


def clip(points: list[Point]) -> list[Point]:
    """Sutherland-Hodgman clipping to the picture and its margin."""
    limits = (
        (0, -MARGIN, 1),
        (0, SHEET.width + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, SHEET.height + MARGIN, -1),
    )
    for axis, limit, sign in limits:
        source, points = points, []
        for i, current in enumerate(source):
            previous = source[i - 1]
            inside, was_inside = sign * (current[axis] - limit) >= 0, sign * (previous[axis] - limit) >= 0
            if inside != was_inside:
                t = (limit - previous[axis]) / (current[axis] - previous[axis])
                points.append(tuple(p + t * (c - p) for p, c in zip(previous, current, strict=False)))
            if inside:
                points.append(current)
        if not points:
            return []
    return points


def shapes(topology):
    """The land around, and each country with its outline and the places of its names."""
    arcs = [simplify(arc, DETAIL) for arc in SHEET.arcs(topology)]
    coarse = [simplify(arc, DETAIL * 4) for arc in SHEET.arcs(topology)]
    land = [clip(shape) for shape in rings(topology["objects"]["land"]["geometries"][0], coarse)]
    known = {geometry.get("id"): geometry for geometry in topology["objects"]["countries"]["geometries"]}
    countries = {}
    for ident, (code, name_at, capital_at, beside) in COUNTRIES.items():
        x, y = SHEET.place(*name_at)
        cx, cy = SHEET.place(*capital_at)
        dx, dy, anchor = beside
        countries[code] = {
            "path": path([shape for shape in rings(known[ident], arcs) if area(shape) > 6]),
            "x": x,
            "y": y,
            "capital": {"x": cx, "y": cy, "name_x": cx + dx, "name_y": cy + dy, "anchor": anchor},
        }
    return {"land": path([shape for shape in land if shape and area(shape) > 60]), "countries": countries}


class Command(BaseCommand):
    help = __doc__.splitlines()[0]

    def add_arguments(self, parser):
        parser.add_argument("topology", type=Path, help="countries-50m.json of the npm package world-atlas")

    def handle(self, *, topology, **options):
        try:
            made = shapes(json.loads(topology.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError) as wrong:
            raise CommandError(f"{topology} is not the file of world-atlas: {wrong}") from wrong
        SHAPES.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(made['countries'])} countries written to {SHAPES.name}.")
