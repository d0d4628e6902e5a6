"""An XLSX workbook to rows, read by a process of its own that may not take more than its share."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from programmes.imports import read_workbook
from programmes.imports.errors import CellError, RefusedError

WALL_SECONDS = 60  # a busy machine gives the process its five seconds of work late
# openpyxl takes another parser if it happens to be installed; nothing else of our environment is given.
ENVIRONMENT = {"OPENPYXL_LXML": "False"}


@dataclass
class Table:
    """The rows of a sheet, and the names of the sheets that need to be named."""

    rows: list[list[Any]]
    looked_at: list[str]


def read(content: bytes, headings: Iterable[str]) -> Table:
    """The first table of a workbook that has one of these headings, else the first at all; or a `RefusedError`."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise RefusedError(_not_a_workbook())
    command = [sys.executable, "-I", "-B", read_workbook.__file__, json.dumps(sorted(headings))]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell
            command, input=content, capture_output=True, env=ENVIRONMENT, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(_too_large()) from error
    # Whoever took too much was ended in the middle and said nothing.
    return table_of(done.stdout if done.returncode == 0 else b'{"refused": "large"}')


def table_of(text: str | bytes) -> Table:
    """What the process answered, or a `RefusedError`."""
    answer = json.loads(text)
    if "refused" in answer:
        raise RefusedError(_too_large() if answer["refused"] == "large" else _not_a_workbook())
    return Table([[_value(cell) for cell in row] for row in answer["rows"]], answer["looked_at"])


def _value(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    if "day" in cell:
        return date.fromisoformat(cell["day"])
    if "formula" in cell:
        return CellError(_("A formula. Paste its value instead."))
    if "error" in cell:
        return CellError(_("The spreadsheet program could not calculate this cell: %s.") % cell["error"])
    return CellError(_("This is neither a text nor a number nor a day."))


def _not_a_workbook() -> str:
    return _("This is not an XLSX workbook. Save it as XLSX or as “CSV UTF-8”.")


def _too_large() -> str:
    return _(
        "The workbook is too large when it is unpacked. Copy the table alone into a new one, or save it as “CSV UTF-8”."
    )
