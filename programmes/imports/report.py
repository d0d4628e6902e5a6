"""The columns of a spreadsheet of projects, and what a file would do, row by row."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.strategy import ObjectivePage
from pages.values.partial_dates import PartialDate
from programmes.areas import ProgrammeAreaPage
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from programmes.projects import ProjectPage

CREATED, CHANGED, UNCHANGED, REFUSED = "created", "changed", "unchanged", "refused"

# Columns whose cell is one value of the project: the name of its field, and how the cell is read.
DATES = {"start": "start_date", "end": "end_date", "status_as_of": "status_as_of", "budget_as_of": "budget_as_of"}
CHOICES = ("status", "coverage", "budget_currency")
TEXTS = ("project_id", "other_ids", "summary", "project_type", "funding_stream", "budget_source")
FIELDS = {**DATES, **{name: name for name in (*CHOICES, *TEXTS, "budget_amount")}}
# Columns whose cell lists records of another kind, and what the cell calls them.
LISTS = {
    "donor": (Donor, "name"),
    "implementing_partners": (Partner, "name"),
    "government_counterparts": (Partner, "name"),
    "benefiting_countries": (Country, "iso2"),
    "locations": (Province, "code"),
    "objectives": (ObjectivePage, "slug"),
    "gcm_objectives": (GCMObjective, "number"),
    "sdg_targets": (SDGTarget, "code"),
}
MADE_WHEN_NAMED = (Donor, Partner)
TITLES = {"title_ru": "ru", "title_tk": "tk"}
COLUMNS = (
    *("project_id", "other_ids", "title", "title_ru", "title_tk", "summary", "start", "end", "status", "status_as_of"),
    *("project_type", "coverage", "benefiting_countries", "donor", "funding_stream", "budget_amount"),
    *("budget_currency", "budget_as_of", "budget_source", "programme_area", "locations", "implementing_partners"),
    *("government_counterparts", "objectives", "gcm_objectives", "sdg_targets", "source", "source_date"),
    "accessed_on",
)
HEADINGS = {name: name for name in COLUMNS} | {"status_in_source": "status"}


@dataclass
class Change:
    """One value of a project, as it was and as it becomes, in words."""

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
    changes: list = field(default_factory=list)
    refusals: list = field(default_factory=list)  # column and reason
    notes: list = field(default_factory=list)  # column and what is left out
    lists: dict = field(default_factory=dict)  # column → the records that the project will have
    new_titles: dict = field(default_factory=dict)  # locale → title of a translation to be made
    translations: list = field(default_factory=list)  # translations to be published, as they become
    kept_up: list = field(default_factory=list)  # those of them that say afterwards what the original says

    @property
    def kind(self):
        if self.refusals:
            return REFUSED
        if self.area:
            return CREATED
        return CHANGED if self.changes else UNCHANGED

    def refuse(self, column, reason):
        if (column, str(reason)) not in self.refusals:
            self.refusals.append((column, str(reason)))

    def changes_column(self, *columns):
        return any(change.column in columns for change in self.changes)


@dataclass
class Report:
    """What a file would do, or has done, row by row."""

    rows: list
    new_donors: list
    new_partners: list

    def of_kind(self, kind):
        return [row for row in self.rows if row.kind == kind]

    @property
    def created(self):
        return len(self.of_kind(CREATED))

    @property
    def changed(self):
        return len(self.of_kind(CHANGED))

    @property
    def unchanged(self):
        return len(self.of_kind(UNCHANGED))

    @property
    def touched(self):
        """The rows that make, change or leave out something."""
        return [row for row in self.rows if row.kind in (CREATED, CHANGED) or (row.notes and row.kind != REFUSED)]

    @property
    def refused(self):
        """The reasons against the file: number of the row, column, reason."""
        return [(row.number, *refusal) for row in self.rows for refusal in row.refusals]

    @property
    def organisations(self):
        return [*self.new_donors, *self.new_partners]

    @property
    def first_reason(self):
        """One sentence against the file."""
        number, column, reason = self.refused[0]
        sentence = _("Row %(row)d, %(column)s: %(reason)s")
        return sentence % {"row": number, "column": column or _("project"), "reason": reason}
