"""The records of projects as files, and the page that explains them."""

import csv
import gzip
import html
import io
import json
import tracemalloc
from itertools import repeat

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from jsonschema import Draft202012Validator, FormatChecker
from wagtail.models import Site

from pages.content.strategy import ObjectivePage
from pages.values import typography
from programmes.exports import views
from programmes.exports.csv import COLUMNS, cell_text, csv_file
from programmes.exports.json import FileHead, json_file
from programmes.exports.record_reader import read_records
from programmes.exports.schema import SCHEMA_FILE, schema_text
from programmes.imports import run
from programmes.imports.report import UNCHANGED
from programmes.index_page import ProgrammeIndexPage
from programmes.organisations import Donor
from programmes.portfolio.index import portfolio
from tests.html import Document
from tests.programmes import samples
from tests.programmes.samples import SECRET, full_project

SCHEMA_TEXT = (settings.ROOT / "static" / SCHEMA_FILE).read_text()
SCHEMA = json.loads(SCHEMA_TEXT)
SOFT_HYPHEN = "\u00ad"  # between syllables of long Turkmen words
HEAD = FileHead("", None, "", None, "en", {}, 0)


def table(text):
    """The lines of a CSV file as dicts."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def one(found, title):
    [line] = [line for line in found if line["title"] == title]
    return line


def test_table_opens_in_a_spreadsheet_with_its_letters_and_numbers(read):
    full_project("Образец, с запятой")
    text = read("csv")
    assert text.startswith("\ufeffproject_id,other_ids,title,")
    assert text.count("\r\n") == text.count("\n") == len(table(text)) + 1
    line = one(table(text), "Образец, с запятой")
    assert line["budget_amount"] == "1250000.50"
    assert line["start"] == "2024"
    assert line["donor"] == "Sample donor; Second donor"
    assert (line["benefiting_countries"], line["locations"], line["sdg_targets"]) == ("TM", "TM-A", "10.7")
    assert (line["source"], line["accessed_on"]) == ("https://donor.example/", "2026-02-03")


def test_table_names_objectives_only_where_they_are_the_projects_own(read):
    objective = samples.area().objectives.first()
    samples.project("Sample of its area")
    samples.project("Sample of its own", objectives=[objective])
    found = table(read("csv"))
    assert one(found, "Sample of its area")["objectives"] == ""
    assert one(found, "Sample of its own")["objectives"] == objective.slug
    full = json.loads(read("json"))["projects"]
    assert one(full, "Sample of its area")["objectives_of"] == "programme_area"
    assert one(full, "Sample of its own")["objectives"][0]["url"].startswith("http")


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", " =1+1"])
def test_no_cell_begins_a_formula(text):
    assert cell_text(text) == f"'{text.strip()}"


def test_formula_within_a_cell_does_not_begin_where_another_program_cuts_it(read):
    samples.project("Sample; =1+1", donors=["Sample donor", "=2+2"])
    line = one(table(read("csv")), "Sample; '=1+1")
    assert line["donor"] == "Sample donor; '=2+2"


def test_table_in_english_can_be_imported_again_and_changes_nothing(client, index_page):
    full_project('=HYPERLINK("https://evil.example")')
    samples.project("Sample; =1+1", summary="-5 degrees, +2 tomorrow", donors=["Sample donor", "=2+2"])
    samples.project("Sample of nothing")
    samples.project("Sample of its own", objectives=[samples.area().objectives.first()])
    report = run.plan(client.get(f"{index_page.url}projects.csv").getvalue())
    assert len(report.rows) >= 3
    assert [(row.title, row.refusals, row.changes) for row in report.rows if row.kind != UNCHANGED] == []


def test_formula_in_a_title_is_only_text(read):
    samples.project('=HYPERLINK("https://evil.example")', donors=["@SUM(A1)"])
    text = read("csv")
    assert one(table(text), '\'=HYPERLINK("https://evil.example")')["donor"] == "'@SUM(A1)"


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_filters_of_the_list_apply_to_the_file(read, kind):
    samples.project("Sample one", status="suspended", donors=["Sample only donor"])
    samples.project("Sample two", donors=["Sample donor"])
    text = read(kind, "?donor=sample-only-donor&status=suspended")
    assert "Sample one" in text
    assert "Sample two" not in text


def test_value_that_no_project_has_finds_nothing(read):
    samples.project()
    found = json.loads(read("json", "?donor=nobody"))
    assert (found["count"], found["projects"]) == (0, [])


def test_words_are_those_of_the_language_where_there_is_a_translation(read):
    translated = samples.project("Sample translated")
    samples.translated(translated, "ru", "Образец переведённый")
    samples.project("Sample untranslated")
    found = json.loads(read("json", language="ru"))
    here, there = one(found["projects"], "Образец переведённый"), one(found["projects"], "Sample untranslated")
    assert (here["language"], there["language"]) == ("ru", "en")
    assert here["id"] == str(translated.translation_key)
    assert here["url"].startswith(Site.objects.get().root_url + "/ru/")
    assert found["language"] == "ru"


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_file_holds_no_draft_and_nothing_private(read, kind):
    shown = full_project("Sample shown")
    samples.project("Sample draft", publish=False)
    shown.title = "Sample not yet published"
    shown.save_revision()
    text = read(kind)
    assert "Sample shown" in text
    for hidden in ("Sample draft", "Sample not yet published", SECRET):
        assert hidden not in text


def test_unpublished_project_leaves_the_file(read):
    page = samples.project("Sample that goes")
    assert "Sample that goes" in read("json")
    page.unpublish()
    assert "Sample that goes" not in read("json")


def test_json_keeps_to_its_schema(read, terms):
    terms.licence_name, terms.licence_url = "Sample licence", "https://licence.example/"
    terms.save()
    full_project()
    samples.project("Sample of nothing")
    found = json.loads(read("json"))
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(found)
    assert found["count"] == len(found["projects"]) >= 2
    assert found["licence"] == {"name": "Sample licence", "url": "https://licence.example/"}
    assert one(found["projects"], "Sample of everything")["budget"]["amount"] == "1250000.50"
    assert one(found["projects"], "Sample of everything")["results"][0]["actual"] == "42.5"


def test_every_field_can_hold_something(read):
    page = full_project()
    page.reviewed_on = timezone.localdate()
    page.objectives = ObjectivePage.objects.sources()[:1]
    page.save_revision().publish()
    record = one(json.loads(read("json"))["projects"], page.title)
    assert [name for name, value in record.items() if value in (None, "", [], {})] == []


def test_schema_is_that_of_the_records():
    assert schema_text() == SCHEMA_TEXT, "Run `manage.py write_projects_schema`."


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_page_of_data_explains_every_field_in_its_language(client, db, code):
    page = ProgrammeIndexPage.objects.get(locale__language_code=code)
    text = html.unescape(client.get(f"{page.url}data/").text.replace(SOFT_HYPHEN, ""))
    for name, field in SCHEMA["$defs"]["project"]["properties"].items():
        with translation.override(code):
            meaning = typography.typeset(translation.gettext(field["description"]), code)
            assert f"<dt><code>{name}</code></dt><dd>{meaning}</dd>" in text


def test_file_says_its_licence_its_day_and_that_anybody_may_read_it(client, index_page, terms):
    terms.licence_name, terms.licence_url = "Sample licence", "https://licence.example/"
    terms.save()
    response = client.get(f"{index_page.url}projects.csv")
    assert response["Link"] == '<https://licence.example/>; rel="license"'
    assert response["Content-Disposition"] == f'attachment; filename="projects-en-{timezone.localdate()}.csv"'
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert 'rel="describedby"' in client.get(f"{index_page.url}projects.json")["Link"]


def test_file_is_packed_for_programs_that_can_unpack_it(client, index_page, read):
    samples.project("Sample packed")
    packed = client.get(f"{index_page.url}projects.csv", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.getvalue()).decode() == read("csv")


def test_asked_for_headers_only_the_file_is_not_made(client, index_page, monkeypatch):
    monkeypatch.setattr(views, "_file", lambda *_: pytest.fail("made"))
    response = client.head(f"{index_page.url}projects.csv")
    assert (response.status_code, response.getvalue()) == (200, b"")


def test_other_kinds_of_file_are_not_found(client, index_page):
    assert client.get(f"{index_page.url}projects.xls").status_code == 404


def test_twelve_projects_take_as_many_queries_as_three(db):
    pks = [full_project(f"Sample {number}", project_id=f"SA.1{number:03}").pk for number in range(12)]
    portfolio()

    def cost(some):
        list(read_records(some, "ru"))  # what is cached is cached
        with CaptureQueriesContext(connection) as queries:
            assert len(list(read_records(some, "ru"))) == len(some)
        return len(queries)

    assert cost(pks[:3]) == cost(pks) <= 14


def test_records_come_in_the_order_asked_for_and_in_batches(db):
    pks = [samples.project(f"Sample {number}").pk for number in range(5)]
    some = [pks[3], pks[0], pks[4], pks[1]]
    titles = [record.title for record in read_records(iter(some), "en", batch=2)]
    assert titles == ["Sample 3", "Sample 0", "Sample 4", "Sample 1"]


@pytest.mark.parametrize("written", [csv_file, lambda records: json_file(HEAD, records)])
def test_memory_stays_flat_for_thousands_of_projects(db, written):
    [record] = read_records([full_project().pk], "en")

    def peak(number):
        tracemalloc.start()
        size = sum(len(part) for part in written(repeat(record, number)))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, highest

    small, large = peak(20), peak(2000)
    assert large[0] > 50 * small[0]
    assert large[1] < 2 * small[1] + 100_000


def test_downloads_come_first_and_the_manual_is_folded(client, index_page, terms):
    page = Document(client.get(f"{index_page.url}data/").text)
    files = page.root.xpath("//main//a[contains(@href, 'projects.')]/@href")

    assert files[:2] == ["/en/our-work/projects.csv", "/en/our-work/projects.json"]
    assert not page.root.xpath("//main//details[@open]")
    assert not page.root.xpath("//main//code[not(ancestor::details)]")
    assert "IATI" not in page.text  # not offered, so not spoken of


def test_page_of_data_names_columns_and_addresses(client, index_page):
    samples.project()
    text = client.get(f"{index_page.url}data/").content.decode()
    for stated in (*COLUMNS, "projects.csv", "projects.json", "/api/projects/", SCHEMA_FILE):
        assert stated in text
    assert "Please ask the office before you publish" in text


def test_page_of_data_names_the_licence(client, index_page, terms):
    terms.licence_name = "Sample licence"
    terms.save()
    text = client.get(f"{index_page.url}data/").content.decode()
    assert "Sample licence" in text
    assert "Please ask the office" not in text


def test_donor_keeps_the_name_that_its_language_has(read):
    donor = samples.donor("Sample donor of names")
    here = samples.area(language="ru").locale
    Donor.objects.create(name="Донор", locale=here, translation_key=donor.translation_key)
    samples.project("Sample", donors=["Sample donor of names"])
    [given] = one(json.loads(read("json", language="ru"))["projects"], "Sample")["donors"]
    assert (given["name"], given["slug"], given["amount"]) == ("Донор", donor.slug, None)
