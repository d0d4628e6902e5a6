"""The columns of a spreadsheet of projects: how a cell of each is read, and which field of a project it fills."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext as _

from programmes.areas import ProgrammeAreaPage
from programmes.imports import spreadsheet
from programmes.imports.errors import CellError
from programmes.imports.lookups import LISTS, Lookups, key_of
from programmes.imports.spreadsheet import Cell, Row
from programmes.projects import ProjectPage

Parser = Callable[[Cell, Lookups], Any]


@dataclass
class ParsedRow:
    """What a row says: a value for each column that could be read, a reason for each that could not."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def parse(row: Row, lookups: Lookups) -> ParsedRow:
    """Read every cell of a row by its column."""
    parsed = ParsedRow(row.number)
    for column, cell in row.cells.items():
        try:
            parsed.values[column] = COLUMNS[column](cell, lookups)
        except CellError as error:
            parsed.faults[column] = str(error)
    if "title" not in row.cells:
        parsed.faults["title"] = _("Every project needs its title.")
    return parsed


def _text(name: str) -> Parser:
    """A text that the field of a project accepts."""
    model_field: Any = ProjectPage._meta.get_field(name)

    def parse_text(cell: Cell, _lookups: Lookups) -> str:
        text = spreadsheet.text(cell)
        # A text field tells its form how long it may be, and checks the rest itself.
        _check(MaxLengthValidator(model_field.max_length), text)
        _check(model_field.run_validators, text)
        return text

    return parse_text


def _choice(name: str) -> Parser:
    """One of the choices of a field, by its value or its label."""
    model_field: Any = ProjectPage._meta.get_field(name)

    def parse_choice(cell: Cell, _lookups: Lookups) -> str:
        text, choices = key_of(spreadsheet.text(cell)), model_field.flatchoices
        for value, label in choices:
            if text in (key_of(value), key_of(label)):
                return str(value)
        values = ", ".join(value for value, _label in choices)
        raise CellError(_("“%(text)s” is none of these: %(values)s.") % {"text": text[:40], "values": values})

    return parse_choice


def _entries(column: str) -> Parser:
    """Entries of a list, each once."""
    model, _name = LISTS[column]

    def parse_entries(cell: Cell, lookups: Lookups) -> list[Any]:
        entries = {}
        for text in spreadsheet.parts(cell):
            entry = lookups.entry(model, text)
            if entry is None:
                if code := lookups.code_of(column, text):
                    raise CellError(_("Write %(code)s for “%(name)s”.") % {"code": code, "name": text[:40]})
                message = _("“%s” is not known. Several are written with semicolons between them.")
                raise CellError(message % text[:40])
            entries[id(entry)] = entry
        return list(entries.values())

    return parse_entries


def _date(cell: Cell, _lookups: Lookups) -> Any:
    return spreadsheet.day(cell)


def _whole_date(cell: Cell, _lookups: Lookups) -> Any:
    day = spreadsheet.day(cell)
    if not day.day:
        raise CellError(_("Give the day, month and year on which the source was read."))
    return day


def _amount(cell: Cell, _lookups: Lookups) -> Any:
    return spreadsheet.amount(cell)


def _address(cell: Cell, _lookups: Lookups) -> str:
    text = spreadsheet.text(cell)
    _check(URLValidator(["http", "https"]), text)
    return text


def _areas(cell: Cell, lookups: Lookups) -> list[ProgrammeAreaPage]:
    """The published areas of work with a code; staff may have given it to several."""
    code = spreadsheet.text(cell)
    areas = lookups.areas.get(key_of(code))
    if not areas:
        raise CellError(_("No published area of work has the code “%s”.") % code[:40])
    return areas


def _check(validate: Callable[[str], object], text: str) -> None:
    try:
        validate(text)
    except ValidationError as error:
        raise CellError(" ".join(error.messages)) from error


# Every column with its parser, in the order of the empty table.
COLUMNS: dict[str, Parser] = {
    "project_id": _text("project_id"),
    "other_ids": _text("other_ids"),
    "title": _text("title"),
    "title_ru": _text("title"),
    "title_tk": _text("title"),
    "summary": _text("summary"),
    "start": _date,
    "end": _date,
    "status": _choice("status"),
    "status_as_of": _date,
    "project_type": _text("project_type"),
    "coverage": _choice("coverage"),
    "benefiting_countries": _entries("benefiting_countries"),
    "donor": _entries("donor"),
    "funding_stream": _text("funding_stream"),
    "budget_amount": _amount,
    "budget_currency": _choice("budget_currency"),
    "budget_as_of": _date,
    "budget_source": _text("budget_source"),
    "programme_area": _areas,
    "locations": _entries("locations"),
    "implementing_partners": _entries("implementing_partners"),
    "government_counterparts": _entries("government_counterparts"),
    "objectives": _entries("objectives"),
    "gcm_objectives": _entries("gcm_objectives"),
    "sdg_targets": _entries("sdg_targets"),
    "source": _address,
    "source_date": _date,
    "accessed_on": _whole_date,
}
HEADINGS = {name: name for name in COLUMNS} | {"status_in_source": "status"}
# Columns whose cell is one value of the project, and the name of its field.
FIELDS = {"start": "start_date", "end": "end_date"} | {
    name: name
    for name in (
        *("status", "status_as_of", "project_id", "other_ids", "summary", "project_type", "coverage"),
        *("funding_stream", "budget_amount", "budget_currency", "budget_as_of", "budget_source"),
    )
}
TRANSLATED_TITLES = {"title_ru": "ru", "title_tk": "tk"}
