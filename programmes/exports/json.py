"""Records of projects as JSON: the file, and the values that the API answers with."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from pages.values.partial_dates import PartialDate
from programmes.exports.record import Address, Language, ProjectRecord, Rule


@dataclass(frozen=True)
class LicenceRecord:
    name: str
    url: str


@dataclass(frozen=True)
class FileHead:
    """What the file says before its projects."""

    schema: Annotated[Address, "Where this description stands."]
    licence: Annotated[LicenceRecord | None, "Under which terms the data may be used; null while none is stated."]
    publisher: Annotated[str, "Who publishes the records."]
    last_changed: Annotated[datetime | None, "When a published project last changed; null if there is none."]
    language: Annotated[Language, "The language asked for."]
    filters: Annotated[dict[str, str], "The filters of the address that were applied."]
    count: Annotated[int, "How many projects follow.", Rule("minimum", 0)]


def to_json(value: object) -> Any:
    """A value of a record as JSON can hold it. Decimals become text, so that nothing is rounded."""
    if is_dataclass(value) and not isinstance(value, type | PartialDate):
        return {name: to_json(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date | PartialDate | UUID):
        return str(value)
    return value


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def json_file(head: FileHead, records: Iterable[ProjectRecord]) -> Iterator[str]:
    """One object in parts: what is said of the whole, then the projects as a list, a line for each."""
    yield _dumped(to_json(head))[:-1] + ', "projects": ['
    for position, record in enumerate(records):
        yield (",\n" if position else "\n") + _dumped(to_json(record))
    yield "\n]}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
