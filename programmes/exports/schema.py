"""The JSON schema of the file of projects, made from the declarations of its parts."""

import json
import types
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import override

from pages.values.partial_dates import PartialDate
from programmes.exports.json import FileHead
from programmes.exports.record import ProjectRecord, Rule

SCHEMA_FILE = "open-data/projects.schema.json"  # below `static`
SIMPLE_TYPES: dict[object, dict[str, str]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "string"},
    UUID: {"type": "string", "format": "uuid"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    PartialDate: {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
}


def schema_text() -> str:
    """The schema as it stands in its file. Descriptions are in English."""
    with override("en"):
        head = _object(FileHead)
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Projects",
            "description": "The published records of projects in one language. "
            "Figures are text with decimals, so that nothing is rounded.",
            **head,
            "properties": {**head["properties"], "projects": {"type": "array", "items": {"$ref": "#/$defs/project"}}},
            "required": [*head["required"], "projects"],
            "$defs": {"project": _object(ProjectRecord)},
        }
        return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _object(record: type) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _schema_of(field.type) for field in fields(record)},
        "required": [field.name for field in fields(record)],
        "additionalProperties": False,
    }


def _schema_of(declared: Any) -> dict[str, Any]:
    """The schema of a type as Python declares it."""
    if declared in SIMPLE_TYPES:
        return dict(SIMPLE_TYPES[declared])
    origin, arguments = get_origin(declared), get_args(declared)
    if origin is Annotated:
        return _annotated(*arguments)
    if origin in (Union, types.UnionType):
        [inner] = [each for each in arguments if each is not type(None)]
        schema = _schema_of(inner)
        return {**schema, "type": [schema["type"], "null"]}
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema_of(arguments[1])}
    return _object(declared)


def _annotated(declared: Any, *notes: object) -> dict[str, Any]:
    meanings = [str(note) for note in notes if isinstance(note, str | Promise)]
    rules = {note.keyword: note.value for note in notes if isinstance(note, Rule)}
    return {**({"description": meanings[0]} if meanings else {}), **_schema_of(declared), **rules}
