"""The first page: each kind of reader finds a door, and nothing stands there for which there are no facts."""

import pytest

from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.site.models import SiteTexts
from pages.values.partial_dates import PartialDate
from programmes.projects import ProjectPage
from tests.html import Document
from tests.programmes.samples import project

DOORS = {
    "en": ["Get help", "Thinking of work abroad?", "Projects and results"],
    "ru": ["Помощь", "Думаете о работе за границей?", "Проекты и результаты"],
    "tk": ["Kömek almak", "Daşary ýurtda işlemek isleýärsiňizmi?", "Taslamalar we netijeler"],
}
START = {
    "en": "Where would you like to start?",
    "ru": "С чего вы хотели бы начать?",
    "tk": "Nireden başlamak isleýärsiňiz?",
}
VISION = {"en": "The vision", "ru": "Видение", "tk": "Geljege garaýyş"}


def opened(client, code="en"):
    return Document(client.get(f"/{code}/").text)


def words(text):
    """The long ones, by their beginnings: other endings are the same word."""
    return [word[:5] for word in text.replace("\xad", "").lower().split() if len(word) > 4]


def figures(count, name="Sample figure"):
    given = {"value": "1,200", "as_of": PartialDate(2024), "source": "Sample register"}
    return [("figure", {**given, "label": f"{name} {number}"}) for number in range(count)]


@pytest.mark.parametrize("code", DOORS)
def test_each_kind_of_reader_has_a_door_and_help_is_the_first(client, db, code):
    start = opened(client, code).region(START[code])

    doors = [Document(each).text for each in start.root.xpath(".//a//strong")]
    assert doors == DOORS[code]


@pytest.mark.parametrize("code", DOORS)
def test_the_door_to_help_is_the_only_yellow_one(client, db, code):
    start = opened(client, code).region(START[code])

    assert ["entry-card--help" in each.get("class") for each in start.root.xpath(".//a")] == [True, False, False]


@pytest.mark.parametrize("code", DOORS)
def test_a_link_to_more_says_where_it_leads(client, mission, code):
    more = opened(client, code).root.xpath("//main//a[contains(@class, 'more')]")

    assert more
    for link in more:
        title = Document(client.get(link.get("href")).text).root.xpath("//h1")[0].text_content()
        assert set(words(link.text_content())) & set(words(title)), link.get("href")


def test_help_stays_the_first_door_however_editors_put_them(client, home):
    home.entry_cards = list(reversed([(block.block_type, block.value) for block in home.entry_cards]))
    home.save_revision().publish()

    first = opened(client).region(START["en"]).links[0]
    assert first == SiteTexts.objects.get(locale=home.locale).help_page.url


def test_a_door_to_a_page_that_is_not_published_is_left_out(client, home):
    home.entry_cards[1].value["page"].specific.unpublish()

    assert len(opened(client).region(START["en"]).links) == 2


@pytest.mark.parametrize("code", VISION)
def test_the_vision_is_called_the_vision(client, db, code):
    assert VISION[code] in opened(client, code).headings


def test_countries_stand_beside_the_map_with_their_capitals(client, db):
    page = opened(client)

    for pair in ("Kazakhstan Astana Coordination office", "Kyrgyzstan Bishkek", "Turkmenistan Ashgabat"):
        assert pair in page.text


def test_without_figures_nothing_is_said_of_them(client, db):
    assert "In figures" not in opened(client).text


def test_figures_of_the_mission_stand_with_date_and_source_three_at_most(client, mission):
    mission.key_figures = figures(4)
    mission.save_revision().publish()

    band = opened(client).region("In figures").text

    assert "1,200 Sample figure 0 As of 2024 Source: Sample register" in band
    assert "Sample figure 2" in band
    assert "Sample figure 3" not in band


def results(*numbers):
    given = {"baseline": None, "target": None, "unit": "people", "source": "Sample survey"}
    return [
        ("result", {**given, "indicator": f"Sample result {n}", "actual": n, "as_of": PartialDate(2000 + n)})
        for n in numbers
    ]


def test_what_projects_reached_stands_there_until_the_mission_has_figures(client, mission):
    page = project(start_date=PartialDate(2024))
    page.results = results(1, 2, 3, 4)
    page.save_revision().publish()

    band = opened(client).region("Latest projects").text
    assert "4 people Sample result 4 As of 2004 Source: Sample survey" in band
    assert "Sample result 2" in band
    assert "Sample result 1" not in band

    mission.key_figures = figures(1)
    mission.save_revision().publish()
    assert "Sample result" not in opened(client).text


def test_current_projects_are_those_that_go_on(client, db):
    assert "Latest projects" in opened(client).headings  # the records name none that goes on

    project("Sample that goes on", status="active", start_date=PartialDate(2020))
    project("Sample that is over", status="active", start_date=PartialDate(2020), end_date=PartialDate(2021))

    current = opened(client).region("Current projects").text
    assert "Sample that goes on" in current
    assert "Sample that is over" not in current


def test_without_projects_there_is_no_band_for_them(client, db):
    ProjectPage.objects.update(live=False)

    headings = opened(client).headings
    assert "Latest projects" not in headings
    assert "Current projects" not in headings


def test_there_is_one_button_under_the_headline(client, db):
    for code in DOORS:
        hero = opened(client, code).root.xpath("//h1/following-sibling::p/a")
        assert len(hero) == 1


def test_a_home_page_with_nothing_chosen_is_still_a_page(client, home):
    HomePage.objects.filter(pk=home.pk).update(mission=None, strategy=None, regional_approach=None)
    MissionPage.objects.update(live=False)

    assert client.get("/en/").status_code == 200


@pytest.mark.parametrize("url", ["/en/", "/en/who-we-are/"])
def test_each_strand_of_support_leads_to_its_area(client, mission, url):
    links = Document(client.get(url).text).links

    assert {strand["page"].url for strand in mission.strands if strand["page"]} <= set(links)
