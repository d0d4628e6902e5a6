"""The records of projects in the form of the International Aid Transparency Initiative, version 2.03.

Only what the records state; nothing is filled in to please a validator. A project without a status or a
beginning cannot be told in this form: it is left out, and the page of data says how many are.
"""

import re
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from pages.values.partial_dates import PartialDate
from programmes.exports.record import batches, words
from programmes.open_data_settings import OpenDataSettings
from programmes.organisations import Donor, Partner
from programmes.projects import ProjectPage

VERSION = "2.03"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_IDENTIFIER = re.compile(r"[/&|?]")

# Codes of the standard.
STATUSES = {
    ProjectPage.Status.PIPELINE: "1",
    ProjectPage.Status.ACTIVE: "2",
    ProjectPage.Status.COMPLETED: "4",
    ProjectPage.Status.SUSPENDED: "6",
}
SCOPES = {
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


def left_out(index):
    """Counted over all published projects."""
    without_status = index.having("status", ProjectPage.Status.NOT_STATED)
    without_start = index.everything - index.dated
    return LeftOut(len(without_status | without_start), len(without_status), len(without_start))


def document(hits, terms, licence=None):
    """The file in parts. The standard knows no empty file: if nothing can be told, there is none."""
    found = activities(_tellable(hits), terms)
    first = next(found, None)
    if first is None:
        raise Http404
    return _parts(first, found, licence)


def _tellable(hits):
    if not hits:
        return []
    index = hits.portfolio
    return hits.within(index.dated - index.having("status", ProjectPage.Status.NOT_STATED))


def _parts(first, others, licence):
    moment = quoteattr(timezone.now().isoformat(timespec="seconds"))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="{VERSION}" generated-datetime={moment}>\n'
    if licence:
        yield f"<!-- {escape(NO_XML.sub('', ' '.join(licence.values()))).replace('--', '- -')} -->\n"
    yield first
    yield from others
    yield "</iati-activities>\n"


def activities(pks, terms):
    """An `iati-activity` for each project, as text."""
    kinds = _Kinds()
    for batch in batches(pks, settings.LANGUAGE_CODE):
        texts = words([record["id"] for record in batch])
        for record in batch:
            if record["start"] and record["status"] in STATUSES and record["id"] in texts:
                yield as_text(activity(record, texts[record["id"]], terms, kinds)) + "\n"


class _Kinds:
    """Which kind of organization donors (by slug) and partners (by name) are, as far as staff have said."""

    def __init__(self):
        self.donors = dict(Donor.objects.exclude(kind="").values_list("slug", "kind"))
        self.partners = dict(Partner.objects.exclude(kind="").values_list("name", "kind"))


def as_text(element):
    return ElementTree.tostring(element, encoding="unicode")


def activity(record, texts, terms: OpenDataSettings, kinds):
    """One project. The order of the parts is that of the standard."""
    made = ElementTree.Element("iati-activity", {LANG: settings.LANGUAGE_CODE})
    if record["last_published_at"]:
        made.set("last-updated-datetime", record["last_published_at"])
    if record["budget"]:
        made.set("default-currency", record["budget"]["currency"])
    _add(made, "iati-identifier").text = identifier(record, terms)
    reporting = {"ref": terms.organisation_identifier, "type": terms.organisation_kind}
    _add(made, "reporting-org", terms.organisation_name, **reporting)
    _narratives(_add(made, "title"), [(code, title) for code, title, _summary in texts])
    _narratives(_add(made, "description"), [(code, summary or title) for code, title, summary in texts])
    _add_organisations(made, record, terms, kinds)
    _add_numbers(made, record)
    _add(made, "activity-status", code=STATUSES[record["status"]])
    _add_dates(made, record)
    _add_places(made, record, terms)
    if area := record["programme_area"]:
        _add(made, "sector", area["title"], vocabulary=OWN_VOCABULARY, code=area["code"])
    for target in record["sdg_targets"]:
        _add(made, "tag", target["title"], vocabulary=SDG_TARGETS, code=target["code"])
    _add_budget(made, record)
    for result in record["results"]:
        _add_result(made, result, record)
    return made


def identifier(record, terms):
    """The identifier of the activity: that of the organization, and the number of the project or else its id."""
    number = record["project_id"]
    own = number if number and not NO_IDENTIFIER.search(number) else record["id"]
    return f"{terms.organisation_identifier}-{own}"


def _add(parent, name, narrative="", **attributes):
    """A part, perhaps with a narrative in the language of the activity. `iso_date` becomes `iso-date`."""
    made = ElementTree.SubElement(parent, name)
    for attribute, value in attributes.items():
        made.set(attribute.replace("_", "-"), _clean(value))
    if narrative:
        ElementTree.SubElement(made, "narrative").text = _clean(narrative)
    return made


def _narratives(element, texts):
    for code, text in texts:
        made = ElementTree.SubElement(element, "narrative")
        if code != settings.LANGUAGE_CODE:
            made.set(LANG, code)
        made.text = _clean(text)


def _clean(text):
    """Without the characters that no XML may hold."""
    return NO_XML.sub("", str(text))


def _add_organisations(made, record, terms, kinds):
    for donor in record["donors"]:
        _add(made, "participating-org", donor["name"], role=FUNDING, **_kind(kinds.donors.get(donor["slug"])))
    own = {"ref": terms.organisation_identifier, "type": terms.organisation_kind}
    _add(made, "participating-org", terms.organisation_name, role=ACCOUNTABLE, **own)
    for name in record["implementing_partners"]:
        _add(made, "participating-org", name, role=IMPLEMENTING, **_kind(kinds.partners.get(name)))


def _kind(code):
    return {"type": code} if code else {}


def _add_numbers(made, record):
    if record["project_id"]:
        _add(made, "other-identifier", ref=record["project_id"], type=OWN_NUMBER)
    for number in record["other_ids"]:
        _add(made, "other-identifier", ref=number, type=OTHER_NUMBER)


def _add_dates(made, record):
    """A day that is past is an actual one if the status says that the project has begun or ended."""
    start, today = PartialDate.parse(record["start"]), timezone.localdate()
    begun = record["status"] != ProjectPage.Status.PIPELINE and start.first_day <= today
    _add_date(made, ACTUAL_START if begun else PLANNED_START, start, start.first_day)
    if record["end"]:
        end = PartialDate.parse(record["end"])
        over = record["status"] == ProjectPage.Status.COMPLETED and end.last_day <= today
        _add_date(made, ACTUAL_END if over else PLANNED_END, end, end.last_day)


def _add_date(made, kind, known: PartialDate, day: date):
    note = "" if known.day else MONTH_ONLY if known.month else YEAR_ONLY
    _add(made, "activity-date", note, type=kind, iso_date=day)


def _add_places(made, record, terms):
    """Countries without shares where there are several: no source states the shares."""
    if record["coverage"]:
        _add(made, "activity-scope", code=SCOPES[record["coverage"]])
    countries = record["benefiting_countries"]
    for country in countries:
        share = {"percentage": "100"} if len(countries) == 1 else {}
        _add(made, "recipient-country", country["name"], code=country["iso2"], **share)
    if not countries and record["coverage"] == ProjectPage.Coverage.NATIONAL:
        _add(made, "recipient-country", code=terms.country_code, percentage="100")
    for place in record["locations"]:
        name = ElementTree.SubElement(_add(made, "location", ref=place["code"]), "name")
        ElementTree.SubElement(name, "narrative").text = _clean(place["name"])


def _add_budget(made, record):
    """Over the whole period of the project, if that is known: the records do not divide it by years."""
    budget = record["budget"]
    if not budget or not record["end"]:
        return
    part = _add(made, "budget", type=ORIGINAL_BUDGET, status=INDICATIVE)
    _add(part, "period-start", iso_date=PartialDate.parse(record["start"]).first_day)
    _add(part, "period-end", iso_date=PartialDate.parse(record["end"]).last_day)
    value = {"currency": budget["currency"], "value_date": PartialDate.parse(budget["as_of"]).first_day}
    _add(part, "value", **value).text = budget["amount"]


def _add_result(made, result, record):
    """An indicator with what was planned and reached from the beginning until the day of the figure."""
    part = _add(made, "result", type=NO_RESULT_TYPE)
    _add(part, "title", result["indicator"])
    measure = PER_CENT if result["unit"].lower() in PER_CENT_UNITS else COUNTED
    indicator = _add(part, "indicator", measure=measure)
    _add(indicator, "title", result["indicator"])
    if result["unit"]:
        _add(indicator, "description", result["unit"])
    start, as_of = PartialDate.parse(record["start"]), PartialDate.parse(result["as_of"])
    if result["baseline"] is not None:
        _add(indicator, "baseline", year=start.year, value=result["baseline"])
    period = _add(indicator, "period")
    _add(period, "period-start", iso_date=min(start.first_day, as_of.first_day))
    _add(period, "period-end", iso_date=as_of.last_day)
    for name in ("target", "actual"):
        if result[name] is not None:
            _add(_add(period, name, value=result[name]), "comment", result["source"])
