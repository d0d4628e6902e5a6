"""The page of a country: its own dates, what is shared with it, and only what is known."""

import pytest

from pages.content.regional import CountryPage, RegionalApproachPage
from programmes.places import Country
from programmes.projects import ProjectPage
from tests.html import Document
from tests.programmes.samples import project


def opened(client, slug, code="en"):
    return Document(client.get(CountryPage.objects.get(slug=slug, locale__language_code=code).url).text)


FACTS = {
    "en": (
        "Administrative divisions",
        "Five velayats (Ahal, Balkan, Dashoguz, Lebap and Mary) and the city of Ashgabat",
    ),
    "ru": ("Административное деление", "Пять велаятов (Ахалский, Балканский, Дашогузский, Лебапский и Марыйский)"),
    "tk": ("Dolandyryş bölünişi", "Bäş welaýat (Ahal, Balkan, Daşoguz, Lebap, Mary) we Aşgabat şäheri"),
}


@pytest.mark.parametrize("code", FACTS)
def test_turkmenistan_is_told_by_its_own_dates_and_places(client, db, code):
    page = opened(client, "turkmenistan", code)

    label, text = FACTS[code]
    assert page.described(label)[0].startswith(text)
    for year in ("1997", "1998", "2013"):
        assert year in page.text


def test_the_country_of_the_office_leads_to_its_work(client, db):
    work = opened(client, "turkmenistan").region("Our projects")

    assert "/en/our-work/" in work.links
    assert len(work.root.xpath(".//li")) == 3


def test_another_country_shows_the_projects_that_name_it_and_no_other(client, db):
    shared = opened(client, "kyrgyzstan").region("Projects shared with this country")

    assert len(shared.root.xpath(".//li")) == 1
    assert "Kyrgyzstan and Turkmenistan" in shared.text
    assert opened(client, "uzbekistan").region("Projects shared with this country") is None


def test_many_shared_projects_are_cut_to_the_newest(client, db):
    uzbekistan, _new = Country.objects.get_or_create(
        iso2="UZ", locale__language_code="en", defaults={"name": "Sample", "locale_id": _english()}
    )
    for number in range(8):
        project(f"Sample {number}", benefiting_countries=[uzbekistan], start_date=f"200{number}")

    shared = opened(client, "uzbekistan").region("Projects shared with this country")

    assert len(shared.root.xpath(".//li")) == 6
    assert "Sample 7" in shared.text
    assert "Sample 0" not in shared.text


def _english():
    return ProjectPage.objects.first().locale_id


def test_the_office_of_a_country_is_a_link_once_staff_give_it(client, db):
    page = CountryPage.objects.get(slug="tajikistan", locale__language_code="en")
    assert opened(client, "tajikistan").described("Site of the office") == []

    page.office_url = "https://office.example/"
    page.save_revision().publish()

    assert "https://office.example/" in opened(client, "tajikistan").links


def test_why_comes_before_the_factors(client, db):
    headings = Document(client.get(RegionalApproachPage.objects.get(locale__language_code="en").url).text).headings

    assert headings.index("Why the five are one area") < headings.index("Competitive advantage")


def test_in_the_list_every_country_has_the_same_form(client, db):
    page = Document(client.get(RegionalApproachPage.objects.get(locale__language_code="en").url).text)

    rows = [row for row in page.root.xpath("//main//li[a and span]") if row.xpath("count(*) > 1")]
    assert len(rows) == 5
    assert {tuple(child.tag for child in row)[:2] for row in rows} == {("a", "span")}
