"""Reads one XLSX workbook from standard input, within bounds, and writes its first table to standard output as JSON.

Run as a process of its own by `programmes.imports.workbook`: a workbook of a few kilobytes can be work for hours.
It knows neither the site nor its settings, so that whatever a workbook may make it do finds nothing here.
"""

import io
import json
import resource
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

CPU_SECONDS = 5
MEMORY = 300 * 1024 * 1024  # bytes of address space
LARGEST_FILE = 2 * 1024 * 1024
LARGEST_UNPACKED = 8 * 1024 * 1024  # all parts together
# Beginnings and ends of elements: what a full table of 2,000 rows needs, and ample styles, names and rules.
OF_CELLS = ("xl/worksheets/", "xl/sharedStrings")
MOST_ELEMENTS = 500_000
MOST_OTHER_ELEMENTS = 50_000
MOST_PARTS = 500
MOST_ROWS = 20_001
MOST_COLUMNS = 61
MOST_SHEETS = 50
LONGEST_CELL = 10_001
MOST_LETTERS = 8 * 1024 * 1024  # of all cells: one long text may stand in every cell


class TooLargeError(Exception):
    """The workbook is larger than any table of projects."""


def limit_this_process() -> None:
    """No more processor, memory or files than a sound workbook needs."""
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every system of a developer can limit everything
            resource.setrlimit(what, (most, most))


def check_size(content: bytes) -> None:
    """Refuse what is large before anything of it is understood. Each part is unpacked for no more than it says."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = file.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise TooLargeError
        elements = {part.filename: file.read(part).count(b"<") for part in parts}
    cells = sum(count for name, count in elements.items() if name.startswith(OF_CELLS))
    if cells > MOST_ELEMENTS or sum(elements.values()) - cells > MOST_OTHER_ELEMENTS:
        raise TooLargeError


def first_table(content: bytes, headings: set[str]) -> dict[str, object]:
    """The rows of the first sheet whose first row has a known heading, hidden ones last; else of the first not empty.

    With the name of that sheet, if there are several; of all that were looked at, if none has such a heading.
    """
    check_size(content)
    book = load_workbook(io.BytesIO(content), read_only=True)
    looked_at: list[str] = []
    first: list[list[object]] = []
    for sheet in sorted(book.worksheets[:MOST_SHEETS], key=lambda sheet: sheet.sheet_state != "visible"):
        looked_at.append(sheet.title)
        rows = _rows(sheet)
        if rows and not headings.isdisjoint(map(heading_of, rows[0])):
            return {"rows": rows, "looked_at": [sheet.title] if len(book.worksheets) > 1 else []}
        first = first or rows
    return {"rows": first, "looked_at": looked_at if len(book.worksheets) > 1 else []}


def heading_of(cell: object) -> str:
    """As a column is called, whatever its letters and spaces."""
    return "_".join(str("" if cell is None else cell).casefold().split())


def _rows(sheet: object) -> list[list[object]]:
    """All rows, or none if every cell is empty."""
    rows, letters, says_something = [], 0, False
    # Not the size that the sheet says it has: that may be wrong.
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):  # type: ignore[attr-defined]
        values = [_value(cell) for cell in row]
        while values and values[-1] is None:
            values.pop()
        rows.append(values)
        says_something = says_something or bool(values)
        letters += sum(len(value) for value in values if isinstance(value, str)) + len(values)
        if letters > MOST_LETTERS:
            raise TooLargeError
    return rows if says_something else []


def _value(cell: object) -> object:
    """What JSON can hold of a cell: a text, a number, or an object with one name."""
    kind, value = cell.data_type, cell.value  # type: ignore[attr-defined]
    if kind == "f":
        return {"formula": True}
    if kind == "e":
        return {"error": str(value)[:20]}
    if value is None:
        return None
    if isinstance(value, str):
        # Excel writes a carriage return, and any other character that XML cannot hold, as _x000D_.
        return unescape(value[:LONGEST_CELL])
    if isinstance(value, datetime | date):
        return {"day": value.isoformat()[:10]}
    if isinstance(value, bool) or not isinstance(value, int | float):
        return {"other": True}
    # Excel counts in binary and shows fifteen digits: 100000.30000000002 is 100000.3.
    return float(f"{value:.15g}") if isinstance(value, float) else value


def answer(content: bytes, headings: set[str]) -> str:
    """The first table, or why there is none, as JSON."""
    try:
        return json.dumps(first_table(content, headings))
    except (TooLargeError, MemoryError):
        return json.dumps({"refused": "large"})
    except Exception:  # openpyxl answers a damaged workbook with any kind of error
        return json.dumps({"refused": "damaged"})


def main() -> None:
    limit_this_process()
    sys.stdout.write(answer(sys.stdin.buffer.read(LARGEST_FILE + 1), set(json.loads(sys.argv[1]))))


if __name__ == "__main__":
    main()
