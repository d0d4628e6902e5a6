"""From a TopoJSON file to short SVG paths: what the commands that draw maps have in common.

Only the standard library is used. `programmes` and `pages` each have a map; the shapes are made once and kept as data.
"""

import heapq
import math
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """The picture that a map is drawn on, and how the globe is laid on it."""

    width: int
    height: int
    centre: Point  # longitude, latitude
    scale: float  # map units for one radian

    def project(self, lon: float, lat: float) -> Point:
        """Lambert azimuthal equal-area projection, in map units."""
        lam = math.radians(lon - self.centre[0])
        phi, phi0 = math.radians(lat), math.radians(self.centre[1])
        cos_c = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(lam)
        k = self.scale * math.sqrt(2 / max(1 + cos_c, 1e-6))
        x = k * math.cos(phi) * math.sin(lam)
        y = k * (math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(lam))
        return self.width / 2 + x, self.height / 2 - y

    def place(self, lon: float, lat: float) -> tuple[int, int]:
        """The same in whole units: where a name or a sign stands."""
        x, y = self.project(lon, lat)
        return round(x), round(y)

    def arcs(self, topology: dict) -> list[list[Point]]:
        """Undo the delta coding of TopoJSON and project every point."""
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        arcs = []
        for arc in topology["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append(self.project(x * sx + tx, y * sy + ty))
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


def area(points: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=False))) / 2


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
