"""Make the shapes of the map of Central Asia from Natural Earth (public domain).

Input: `countries-50m.json` of the npm package `world-atlas` (TopoJSON). Only the standard library is used.
The neighbours are drawn as one piece of land, without lines between them, so the map takes no position on
boundaries outside the five countries.
"""

import heapq
import json
import math
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pages.central_asia import SHAPES

WIDTH, HEIGHT = 800, 570
CENTRE = (66.5, 45.35)  # longitude, latitude
SCALE = 1520.0  # map units for one radian
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

Point = tuple[float, float]


def project(lon: float, lat: float) -> Point:
    """Lambert azimuthal equal-area projection, in map units."""
    lam = math.radians(lon - CENTRE[0])
    phi, phi0 = math.radians(lat), math.radians(CENTRE[1])
    cos_c = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(lam)
    k = SCALE * math.sqrt(2 / max(1 + cos_c, 1e-6))
    x = k * math.cos(phi) * math.sin(lam)
    y = k * (math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(lam))
    return WIDTH / 2 + x, HEIGHT / 2 - y


def decode_arcs(topology: dict) -> list[list[Point]]:
    """Undo the delta coding of TopoJSON and project every point."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(project(x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def triangle(a: Point, b: Point, c: Point) -> float:
    return abs((a[0] - c[0]) * (b[1] - a[1]) - (a[0] - b[0]) * (c[1] - a[1])) / 2


def simplify(points: list[Point], least_area: float) -> list[Point]:
    """Visvalingam's method: drop the point that changes the shape least, again and again.

    Arcs are simplified before polygons are put together, so two neighbours keep the
    same line and no gap opens between them.
    """
    n = len(points)
    if n < 3:
        return points
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))
    gone = [False] * n
    heap = [(triangle(*points[i - 1 : i + 2]), i) for i in range(1, n - 1)]
    heapq.heapify(heap)
    current = {i: area for area, i in heap}
    while heap:
        area, i = heapq.heappop(heap)
        if gone[i] or current[i] != area:
            continue
        if area > least_area:
            break
        gone[i] = True
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < n - 1:
                current[j] = max(area, triangle(points[before[j]], points[j], points[after[j]]))
                heapq.heappush(heap, (current[j], j))
    return [p for p, dropped in zip(points, gone, strict=False) if not dropped]


def ring(arcs: list[list[Point]], indexes: list[int]) -> list[Point]:
    out: list[Point] = []
    for index in indexes:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        out.extend(part[1:] if out else part)
    return out


def rings(geometry: dict, arcs: list[list[Point]]) -> list[list[Point]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring(arcs, part) for polygon in polygons for part in polygon]


def clip(points: list[Point]) -> list[Point]:
    """Sutherland-Hodgman clipping to the picture and its margin."""
    limits = (
        (0, -MARGIN, 1),
        (0, WIDTH + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, HEIGHT + MARGIN, -1),
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


def area(points: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=False))) / 2


def number(value: float) -> str:
    return f"{value:g}"


def path(shapes: list[list[Point]]) -> str:
    """Short SVG path data: whole units with relative moves."""
    out = []
    for points in shapes:
        x = y = None
        commands = []
        for px, py in ((round(a), round(b)) for a, b in points):
            if x is None:
                commands.append(f"M{px} {py}l")
            elif (px, py) != (x, y):
                commands.append(f"{px - x} {py - y} ")
            x, y = px, py
        if len(commands) > 3:
            out.append("".join(commands).rstrip().replace(" -", "-") + "z")
    return "".join(out)


def shapes(topology):
    """The land around, and each country with its outline and the places of its names."""
    arcs = [simplify(arc, DETAIL) for arc in decode_arcs(topology)]
    coarse = [simplify(arc, DETAIL * 4) for arc in decode_arcs(topology)]
    land = [clip(shape) for shape in rings(topology["objects"]["land"]["geometries"][0], coarse)]
    known = {geometry.get("id"): geometry for geometry in topology["objects"]["countries"]["geometries"]}
    countries = {}
    for ident, (code, name_at, capital_at, beside) in COUNTRIES.items():
        x, y = (round(value) for value in project(*name_at))
        cx, cy = (round(value) for value in project(*capital_at))
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
