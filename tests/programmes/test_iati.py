"""The IATI file, held against the standard itself, as the package pyIATI carries it; see `.ci/tools`."""

import json
import os
import tracemalloc

import pytest
from django.conf import settings
from django.utils import timezone
from lxml import etree

from programmes.exports import iati
from programmes.exports.record_reader import read_records
from programmes.places import Country
from programmes.portfolio.index import portfolio
from tests.programmes import samples
from tests.programmes.samples import SECRET, full_project

if not os.environ.get("IATI_STANDARD"):
    pytest.skip("the IATI standard could not be had; see .ci/tools", allow_module_level=True)
STANDARD = settings.ROOT / os.environ["IATI_STANDARD"]
SCHEMA = etree.XMLSchema(etree.parse(STANDARD / "schemas" / "iati-activities-schema.xsd"))
RULES = json.loads((STANDARD / "rulesets" / "standard_ruleset.json").read_text())
# The list was added to after the package was made.
LATER = {"TagVocabulary": {"2", "3", "4"}}


@pytest.fixture
def offered(terms):
    terms.organisation_identifier, terms.organisation_kind = "XX-SAMPLE-1", "40"
    terms.organisation_name, terms.licence_name = "Sample organization", "Sample -- licence"
    terms.save()
    return terms


@pytest.fixture
def activity_of(offered, read):
    """The activity of a project in the file, by its title; the whole file is checked first."""

    def activity_of(title, query=""):
        document = etree.fromstring(read("xml", query).encode())
        SCHEMA.assertValid(document)
        assert wrong_codes(document) == []
        assert broken_rules(document) == []
        [activity] = document.xpath("iati-activity[title/narrative=$title]", title=title)
        return activity

    return activity_of


def codelist(name):
    codes = etree.parse(STANDARD / "codelists" / f"{name}.xml").xpath("//code/text()")
    return {*codes, *LATER.get(name, ())}


def wrong_codes(document):
    """Codes of the document that their official list does not have."""
    wrong = []
    for mapping in etree.parse(STANDARD / "codelist-mapping.xml").iter("mapping"):
        path, name = mapping.findtext("path"), mapping.find("codelist").get("ref")
        if condition := mapping.findtext("condition"):
            path = f"[{condition}]/@".join(path.rsplit("/@", 1))
        used = set(document.xpath(path))
        wrong += [(path, code) for code in used and used - codelist(name)]
    return wrong


def broken_rules(document):
    """Rules of the standard that the document breaks: dates in order, something of each, shares of a hundred."""
    broken = []
    for place, rules in RULES.items():
        for element in document.xpath(place):
            for case in rules.get("date_order", {}).get("cases", ()):
                less, more = (_day(element, case[side]) for side in ("less", "more"))
                if less and more and less > more:
                    broken.append((place, case))
            for case in rules.get("atleast_one", {}).get("cases", ()):
                if not any(element.xpath(path) for path in case["paths"]):
                    broken.append((place, case))
            for case in rules.get("sum", {}).get("cases", ()):
                shares = [float(share) for path in case["paths"] for share in element.xpath(path)]
                if shares and sum(shares) != case["sum"]:
                    broken.append((place, case))
    return broken


def _day(element, path):
    if path == "NOW":
        return str(timezone.localdate())
    found = element.xpath(path)
    return found[0] if found else None


def test_full_project_is_stated_as_the_standard_wants_it(activity_of):
    activity = activity_of(full_project().title)
    assert activity.findtext("iati-identifier") == "XX-SAMPLE-1-SA.0001"
    assert activity.xpath("other-identifier/@ref") == ["SA.0001", "X-1", "X-2"]
    assert activity.find("activity-status").get("code") == "2"
    assert activity.xpath("activity-date/@iso-date") == ["2024-01-01", "2027-06-30"]
    assert activity.xpath("activity-date/@type") == ["2", "3"]
    assert activity.xpath("activity-date/narrative/text()") == [iati.YEAR_ONLY, iati.MONTH_ONLY]
    assert activity.xpath("participating-org/@role") == ["1", "1", "2", "4"]
    assert activity.xpath("participating-org[@role=4]/@type") == ["22"]
    assert activity.xpath("participating-org[@role=1]/@type") == []
    assert activity.find("recipient-country").attrib == {"code": "TM", "percentage": "100"}
    assert activity.find("tag").attrib == {"vocabulary": "3", "code": "10.7"}
    assert activity.find("sector").attrib == {"vocabulary": "99", "code": "A3.1"}
    value = activity.find("budget/value")
    assert (value.text, value.get("currency"), value.get("value-date")) == ("1250000.50", "USD", "2025-01-01")
    assert activity.find("result/indicator").get("measure") == "2"
    assert activity.find("result/indicator/period/actual").get("value") == "42.5"
    assert SECRET not in etree.tostring(activity, encoding="unicode")


