"""A date of which perhaps only the year or the month is known.

One value type for the whole site. It is stored as the known part of an ISO date (`1997`, `1998-06`,
`2002-12-02`), so that it sorts as text; people write and read it their own way.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, total_ordering
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import FieldBlock

HOW_TO_WRITE = _("Write what is known: 1997, or 06.1998, or 02.12.2002.")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)
_WRITTEN = re.compile(r"(?:(?:(?P<day>\d{1,2})[./])?(?P<month>\d{1,2})[./])?(?P<year>\d{4})", re.ASCII)


def localized_date(day: date, form: str = "DATE_FORMAT") -> str:
    """A day, or its month, as a reader writes it. Only English writes months with a capital letter."""
    text = date_format(timezone.localtime(day) if isinstance(day, datetime) else day, form)
    return text if get_language() == "en" else text.lower()


class AmbiguousDateError(ValueError):
    """A day written with slashes that is one day in Europe and another in America."""


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A year, perhaps with a month, perhaps with a day. `ValueError` for a date that does not exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1000 <= self.year <= 9999:
            raise ValueError("A year has four digits.")
        date(*(1 if part is None else part for part in (self.year, self.month, self.day)))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The date that a person or the database wrote; `ValueError` if it is none."""
        found = _ISO.fullmatch(text.strip()) or _WRITTEN.fullmatch(text.strip())
        if not found:
            raise ValueError("Not a date.")
        date_parts = {part: int(value) for part, value in found.groupdict().items() if value}
        day, month = date_parts.get("day"), date_parts.get("month")
        if "/" in text and day and month and day != month and max(day, month) <= 12:
            raise AmbiguousDateError("Which is the day?")
        return cls(**date_parts)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def __lt__(self, other: object) -> bool:
        return str(self) < str(other)

    @property
    def written(self) -> str:
        """As an editor writes it: `02.12.2002`."""
        return ".".join(f"{part:02}" for part in (self.day, self.month, self.year) if part)

    @property
    def label(self) -> str:
        """As a reader sees it, in the language in use: `2 December 2002`, `June 1998`, `1997`."""
        if self.day:
            return localized_date(self.first_day)
        if self.month:
            return localized_date(self.first_day, "YEAR_MONTH_FORMAT")
        return str(self.year)

    @property
    def short(self) -> str:
        """No longer than a narrow column has room for, without the day: `Dec 2002`, `1997`."""
        return localized_date(self.first_day, "M Y") if self.month else str(self.year)

    @property
    def first_day(self) -> date:
        """The earliest day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def _to_python(value: Any) -> PartialDate | None:
    if value in (None, ""):
        return None
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except AmbiguousDateError as wrong:
        raise ValidationError(_("With slashes this can be two days. %s") % HOW_TO_WRITE) from wrong
    except ValueError as wrong:
        raise ValidationError(_("This date does not exist or cannot be read. %s") % HOW_TO_WRITE) from wrong


@lru_cache(maxsize=4096)
def _from_database(value: str | None) -> PartialDate | None:
    """Ten thousand records have a few hundred dates between them, and nobody can change one."""
    return _to_python(value)


class PartialDateFormField(forms.Field):
    """One text box for a partial date."""

    widget = forms.TextInput(attrs={"maxlength": 20})

    def prepare_value(self, value: Any) -> Any:
        return value.written if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> PartialDate | None:
        return _to_python((value or "").strip() if not isinstance(value, PartialDate) else value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return _to_python(initial) != _to_python((data or "").strip())
        except ValidationError:
            return True


class PartialDateField(models.Field):  # type: ignore[type-arg]  # only the stubs know it as a generic
    """A model field that holds a `PartialDate` or nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "CharField"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return _from_database(value)

    def to_python(self, value: Any) -> PartialDate | None:
        return _to_python(value)

    def get_prep_value(self, value: Any) -> str | None:
        return str(value) if value else None

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(form_class=PartialDateFormField, **kwargs)


class PartialDateBlock(FieldBlock):
    """A partial date inside a StreamField."""

    def __init__(self, required: bool = True, help_text: Any = HOW_TO_WRITE, **kwargs: Any) -> None:
        self.field = PartialDateFormField(required=required, help_text=help_text)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> PartialDate | None:
        return _to_python(value)

    def get_prep_value(self, value: Any) -> str:
        return str(value) if value else ""

    def get_form_state(self, value: Any) -> Any:
        return value.written if isinstance(value, PartialDate) else value

    def get_searchable_content(self, value: PartialDate | None) -> list[str]:
        return [value.label] if value else []

    class Meta:
        icon = "date"
