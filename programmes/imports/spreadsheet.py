"""Spreadsheets as staff make them: from a file, CSV or XLSX, to rows of cells, and from a cell to its value.

What cannot be read for certain is refused with a reason, the whole file or one cell of it. Nothing is guessed.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from pages.values.partial_dates import HOW_TO_WRITE, AmbiguousDateError, PartialDate
from pages.values.safe_cell import without_guard
from programmes.imports import workbook
from programmes.imports.errors import CellError, RefusedError
from programmes.imports.read_workbook import heading_of

LARGEST_FILE = 2 * 1024 * 1024
MOST_ROWS = 2_000
MOST_ROWS_READ = 10 * MOST_ROWS  # counting the empty ones
MOST_COLUMNS = 60
LONGEST_CELL = 10_000
NAMED = 40  # characters of a cell that a reason repeats
LARGEST_AMOUNT = Decimal(10) ** 12

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BEGINS_A_FORMULA = re.compile(r"\s*(?:[=+@]|-(?!\d))", re.ASCII)
_PLAIN_AMOUNT = re.compile(r"\d+(?:[.,]\d{1,2})?", re.ASCII)
_GROUPED_AMOUNTS = [
    re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?", re.ASCII),
    re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}|\d{1,3}(?:,\d{3}){2,}", re.ASCII),
    re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}", re.ASCII),
]
_AMBIGUOUS_AMOUNT = re.compile(r"\d{1,3}[.,]\d{3}", re.ASCII)
_NUMBER = re.compile(r"\d{5,}(?:\.\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[Ee][+-]\d+", re.ASCII)
_DIGITS_KEPT = 15  # by spreadsheet programs, of any number

Cell = str | int | float | date | CellError


@dataclass
class Row:
    """A row with its number as spreadsheet programs count, and its cells by column; empty cells are left out."""

    number: int
    cells: dict[str, Cell]


def read(content: bytes, columns: Mapping[str, str], needed: Iterable[str]) -> list[Row]:
    """The rows of a file. `columns` says which column each accepted heading means; `needed` must be among them."""
    if len(content) > LARGEST_FILE:
        raise RefusedError(_("The file is larger than 2 MB."))
    if content.startswith((_ZIP, _OLD_EXCEL)):
        return _rows_of_table(workbook.read(content, columns), columns, needed)
    return _rows(_csv_rows(content), columns, needed)


def _rows_of_table(table: workbook.Table, columns: Mapping[str, str], needed: Iterable[str]) -> list[Row]:
    try:
        return _rows(iter(table.rows), columns, needed)
    except RefusedError as error:
        if not table.looked_at:
            raise
        names = ", ".join(f"“{name[:NAMED]}”" for name in table.looked_at[:5])
        message = _("%(reason)s Sheets looked at: %(names)s.")
        raise RefusedError(message % {"reason": error, "names": names}) from error


def _rows(raw_rows: Iterator[Sequence[Any]], columns: Mapping[str, str], needed: Iterable[str]) -> list[Row]:
    positions = _columns_by_position(next(raw_rows, []), columns, needed)
    rows: list[Row] = []
    for number, raw_row in enumerate(raw_rows, start=2):
        cells = _cells(raw_row, positions, number)
        if cells:
            rows.append(Row(number, cells))
        if len(rows) > MOST_ROWS or number > MOST_ROWS_READ:
            raise RefusedError(_("The file has more than %d rows. Divide it, or delete empty rows.") % MOST_ROWS)
    if not rows:
        raise RefusedError(_("The file has no rows below its header."))
    return rows


def _csv_rows(content: bytes) -> Iterator[Sequence[Any]]:
    """The rows of a CSV file."""
    text = _decoded(content)
    first_line = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first_line.count), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        message = _("The file cannot be read as CSV at line %d. Is a quotation mark missing?") % reader.line_num
        raise RefusedError(message) from error


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(_not_text()) from error
    if "\0" in text:
        raise RefusedError(_not_text())
    return text


def _not_text() -> str:
    return _("The letters of this file cannot be read. Save it as “CSV UTF-8” or as an XLSX workbook.")


def _columns_by_position(header: Sequence[Any], columns: Mapping[str, str], needed: Iterable[str]) -> dict[int, str]:
    """Which column stands at which position of the header."""
    positions: dict[int, str] = {}
    unknown = []
    for position, heading in enumerate(header):
        name = heading_of(heading)
        column = columns.get(name)
        if not name:
            continue
        if column in positions.values():
            raise RefusedError(_("Two columns are named “%s”.") % column)
        if column:
            positions[position] = column
        else:
            unknown.append(str(heading).strip()[:NAMED])
    if not positions:
        raise RefusedError(
            _("The first row must hold the names of the columns, each in a cell of its own, none merged.")
        )
    if any(position >= MOST_COLUMNS for position in positions):
        raise RefusedError(_too_many_columns())
    if unknown:
        raise RefusedError(_("There is no column of this name: %s.") % ", ".join(f"“{name}”" for name in unknown[:5]))
    for column in needed:
        if column not in positions.values():
            raise RefusedError(_("The column “%s” is missing.") % column)
    return positions


def _too_many_columns() -> str:
    return _("The file has more than %d columns.") % MOST_COLUMNS


def _cells(raw_row: Sequence[Any], positions: Mapping[int, str], number: int) -> dict[str, Cell]:
    """The cells of a row by column."""
    cells = {}
    for position, raw in enumerate(raw_row):
        value = _cell(raw)
        if value is None:
            continue
        if position >= MOST_COLUMNS:
            raise RefusedError(_too_many_columns())
        if position not in positions:
            where = {"row": number, "column": get_column_letter(position + 1)}
            message = _("Row %(row)d says something in column %(column)s, which has no name. Are cells merged?") % where
            raise RefusedError(message)
        cells[positions[position]] = value
    return cells


def _cell(value: Any) -> Cell | None:
    """A text without needless space, a number, a day, nothing, or a `CellError`."""
    if isinstance(value, str):
        return _text_or_error(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool) or not isinstance(value, int | float | date | CellError | None):
        return CellError(_("This is neither a text nor a number nor a day."))
    cell: Cell | None = value
    return cell


def _text_or_error(value: str) -> str | CellError | None:
    if not value.strip(" \n\r\t\u00a0\u202f\ufeff"):
        return None
    if len(value) > LONGEST_CELL:
        return CellError(_("The text is longer than %d characters.") % LONGEST_CELL)
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r\t" for letter in value):
        return CellError(_("The text holds a character that cannot be seen. Type it anew."))
    if _BEGINS_A_FORMULA.match(value) or value[0] in "\n\r\t":
        return CellError(_("The text begins like a formula. Write it without the sign at its beginning."))
    return unicodedata.normalize("NFC", " ".join(without_guard(value).split())) or None


def text(value: Cell) -> str:
    """A cell as text; a whole number as it is written."""
    if isinstance(value, CellError):
        raise value
    if isinstance(value, date):
        raise CellError(_("A day stands where a text should. Has the spreadsheet program changed it?"))
    if isinstance(value, int | float) and 10**_DIGITS_KEPT <= abs(value) < float("inf"):
        raise CellError(_shortened(f"{value:.15g}"))
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if _SCIENTIFIC.fullmatch(str(value)):
        raise CellError(_shortened(str(value)))
    return str(value)


def _shortened(written: str) -> str:
    message = _(
        "“%s” is a long number that the spreadsheet program has cut. Give the cell the format Text, type it anew."
    )
    return message % written[:NAMED]


def day(value: Cell) -> PartialDate:
    """The date that a cell gives, as far as it is known."""
    if isinstance(value, CellError):
        raise value
    if isinstance(value, int | float) and value in range(1000, 10_000):
        return PartialDate(int(value))
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        message = _("%s is a number. It may be Excel's number of a day: give the cell the format of a date.")
        raise CellError(message % text(value)[:NAMED])
    try:
        parsed: PartialDate = PartialDate.parse(str(value))
    except AmbiguousDateError as error:
        ways = {"text": str(value)[:NAMED], "hint": HOW_TO_WRITE}
        raise CellError(_("“%(text)s” can be two days. %(hint)s") % ways) from error
    except ValueError as error:
        message = _("“%(text)s” is no date, or a day that does not exist. %(hint)s")
        raise CellError(message % {"text": str(value)[:NAMED], "hint": HOW_TO_WRITE}) from error
    return parsed


def amount(value: Cell) -> Decimal:
    """The sum of money that a cell gives."""
    written = text(value)
    if _AMBIGUOUS_AMOUNT.fullmatch(written) and not isinstance(value, float):
        digits = {"text": written, "whole": re.sub(r"[.,]", "", written)}
        message = _("“%(text)s” can be read in two ways. Write %(whole)s, or two digits after the point.")
        raise CellError(message % digits)
    number = _number(written)
    if number is None or number >= LARGEST_AMOUNT:
        message = _("“%s” is no amount. Write digits, with at most two after the point: 100000 or 100000.50.")
        raise CellError(message % written[:NAMED])
    return number


def _number(written: str) -> Decimal | None:
    if _PLAIN_AMOUNT.fullmatch(written):
        return Decimal(written.replace(",", "."))
    if not any(grouped.fullmatch(written) for grouped in _GROUPED_AMOUNTS):
        return None
    whole, point, cents = written, "", ""
    if found := re.search(r"[.,](\d{1,2})$", written):
        whole, point, cents = written[: found.start()], ".", found[1]
    return Decimal(re.sub(r"\D", "", whole) + point + cents)


def parts(value: Cell) -> list[str]:
    """The entries of a cell that holds several, with semicolons between them; each once."""
    entries = (entry.strip() for entry in text(value).split(";"))
    return list(dict.fromkeys(entry for entry in entries if entry))
