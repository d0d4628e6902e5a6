"""A published project as open data gives it, in one language: typed values, and what each of them means.

Dates, amounts and numbers keep their types. CSV, JSON, IATI and the API turn them into text, each in its own way, at
the moment of writing. The JSON schema and the list of fields on the page of data are made from these declarations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final, Literal, get_args
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pages.values.partial_dates import PartialDate
from programmes.blocks import Sex
from programmes.project_status import PublicStatus
from programmes.projects import ProjectPage

OWN: Final = "project"
OF_AREA: Final = "programme_area"


@dataclass(frozen=True)
class Rule:
    """What JSON schema says of a value beyond its type."""

    keyword: str
    value: str | int | tuple[str, ...]


def _one_of(values: Iterable[str]) -> Rule:
    return Rule("enum", tuple(values))


def _pattern(pattern: str) -> Rule:
    return Rule("pattern", pattern)


Address = Annotated[str, Rule("format", "uri")]
Language = Annotated[str, _one_of(code for code, _name in settings.LANGUAGES)]
Money = Annotated[Decimal, _pattern(r"^\d+\.\d{2}$")]  # with two decimals
Figure = Annotated[Decimal, _pattern(r"^\d+(\.\d+)?$")]  # without zeros at its end
People = Annotated[int, Rule("minimum", 0)]


@dataclass(frozen=True, slots=True)
class AreaRecord:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ObjectiveRecord:
    slug: str
    title: str
    url: Address | None


@dataclass(frozen=True, slots=True)
class DonorRecord:
    name: str
    slug: str
    amount: Money | None
    currency: Annotated[str, _pattern("^([A-Z]{3})?$")]
    year: int | None


@dataclass(frozen=True, slots=True)
class BudgetRecord:
    amount: Money
    currency: Annotated[str, _pattern("^[A-Z]{3}$")]
    as_of: PartialDate
    source: str


@dataclass(frozen=True, slots=True)
class CountryRecord:
    iso2: Annotated[str, _pattern("^[A-Z]{2}$")]
    name: str


@dataclass(frozen=True, slots=True)
class LocationRecord:
    code: Annotated[str, _pattern("^TM-[A-Z]$")]
    name: str


@dataclass(frozen=True, slots=True)
class GCMObjectiveRecord:
    number: Annotated[int, Rule("minimum", 1), Rule("maximum", 23)]
    title: str


@dataclass(frozen=True, slots=True)
class SDGTargetRecord:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ResultRecord:
    indicator: str
    baseline: Figure | None
    target: Figure | None
    actual: Figure | None
    unit: str
    as_of: PartialDate
    source: str


@dataclass(frozen=True, slots=True)
class BeneficiaryRecord:
    group: str
    sex: Annotated[str, _one_of(Sex.values)]
    age_band: str
    planned: People | None
    reached: People | None
    as_of: PartialDate
    source: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    title: str
    publisher: str
    url: Address | None
    accessed_on: date | None


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """Only what readers can see on the page of a project."""

    id: Annotated[UUID, _("Never changes, and is the same in every language.")]
    project_id: Annotated[str, _("The number of the project at IOM; empty if it is not known.")]
    other_ids: Annotated[tuple[str, ...], _("Further numbers, for example those of donors.")]
    title: Annotated[str, _("The title in the language of the record."), Rule("minLength", 1)]
    source_title: Annotated[str, _("The title as the donor's or IOM's own record has it.")]
    summary: Annotated[str, _("What the project is about, in two sentences.")]
    language: Annotated[
        Language, _("Of the title and the texts: the language asked for, or English where there is no translation.")
    ]
    url: Annotated[Address, _("The page of the project.")]
    status: Annotated[
        str,
        _("As the office states it: not_stated, pipeline, active, completed or suspended."),
        _one_of(ProjectPage.Status.values),
    ]
    public_status: Annotated[
        str,
        _("As pages show it and the filter knows it: “ended” once the end is past, whatever was stated."),
        _one_of(PublicStatus.values),
    ]
    status_as_of: Annotated[PartialDate | None, _("When the status was last known to be right.")]
    start: Annotated[PartialDate | None, _("As far as it is known: 2014, 2014-06 or 2014-06-02.")]
    end: Annotated[PartialDate | None, _("As far as it is known, like the start.")]
    programme_area: Annotated[AreaRecord | None, _("The area of work: code and title.")]
    objectives: Annotated[tuple[ObjectiveRecord, ...], _("The objectives of the strategy that it serves.")]
    objectives_of: Annotated[
        Literal["project", "programme_area"],
        _("Whose objectives these are: the project's own, or those of its programme area."),
    ]
    donors: Annotated[tuple[DonorRecord, ...], _("Who pays; amount, currency and year only where they are published.")]
    budget: Annotated[
        BudgetRecord | None,
        _("Amount with two decimals, currency, date and source; empty where none is published."),
    ]
    project_type: Annotated[str, _("As IOM's project database names it.")]
    coverage: Annotated[
        str,
        _("national, regional or global; empty if it is not stated."),
        _one_of(["", *ProjectPage.Coverage.values]),
    ]
    funding_stream: Annotated[str, _("For example the name of a fund.")]
    benefiting_countries: Annotated[tuple[CountryRecord, ...], _("ISO 3166 code and name.")]
    implementing_partners: Annotated[tuple[str, ...], _("Who carries it out together with IOM.")]
    government_counterparts: Annotated[tuple[str, ...], _("The authorities with which it is done.")]
    locations: Annotated[tuple[LocationRecord, ...], _("Velayats: ISO 3166-2 code and name.")]
    gcm_objectives: Annotated[
        tuple[GCMObjectiveRecord, ...], _("Objectives of the Global Compact for Migration that it serves.")
    ]
    sdg_targets: Annotated[
        tuple[SDGTargetRecord, ...], _("Targets of the Sustainable Development Goals that it serves.")
    ]
    results: Annotated[tuple[ResultRecord, ...], _("What was planned and reached, each with its date and source.")]
    beneficiaries: Annotated[
        tuple[BeneficiaryRecord, ...], _("Groups of people, planned and reached, each with its date and source.")
    ]
    sources: Annotated[
        tuple[SourceRecord, ...], _("Where the statements of the record come from, and when they were read.")
    ]
    awaits_check: Annotated[
        bool, _("True while the office has not yet checked the record, which was taken from public sources.")
    ]
    reviewed_on: Annotated[date | None, _("When the office last checked the page.")]
    last_published_at: Annotated[datetime | None, _("When the record was last changed for readers.")]


def field_meanings() -> dict[str, Promise]:
    """Name and meaning of every field of a project, in the order of the record."""
    return {
        field.name: next(note for note in get_args(field.type) if isinstance(note, Promise))
        for field in fields(ProjectRecord)
    }
