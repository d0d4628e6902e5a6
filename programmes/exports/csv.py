"""Records of projects as a table, with columns that the import reads too."""

import csv
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from operator import attrgetter

from pages.values.safe_cell import safe_cell
from programmes.exports.record import OWN, BudgetRecord, ProjectRecord, SourceRecord


def _budget(part: str) -> Callable[[ProjectRecord], object]:
    def read(record: ProjectRecord) -> object:
        budget: BudgetRecord | None = record.budget
        return getattr(budget, part) if budget else None

    return read


def _each(field: str, part: str) -> Callable[[ProjectRecord], object]:
    return lambda record: tuple(getattr(entry, part) for entry in getattr(record, field))


def _area(record: ProjectRecord) -> object:
    return record.programme_area.code if record.programme_area else None


def _own_objectives(record: ProjectRecord) -> object:
    """Those of the area follow from the area: written here, an import would make them the project's own."""
    return tuple(entry.slug for entry in record.objectives) if record.objectives_of == OWN else ()


def _source(part: str) -> Callable[[ProjectRecord], object]:
    """Of the first source that has an address."""

    def read(record: ProjectRecord) -> object:
        source: SourceRecord | None = next((source for source in record.sources if source.url), None)
        return getattr(source, part) if source else None

    return read


# What stands in each column.
COLUMNS: dict[str, Callable[[ProjectRecord], object]] = {
    "project_id": attrgetter("project_id"),
    "other_ids": attrgetter("other_ids"),
    "title": attrgetter("title"),
    "summary": attrgetter("summary"),
    "start": attrgetter("start"),
    "end": attrgetter("end"),
    "status": attrgetter("status"),
    "status_as_of": attrgetter("status_as_of"),
    "project_type": attrgetter("project_type"),
    "coverage": attrgetter("coverage"),
    "benefiting_countries": _each("benefiting_countries", "iso2"),
    "donor": _each("donors", "name"),
    "funding_stream": attrgetter("funding_stream"),
    "budget_amount": _budget("amount"),
    "budget_currency": _budget("currency"),
    "budget_as_of": _budget("as_of"),
    "budget_source": _budget("source"),
    "programme_area": _area,
    "locations": _each("locations", "code"),
    "implementing_partners": attrgetter("implementing_partners"),
    "government_counterparts": attrgetter("government_counterparts"),
    "objectives": _own_objectives,
    "gcm_objectives": _each("gcm_objectives", "number"),
    "sdg_targets": _each("sdg_targets", "code"),
    "source": _source("url"),
    "accessed_on": _source("accessed_on"),
}


class _Row:
    """A file that hands back the row written into it."""

    def write(self, row: str) -> str:
        return row


def csv_file(records: Iterable[ProjectRecord]) -> Iterator[str]:
    """A table that spreadsheets open with a double click: UTF-8 with a mark, commas, semicolons within a cell."""
    writer = csv.writer(_Row())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for record in records:
        yield writer.writerow([cell_text(read(record)) for read in COLUMNS.values()])


def cell_text(value: object) -> str:
    """What stands in a cell; never a formula, which could act on the computer of whoever opens the table."""
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    text: str = safe_cell("" if value is None else str(value).strip())
    return text
