"""What is counted, and what is never added."""

from decimal import Decimal

import pytest
from wagtail.models import Locale

from programmes.index_page import ProgrammeIndexPage
from programmes.portfolio import statistics
from tests.programmes import samples
from tests.programmes.portfolio.counts import WORK, place, soup


def amounts(rows):
    return {row.name: row.amount for row in rows}


def currency(work, code):
    return next(each for each in work.currencies if each.code == code)


def donor_row(name, language="en"):
    return next(row for row in statistics.donors(language) if row.name == name)


def budget(amount, code="USD"):
    return {"budget_amount": amount, "budget_currency": code, "budget_as_of": "2020", "budget_source": "Sample"}


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