@pytest.mark.parametrize(
    ("facts", "types"),
    [
        ({"status": "pipeline", "start_date": "2030", "end_date": "2031"}, ["1", "3"]),
        ({"status": "completed", "start_date": "2014", "end_date": "2015-02"}, ["2", "4"]),
        ({"status": "suspended", "start_date": "2014"}, ["2"]),
        ({"status": "active", "start_date": "2999"}, ["1"]),
    ],
)
def test_dates_are_actual_only_when_they_are_past(activity_of, facts, types):
    activity = activity_of(samples.project("Sample of dates", **facts).title)
    assert activity.xpath("activity-date/@type") == types


def test_several_countries_have_no_invented_shares(activity_of):
    countries = list(Country.objects.filter(locale=samples.area().locale)[:2])
    assert len(countries) == 2
    page = full_project(benefiting_countries=countries)
    assert activity_of(page.title).xpath("recipient-country/@percentage") == []


def test_national_project_without_countries_is_in_that_of_the_settings(activity_of):
    activity = activity_of(full_project(benefiting_countries=[]).title)
    assert activity.find("recipient-country").get("code") == "TM"


def test_texts_of_all_published_languages_are_there(activity_of):
    page = full_project()
    samples.translated(page, "ru", "Образец")
    narratives = activity_of(page.title).findall("title/narrative")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [(each.get(lang), each.text) for each in narratives] == [(None, page.title), ("ru", "Образец")]


def test_budget_needs_a_period_and_the_identifier_needs_no_number(activity_of):
    page = full_project(end_date=None, project_id="")
    activity = activity_of(page.title)
    assert activity.find("budget") is None
    assert activity.findtext("iati-identifier") == f"XX-SAMPLE-1-{page.translation_key}"


def test_signs_that_xml_cannot_hold_break_nothing(activity_of):
    assert activity_of(full_project("Sample <&> \x0b “of” signs").title.replace("\x0b", "")) is not None


def test_drafts_are_left_out(activity_of, read):
    full_project()
    samples.project("Sample draft", publish=False, status="active", start_date="2020")
    assert "Sample draft" not in read("xml")


def test_filters_apply(activity_of, read):
    full_project("Sample one", status="suspended")
    full_project("Sample two", project_id="SA.0002")
    assert activity_of("Sample one", "?status=suspended") is not None
    assert "Sample two" not in read("xml", "?status=suspended")


def test_projects_that_the_standard_cannot_hold_are_left_out_and_counted(activity_of, client, index_page):
    before = iati.left_out(portfolio())
    full_project()
    samples.project("Sample without status", start_date="2020")
    samples.project("Sample without beginning", status="active")
    samples.project("Sample without both")
    activity = activity_of("Sample of everything")
    titles = activity.getparent().xpath("iati-activity/title/narrative/text()")
    assert not [title for title in titles if title.startswith("Sample without")]
    after = iati.left_out(portfolio())
    assert after.count - before.count == 3
    assert after.without_status - before.without_status == after.without_start - before.without_start == 2
    assert (
        f"{after.count} of {len(portfolio().pks)} projects are not in it"
        in client.get(f"{index_page.url}data/").content.decode()
    )


def test_file_without_activities_is_not_found(offered, client, index_page):
    samples.project("Sample without both", donors=["Sample lonely donor"])
    assert client.get(f"{index_page.url}projects.xml?donor=sample-lonely-donor").status_code == 404
    assert client.get(f"{index_page.url}projects.xml?donor=nobody").status_code == 404


def test_file_is_offered_only_once_staff_have_filled_in_who_reports(terms, client, index_page):
    full_project()
    assert client.get(f"{index_page.url}projects.xml").status_code == 404
    text = client.get(f"{index_page.url}data/").content.decode()
    assert "projects.csv" in text
    assert "projects.xml" not in text


def test_memory_stays_flat_for_thousands_of_activities(offered, monkeypatch):
    [record] = read_records([full_project().pk], "en")

    def read_batches(number, _language):
        for _ in range(number // 20):
            yield [record] * 20

    monkeypatch.setattr(iati, "read_batches", read_batches)

    def peak(number):
        tracemalloc.start()
        size = sum(len(part) for part in iati.activities(number, offered))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, highest

    peak(20)
    small, large = peak(20), peak(1000)
    assert large[0] > 40 * small[0]
    assert large[1] < 2 * small[1] + 200_000
