"""What a file of projects would do, or has done, row by row."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale

from pages.values.partial_dates import PartialDate
from programmes.areas import ProgrammeAreaPage
from programmes.organisations import Donor, Partner
from programmes.projects import ProjectPage

CREATED, CHANGED, UNCHANGED, REFUSED = "created", "changed", "unchanged", "refused"


@dataclass
class Change:
    """One value of a project, as it was and as it becomes, as an editor reads it."""

    column: str
    old: str
    new: str


@dataclass
class PlannedRow:
    """What a row of the file would do."""

    number: int
    title: str = ""
    project_number: str = ""
    start: PartialDate | None = None
    page: ProjectPage | None = None
    area: ProgrammeAreaPage | None = None  # of a new project
    changes: list[Change] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)  # column and reason
    notes: list[tuple[str, str]] = field(default_factory=list)  # column and what is left out
    lists: dict[str, list[Any]] = field(default_factory=dict)  # column → the entries that the project will have
    new_titles: dict[Locale, str] = field(default_factory=dict)  # titles of translations to be created
    translations: list[ProjectPage] = field(default_factory=list)  # to be published, as they become
    current_translations: list[ProjectPage] = field(default_factory=list)  # those that are up to date afterwards

    @property
    def kind(self) -> str:
        if self.refusals:
            return REFUSED
        if self.area:
            return CREATED
        return CHANGED if self.changes else UNCHANGED

    def refuse(self, column: str, reason: str) -> None:
        if (column, str(reason)) not in self.refusals:
            self.refusals.append((column, str(reason)))

    def changes_column(self, *columns: str) -> bool:
        return any(change.column in columns for change in self.changes)


@dataclass
class Report:
    """What a file would do, or has done, row by row."""

    rows: list[PlannedRow]
    new_donors: list[Donor]
    new_partners: list[Partner]

    def of_kind(self, kind: str) -> list[PlannedRow]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def created(self) -> int:
        return len(self.of_kind(CREATED))

    @property
    def changed(self) -> int:
        return len(self.of_kind(CHANGED))

    @property
    def unchanged(self) -> int:
        return len(self.of_kind(UNCHANGED))

    @property
    def touched(self) -> list[PlannedRow]:
        """The rows that create, change or leave out something."""
        return [row for row in self.rows if row.kind in (CREATED, CHANGED) or (row.notes and row.kind != REFUSED)]

    @property
    def refused(self) -> list[tuple[int, str, str]]:
        """The reasons against the file: number of the row, column, reason."""
        return [(row.number, *refusal) for row in self.rows for refusal in row.refusals]

    @property
    def organisations(self) -> list[Donor | Partner]:
        return [*self.new_donors, *self.new_partners]

    @property
    def first_reason(self) -> str:
        """One sentence against the file."""
        number, column, reason = self.refused[0]
        sentence = _("Row %(row)d, %(column)s: %(reason)s")
        return sentence % {"row": number, "column": column or _("project"), "reason": reason}
