"""Records of projects in the form of the International Aid Transparency Initiative, version 2.03.

Only what the records state; nothing is filled in to please a validator. A project without a status or a
beginning cannot be told in this form: it is left out, and the page of data says how many are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from pages.values.partial_dates import PartialDate
from programmes.exports.json import LicenceRecord
from programmes.exports.record import ProjectRecord, ResultRecord
from programmes.exports.record_reader import Text, read_batches, texts_by_language
from programmes.open_data_settings import OpenDataSettings
from programmes.organisations import Donor, Partner
from programmes.portfolio.portfolio import Portfolio, ProjectSelection
from programmes.projects import ProjectPage

VERSION = "2.03"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_IDENTIFIER = re.compile(r"[/&|?]")

# Codes of the standard.
STATUSES: dict[str, str] = {
    ProjectPage.Status.PIPELINE: "1",
    ProjectPage.Status.ACTIVE: "2",
    ProjectPage.Status.COMPLETED: "4",
    ProjectPage.Status.SUSPENDED: "6",
}
SCOPES: dict[str, str] = {
    ProjectPage.Coverage.GLOBAL: "1",
    ProjectPage.Coverage.REGIONAL: "2",
    ProjectPage.Coverage.NATIONAL: "4",
}
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
OWN_NUMBER, OTHER_NUMBER = "A1", "A9"
OWN_VOCABULARY, SDG_TARGETS = "99", "3"
ORIGINAL_BUDGET, INDICATIVE = "1", "1"
NO_RESULT_TYPE, COUNTED, PER_CENT = "9", "1", "2"
PER_CENT_UNITS = {"%", "per cent", "percent"}
YEAR_ONLY, MONTH_ONLY = "Only the year is known.", "Only the month and the year are known."


@dataclass
class LeftOut:
    """How many projects the standard cannot hold, and why. One may lack both."""

    count: int
    without_status: int
    without_start: int


def left_out(index: Portfolio) -> LeftOut:
    """Counted over all published projects."""
    without_status = index.everything - index.stated
    without_start = index.everything - index.dated
    return LeftOut(len(without_status | without_start), len(without_status), len(without_start))


def _complete(selection: Sequence[int]) -> Sequence[int]:
    """Those that have a status and a beginning."""
    if not isinstance(selection, ProjectSelection):
        return []
    index = selection.portfolio
    return selection.within(index.dated & index.stated)


def iati_file(selection: Sequence[int], terms: OpenDataSettings, licence: LicenceRecord | None = None) -> Iterator[str]:
    """The file in parts. The standard knows no empty file: without an activity there is none."""
    found = activities(_complete(selection), terms)
    first = next(found, None)
    if first is None:
        raise Http404
    return _parts(first, found, licence)


def _parts(first: str, others: Iterable[str], licence: LicenceRecord | None) -> Iterator[str]:
    moment = quoteattr(_text(timezone.now()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="{VERSION}" generated-datetime={moment}>\n'
    if licence:
        yield f"<!-- {escape(_text(f'{licence.name} {licence.url}')).replace('--', '- -')} -->\n"
    yield first
    yield from others
    yield "</iati-activities>\n"


def activities(pks: Iterable[int], terms: OpenDataSettings) -> Iterator[str]:
    """An `iati-activity` for each project, as text."""
    kinds = _Kinds()
    for batch in read_batches(pks, settings.LANGUAGE_CODE):
        texts = texts_by_language([record.id for record in batch])
        for record in batch:
            if record.start and record.status in STATUSES and record.id in texts:
                element = activity(record, record.start, texts[record.id], terms, kinds)
                yield tostring(element, encoding="unicode") + "\n"


class _Kinds:
    """Which kind of organization donors (by slug) and partners (by name) are, as far as staff have said."""

    def __init__(self) -> None:
        self.donors = dict(Donor.objects.exclude(kind="").values_list("slug", "kind"))
        self.partners = dict(Partner.objects.exclude(kind="").values_list("name", "kind"))


def activity(
    record: ProjectRecord, start: PartialDate, texts: list[Text], terms: OpenDataSettings, kinds: _Kinds
) -> Element:
    """One project. The order of the parts is that of the standard."""
    made = Element("iati-activity", {LANG: settings.LANGUAGE_CODE})
    if record.last_published_at:
        made.set("last-updated-datetime", _text(record.last_published_at))
    if record.budget:
        made.set("default-currency", record.budget.currency)
    _add(made, "iati-identifier").text = identifier(record, terms)
    reporting = {"ref": terms.organisation_identifier, "type": terms.organisation_kind}
    _add(made, "reporting-org", terms.organisation_name, **reporting)
    _add_narratives(_add(made, "title"), [(text.language, text.title) for text in texts])
    _add_narratives(_add(made, "description"), [(text.language, text.summary or text.title) for text in texts])
    _add_organisations(made, record, terms, kinds)
    _add_numbers(made, record)
    _add(made, "activity-status", code=STATUSES[record.status])
    _add_dates(made, record, start)
    _add_places(made, record, terms)
    if area := record.programme_area:
        _add(made, "sector", area.title, vocabulary=OWN_VOCABULARY, code=area.code)
    for target in record.sdg_targets:
        _add(made, "tag", target.title, vocabulary=SDG_TARGETS, code=target.code)
    _add_budget(made, record, start)
    for result in record.results:
        _add_result(made, result, start)
    return made


def identifier(record: ProjectRecord, terms: OpenDataSettings) -> str:
    """The identifier of the activity: that of the organization, and the number of the project or else its id."""
    number = record.project_id
    own = number if number and not NO_IDENTIFIER.search(number) else record.id
    return f"{terms.organisation_identifier}-{own}"


def _add(parent: Element, name: str, narrative: str = "", **attributes: object) -> Element:
    """A part, perhaps with a narrative in the language of the activity. `iso_date` becomes `iso-date`."""
    made = SubElement(parent, name)
    for attribute, value in attributes.items():
        made.set(attribute.replace("_", "-"), _text(value))
    if narrative:
        SubElement(made, "narrative").text = _text(narrative)
    return made


def _add_narratives(element: Element, texts: Iterable[tuple[str, str]]) -> None:
    for language, text in texts:
        made = SubElement(element, "narrative")
        if language != settings.LANGUAGE_CODE:
            made.set(LANG, language)
        made.text = _text(text)


def _text(value: object) -> str:
    """A value as it stands in the file, without the characters that no XML may hold."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return NO_XML.sub("", f"{value:f}" if isinstance(value, Decimal) else str(value))


