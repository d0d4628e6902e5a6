"""The pages of our work: donors, map, charts, timeline."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.portfolio import statistics
from programmes.projects import ProjectPage
from tests.programmes import samples
from tests.programmes.portfolio.counts import WORK, place, soup


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


def questions(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_twelve_projects_cost_no_more_queries_than_three(client, nothing_else):
    addresses = (WORK, f"{WORK}donors/", f"{WORK}donors/sample-donor/")

    def more(first, last):
        for number in range(first, last):
            donors = [("Sample donor", 10, "USD", 2019)]
            samples.project(f"Sample {number}", start_date="2015", donors=donors, locations=[place("TM-A")])

    more(0, 3)
    few = [questions(client, address) for address in addresses]
    more(3, 12)
    many = [questions(client, address) for address in addresses]

    assert many == few
    assert max(many) <= 12
