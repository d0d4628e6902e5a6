"""What “Our work” and the pages of donors say in pictures and numbers."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from programmes.index_page import ProgrammeIndexPage
from programmes.places import Province
from programmes.portfolio import statistics
from programmes.projects import ProjectPage
from tests.programmes import samples

WORK = "/en/our-work/"


def amounts(rows):
    return {row.name: row.amount for row in rows}


def currency(work, code):
    return next(each for each in work.currencies if each.code == code)


def donor_row(name, language="en"):
    return next(row for row in statistics.donors(language) if row.name == name)


def place(code):
    return Province.objects.get(code=code, locale__language_code="en")


def budget(amount, code="USD"):
    return {"budget_amount": amount, "budget_currency": code, "budget_as_of": "2020", "budget_source": "Sample"}


def soup(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def nothing_else(db):
    """No project is on record but those of the test."""
    for page in ProjectPage.objects.live():
        page.unpublish()


def test_counts_of_areas_and_statuses_are_those_of_the_records(nothing_else):
    samples.project("One", "A3.1", status="active")
    samples.project("Two", "A3.1", status="completed", end_date="2015")
    samples.project("Three", "A3.2", status="active")

    work = statistics.overview("en")
    areas = {area.code: area for area in work.areas}

    assert work.count == 3
    assert {status.value: status.count for status in work.statuses} == {"active": 2, "ended": 1}
    assert (areas["A3.1"].count, areas["A3.2"].count) == (2, 1)
    assert {status.value: status.count for status in areas["A3.1"].statuses} == {"active": 1, "ended": 1}
    assert [(part.kind, part.start, part.width) for part in areas["A3.1"].parts] == [
        ("active", "0.00%", "50.00%"),
        ("ended", "50.00%", "50.00%"),
    ]


def test_area_without_projects_is_still_listed(nothing_else):
    samples.project("One", "A3.1")

    assert len(statistics.overview("en").areas) == 6


def test_draft_is_counted_nowhere(nothing_else):
    samples.project("Draft", donors=[("Donor of a draft", 100, "USD", 2020)], publish=False, locations=[place("TM-A")])

    work = statistics.overview("en")

    assert (work.count, work.currencies, work.places.with_projects, work.timeline.rows) == (0, [], [], [])
    assert "Donor of a draft" not in {row.name for row in statistics.donors("en")}


def test_currencies_are_never_added(nothing_else):
    samples.project("One", donors=[("Sample donor", 100, "USD", 2020)])
    samples.project("Two", donors=[("Sample donor", 30, "EUR", 2020)])

    work = statistics.overview("en")

    assert amounts(currency(work, "USD").donors) == {"Sample donor": 100}
    assert amounts(currency(work, "EUR").donors) == {"Sample donor": 30}
    assert donor_row("Sample donor").sums == [(Decimal(30), "EUR"), (Decimal(100), "USD")]


def test_budget_counts_for_the_only_donor_unless_its_amount_is_stated(nothing_else):
    samples.project("Alone", donors=["Sample donor"], **budget(500))
    samples.project("Stated", donors=[("Sample donor", 70, "USD", 2019)], **budget(900))

    assert donor_row("Sample donor").sums == [(Decimal(570), "USD")]
    assert statistics.donor("sample-donor", "en").with_amount == 2


def test_shared_budget_belongs_to_no_donor_and_is_said(client, nothing_else):
    samples.project("Shared", donors=["One donor", "Other donor"], start_date="2018", **budget(500))

    work = statistics.overview("en")
    facts = statistics.donor("one-donor", "en")

    assert currency(work, "USD").donors == []
    assert amounts(currency(work, "USD").years) == {"2018": 500}
    assert (work.shared, work.without_donor) == (1, 0)
    assert (facts.sums, facts.shared, facts.with_amount, facts.count) == ([], 1, 0, 1)
    assert "several donors and one budget" in client.get(WORK).text
    assert "several donors and one budget" in client.get(f"{WORK}donors/one-donor/").text


def test_stated_share_beside_a_budget_is_not_counted_twice(nothing_else):
    samples.project("Half", donors=[("One donor", 200, "USD", 2018), "Other donor"], **budget(500))

    work = statistics.overview("en")

    assert amounts(currency(work, "USD").donors) == {"One donor": 200}
    assert amounts(currency(work, "USD").years) == {"2018": 200}
    assert work.shared == 0


def test_budget_of_unknown_donors_is_counted_apart(nothing_else):
    samples.project("Nobody named", **budget(500))

    work = statistics.overview("en")

    assert (work.without_donor, work.shared) == (1, 0)
    assert [(row.value, row.amount) for row in currency(work, "USD").years] == [(None, 500)]


def test_years_are_in_the_order_of_time_and_unknown_ones_last(nothing_else):
    samples.project("Old", donors=[("Sample donor", 5, "USD", 2012)])
    samples.project("No year", donors=[("Sample donor", 7, "USD", None)])
    samples.project("Begun", start_date="2009-04", donors=[("Sample donor", 9, "USD", None)])

    assert [row.value for row in currency(statistics.overview("en"), "USD").years] == [2009, 2012, None]


def test_donor_page_names_its_projects_sums_and_site(client, nothing_else):
    samples.donor("Sample donor", kind="10", url="https://donor.example.org/")
    samples.project("First sample", "A3.1", start_date="2014", donors=[("Sample donor", 1234567, "USD", None)])
    samples.project("Second sample", "A3.2", donors=["Sample donor"])
    samples.project("Of another", donors=["Other donor"])

    page = soup(client, f"{WORK}donors/sample-donor/")
    said = page.main.get_text(" ", strip=True)

    assert "1,234,567\xa0USD" in said
    assert "of 2 projects have a published amount" in said
    assert {"First sample", "Second sample"} <= {title.get_text() for title in page.select(".rows h3")}
    assert "Of another" not in said
    assert page.find("a", href="https://donor.example.org/")
    assert page.select_one(".rows .card__meta a").get_text() in {area.title for area in statistics.overview("en").areas}


def test_donor_without_projects_and_unknown_donor(client, nothing_else):
    samples.donor("Lonely donor")

    assert "No project of this donor" in client.get(f"{WORK}donors/lonely-donor/").text
    assert client.get(f"{WORK}donors/nobody/").status_code == 404


def test_donors_with_an_amount_come_first_and_then_the_alphabet_decides(client, nothing_else):
    samples.project("One", donors=["Zeta donor", "alpha donor", ("Mid donor", 5, "USD", 2020)])

    page = soup(client, f"{WORK}donors/")

    assert [link.get_text() for link in page.select("tbody th a")] == ["Mid donor", "alpha donor", "Zeta donor"]
    assert [cells[0].get_text() for row in page.select("tbody tr") if (cells := row.select("td"))] == [
        "5\xa0USD",
        "",
        "",
    ]


def test_list_of_donors_has_no_column_of_amounts_while_none_is_published(client, nothing_else):
    samples.project("One", donors=["Zeta donor", "alpha donor"])

    assert [head.get_text() for head in soup(client, f"{WORK}donors/").select("thead th")] == ["Donor", "Projects"]


def test_map_counts_projects_leads_to_them_and_carries_the_disclaimer(client, nothing_else):
    samples.project("Three places", locations=[place("TM-A"), place("TM-S"), place("TM-B")])
    samples.project("One place", locations=[place("TM-A")])
    samples.project("No place")

    page = soup(client, WORK)
    drawn = page.select_one("svg.map__drawing")
    named = {text.get_text(" ", strip=True) for text in drawn.find_all("text")}

    assert len(named) == 6
    assert {"Ahal 2", "Ashgabat 1", "Mary 0"} <= named
    assert {link["aria-label"]: link["href"] for link in drawn.find_all("a")} == {
        "Ahal: 2": f"{WORK}projects/?province=TM-A",
        "Balkan: 1": f"{WORK}projects/?province=TM-B",
        "Ashgabat: 1": f"{WORK}projects/?province=TM-S",
    }
    assert "do not imply official endorsement" in page.select_one(".map-note").get_text()
    assert "not stated" not in page.main.get_text().lower().partition("where the work is done")[2]


SECTIONS = ("by-area", "by-donor", "by-year", "by-place", "timeline")


def make(count):
    """So many projects, each with values of its own."""
    for number, code in zip(range(count), ("A3.1", "A3.2", "A3.3", "A3.4"), strict=False):
        donors = [(f"Sample donor {number}", 9, "USD", 2019 + number)]
        at = [place(f"TM-{'ABDL'[number]}")]
        samples.project(f"Sample {number}", code, donors=donors, start_date=f"20{19 + number}", locations=at)


def test_every_chart_has_its_numbers_as_a_table(client, nothing_else):
    make(4)

    page = soup(client, WORK)
    charts = page.select("figure:has(table)")
    assert len(charts) == 5  # areas, donors, years, places, timeline
    for chart in charts:
        name = chart.figcaption.get_text(strip=True)
        assert chart.find("table")["aria-label"] == name
        assert chart.find(attrs={"role": "region"})["aria-label"] == name
        assert not chart.find(attrs={"role": "region"}).find("figcaption")  # it does not scroll away
        assert chart.find("tbody").find("th", scope="row"), name
        assert all(head.get("scope") == "col" for head in chart.select("thead th")), name
    bars = page.select(".bar svg")
    assert bars
    assert all(bar.get("aria-hidden") == "true" for bar in bars)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("language", ["en", "ru", "tk"])
def test_few_values_are_a_sentence_and_no_chart(client, nothing_else, count, language):
    make(count)

    page = soup(client, f"/{language}/our-work/")

    assert not page.main.find("table")
    assert not page.select("svg.map__drawing")
    said = page.main.get_text(" ", strip=True)
    for number in range(count):
        assert f"Sample donor {number}" in said
        assert f"{2019 + number}" in said
        assert page.main.find("a", href=f"/{language}/our-work/projects/?province=TM-{'ABDL'[number]}")


@pytest.mark.parametrize("language", ["en", "ru", "tk"])
def test_nothing_is_said_of_what_is_not_known(client, nothing_else, language):
    samples.project("Bare", awaits_check=True)

    page = soup(client, f"/{language}/our-work/")

    assert not page.main.find("table")
    for section in page.main.find_all("section"):
        assert section.get_text(strip=True)
        assert section.find(["a", "li", "p"], recursive=True)
    headings = [heading.get("id") for heading in page.main.find_all("h2")]
    assert headings == ["portfolio", "areas", *[name for name in headings if name == "page-info-title"]]
    assert not page.select(".callout")


def test_page_without_projects_leads_to_the_areas(client, nothing_else):
    page = soup(client, WORK)

    assert "No project has been published here yet." in page.main.get_text()
    assert page.main.find("a", href="/en/our-work/legislation/")


def test_all_projects_and_the_totals_stand_before_everything_else(client, db):
    page = soup(client, WORK)
    links = [link["href"] for link in page.main.find_all("a")]

    assert links.index(f"{WORK}projects/") < links.index("/en/our-work/legislation/")
    assert links.index(f"{WORK}projects/?status=ended") < links.index("/en/our-work/legislation/")


def test_no_figure_carries_the_day_of_its_import(client, db):
    assert "2026" not in soup(client, WORK).main.get_text()
    for page in ProjectPage.objects.live().filter(locale__language_code="en"):
        facts = soup(client, page.url).main
        for sources in facts.select(".page-info"):
            sources.decompose()
        assert "2026" not in facts.get_text(), page


def test_timeline_draws_the_newest_and_the_page_leads_to_all(client, nothing_else):
    for number in range(14):
        samples.project(f"Sample {number}", start_date=str(1990 + number), end_date=str(1991 + number))
    samples.project("Without a beginning")
    samples.project("Without an end", start_date="2024-03")

    work = statistics.overview("en")

    assert len(work.timeline.rows) == 12
    assert (work.timeline.rows[0].title, work.timeline.rows[0].parts[0].is_open) == ("Without an end", True)
    assert not work.timeline.rows[1].parts[0].is_open


def test_impossible_end_breaks_no_drawing(nothing_else):
    samples.project("Slip", start_date="2020", end_date="9999")

    assert statistics.overview("en").timeline.rows[0].parts[0].width == "100.00%"


@pytest.mark.parametrize("language", ["en", "ru", "tk"])
def test_three_languages_count_the_same(nothing_else, language):
    samples.project("One", status="active", start_date="2014-06", donors=[("Sample donor", 9, "USD", 2019)])

    work = statistics.overview(language)

    assert (work.count, work.donors, len(work.timeline.rows)) == (1, 1, 1)
    assert work.timeline.rows[0].period.endswith({"en": "Jun 2014", "ru": "июн 2014", "tk": "iýun 2014"}[language])
    assert donor_row("Sample donor", language).count == 1


@pytest.mark.parametrize(("language", "amount"), [("ru", "1\xa0234\xa0567\xa0USD"), ("tk", "1\xa0234\xa0567\xa0USD")])
def test_amounts_are_written_as_the_language_writes_them(client, nothing_else, language, amount):
    page = ProgrammeIndexPage.objects.live().filter(locale__language_code=language).first()
    if page is None:
        pytest.skip("The page has no translation yet.")
    samples.project("One", donors=[("Sample donor", 1234567, "USD", 2019)])

    assert amount in soup(client, page.url).get_text()


def test_donor_is_named_in_the_language_of_the_page(nothing_else):
    donor = samples.donor("Sample donor")
    samples.project("One", donors=["Sample donor"])
    russian = donor.copy_for_translation(Locale.objects.get(language_code="ru"))
    russian.name = "Образец донора"
    russian.save()

    assert [row.name for row in statistics.donors("ru")] == ["Образец донора"]


def questions(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_forty_projects_cost_no_more_queries_than_three(client, nothing_else):
    addresses = (WORK, f"{WORK}donors/", f"{WORK}donors/sample-donor/")

    def more(first, last):
        for number in range(first, last):
            donors = [("Sample donor", 10, "USD", 2019)]
            samples.project(f"Sample {number}", start_date="2015", donors=donors, locations=[place("TM-A")])

    more(0, 3)
    few = [questions(client, address) for address in addresses]
    more(3, 40)
    many = [questions(client, address) for address in addresses]

    assert many == few
    assert max(many) <= 12