def _add_organisations(made: Element, record: ProjectRecord, terms: OpenDataSettings, kinds: _Kinds) -> None:
    for donor in record.donors:
        _add(made, "participating-org", donor.name, role=FUNDING, **_kind(kinds.donors.get(donor.slug)))
    own = {"ref": terms.organisation_identifier, "type": terms.organisation_kind}
    _add(made, "participating-org", terms.organisation_name, role=ACCOUNTABLE, **own)
    for name in record.implementing_partners:
        _add(made, "participating-org", name, role=IMPLEMENTING, **_kind(kinds.partners.get(name)))


def _kind(code: str | None) -> dict[str, str]:
    return {"type": code} if code else {}


def _add_numbers(made: Element, record: ProjectRecord) -> None:
    if record.project_id:
        _add(made, "other-identifier", ref=record.project_id, type=OWN_NUMBER)
    for number in record.other_ids:
        _add(made, "other-identifier", ref=number, type=OTHER_NUMBER)


def _add_dates(made: Element, record: ProjectRecord, start: PartialDate) -> None:
    """A day that is past is an actual one if the status says that the project has begun or ended."""
    today = timezone.localdate()
    begun = record.status != ProjectPage.Status.PIPELINE and start.first_day <= today
    _add_date(made, ACTUAL_START if begun else PLANNED_START, start, start.first_day)
    if end := record.end:
        over = record.status == ProjectPage.Status.COMPLETED and end.last_day <= today
        _add_date(made, ACTUAL_END if over else PLANNED_END, end, end.last_day)


def _add_date(made: Element, kind: str, stated: PartialDate, day: date) -> None:
    note = "" if stated.day else MONTH_ONLY if stated.month else YEAR_ONLY
    _add(made, "activity-date", note, type=kind, iso_date=day)


def _add_places(made: Element, record: ProjectRecord, terms: OpenDataSettings) -> None:
    """Countries without shares where there are several: no source states the shares."""
    if record.coverage:
        _add(made, "activity-scope", code=SCOPES[record.coverage])
    countries = record.benefiting_countries
    for country in countries:
        share = {"percentage": "100"} if len(countries) == 1 else {}
        _add(made, "recipient-country", country.name, code=country.iso2, **share)
    if not countries and record.coverage == ProjectPage.Coverage.NATIONAL:
        _add(made, "recipient-country", code=terms.country_code, percentage="100")
    for location in record.locations:
        name = SubElement(_add(made, "location", ref=location.code), "name")
        SubElement(name, "narrative").text = _text(location.name)


def _add_budget(made: Element, record: ProjectRecord, start: PartialDate) -> None:
    """Over the whole period of the project, if that is known: the records do not divide it by years."""
    budget = record.budget
    if not budget or not record.end:
        return
    part = _add(made, "budget", type=ORIGINAL_BUDGET, status=INDICATIVE)
    _add(part, "period-start", iso_date=start.first_day)
    _add(part, "period-end", iso_date=record.end.last_day)
    value = _add(part, "value", currency=budget.currency, value_date=budget.as_of.first_day)
    value.text = _text(budget.amount)


def _add_result(made: Element, result: ResultRecord, start: PartialDate) -> None:
    """An indicator with what was planned and reached from the beginning until the day of the figure."""
    part = _add(made, "result", type=NO_RESULT_TYPE)
    _add(part, "title", result.indicator)
    measure = PER_CENT if result.unit.lower() in PER_CENT_UNITS else COUNTED
    indicator = _add(part, "indicator", measure=measure)
    _add(indicator, "title", result.indicator)
    if result.unit:
        _add(indicator, "description", result.unit)
    if result.baseline is not None:
        _add(indicator, "baseline", year=start.year, value=result.baseline)
    period = _add(indicator, "period")
    _add(period, "period-start", iso_date=min(start.first_day, result.as_of.first_day))
    _add(period, "period-end", iso_date=result.as_of.last_day)
    for name, value in (("target", result.target), ("actual", result.actual)):
        if value is not None:
            _add(_add(period, name, value=value), "comment", result.source)
