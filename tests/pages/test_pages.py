"""What a reader finds on the pages of the initial site."""

import pytest

from pages import views
from pages.content.home import HomePage
from pages.content.regional import CountryPage
from pages.content.standard import StandardPage
from pages.content.strategy import ObjectivePage
from pages.news.models import NewsPage
from tests import content
from tests.html import Document
from tests.pages.listings import samples
from tests.programmes.samples import full_project

INNER_PAGES = [
    "/en/who-we-are/",
    "/en/who-we-are/strategy/",
    "/en/who-we-are/strategy/understanding-migration/",
    "/en/who-we-are/regional-approach/",
    "/en/who-we-are/regional-approach/uzbekistan/",
    "/en/privacy/",
]


@pytest.fixture
def read(client, db):
    """The page at an address as it is met: `read("/en/").links`."""

    def read(address):
        response = client.get(address)
        assert response.status_code == 200, address
        return Document(response.text)

    return read


@pytest.mark.database
def test_every_published_page_answers(crawl):
    pages = crawl.pages()

    assert len(pages) == content.pages_in_all_languages()
    assert [page.address for page in pages if page.status != 200] == []


@pytest.mark.database
def test_every_view_answers_and_what_is_not_there_is_not_found(crawl):
    expected = {view.address: 404 if view.address.endswith("/nothing/") else 200 for view in crawl.views()}

    assert {view.address: view.status for view in crawl.views()} == expected


def test_root_leads_to_the_home_page(client, db):
    assert client.get("/").headers["Location"] == "/en/"


@pytest.mark.parametrize(
    "address", ["/en/who-we-are/", "/en/who-we-are/strategy/", "/en/who-we-are/regional-approach/"]
)
def test_home_leads_to_the_main_pages_in_one_click(read, address):
    assert address in read("/en/").links


def test_objectives_and_countries_are_two_clicks_from_home(read):
    strategy = read("/en/who-we-are/strategy/").links
    region = read("/en/who-we-are/regional-approach/").links

    objectives = ObjectivePage.objects.filter(locale__language_code="en")
    countries = CountryPage.objects.filter(locale__language_code="en")

    assert (len(objectives), len(countries)) == (8, 5)
    assert {page.url for page in objectives} <= set(strategy)
    assert {page.url for page in countries} <= set(region)


def test_mission_shows_its_dates_and_strands(read, mission):
    page = read("/en/who-we-are/")

    assert page.described("Operations since") == ["1997"]
    assert page.described("Agreement of Cooperation") == ["June 1998"]
    assert len(mission.strands) == 6
    assert [strand["title"] for strand in mission.strands if strand["title"] not in page.headings] == []


def test_objective_leads_to_its_neighbours(read):
    page = read("/en/who-we-are/strategy/migration-management/")

    assert "Objective 2 of 8" in page.text
    assert page.linked("prev") == ["/en/who-we-are/strategy/understanding-migration/"]
    assert page.linked("next") == ["/en/who-we-are/strategy/rights-of-migrants/"]


def test_first_objective_has_none_before_and_last_none_after(read):
    assert read("/en/who-we-are/strategy/understanding-migration/").linked("prev") == []
    assert read("/en/who-we-are/strategy/action-on-human-trafficking/").linked("next") == []


def test_moving_an_objective_changes_its_number(client, strategy):
    last = ObjectivePage.objects.child_of(strategy).last()

    last.move(ObjectivePage.objects.child_of(strategy).first(), pos="left")

    assert "Objective 1 of 8" in client.get("/en/who-we-are/strategy/action-on-human-trafficking/").text


def test_proposed_links_are_hidden_until_staff_confirm_them(client, strategy):
    objective = ObjectivePage.objects.child_of(strategy).get(slug="action-on-human-trafficking")
    assert "Eradicate trafficking" not in client.get(objective.url).text

    objective.links_confirmed_on = "2026-11-01"
    objective.save_revision().publish()

    assert "10. Eradicate trafficking" in client.get(objective.url).text


def test_country_shows_what_is_known_and_leaves_out_the_rest(client, db):
    page = client.get("/en/who-we-are/regional-approach/uzbekistan/").text

    assert "Tashkent" in page
    assert "since November 2018, as the 173rd member" in page
    assert "Official name" not in page


def test_sixth_country_stands_in_the_list_though_the_map_does_not_know_it(read, region):
    region.add_child(instance=CountryPage(title="Sample country", slug="sample", iso2="XX", capital="Sample city"))

    page = read(region.url)

    assert "Sample city" in page.text
    assert len(page.region("Map of the countries of Central Asia").links) == 5


def test_map_carries_its_disclaimer(client, db):
    for address in ("/en/", "/en/who-we-are/regional-approach/", "/en/who-we-are/regional-approach/kazakhstan/"):
        assert "do not imply official endorsement" in client.get(address).text


def test_long_page_has_a_list_of_contents_whose_links_arrive(read):
    page = read("/en/privacy/")

    links = page.region("On this page").links
    assert "#part-no-cookies-for-readers" in links
    assert [link for link in links if link.removeprefix("#") not in page.parts] == []


def test_short_page_has_no_list_of_contents(read):
    assert read("/en/who-we-are/strategy/less-poverty/").region("On this page") is None


@pytest.mark.parametrize("address", INNER_PAGES)
def test_breadcrumbs_lead_home_and_say_where_one_is(read, address):
    crumbs = read(address).region("Breadcrumbs")

    assert crumbs.links[0] == "/en/"
    assert crumbs.here


def test_unpublished_page_is_gone_from_menu_lists_and_search(client, read, strategy):
    strategy.unpublish()

    assert client.get("/en/who-we-are/strategy/").status_code == 404
    assert "/en/who-we-are/strategy/" not in read("/en/").links
    assert "/en/who-we-are/strategy/" not in read("/en/all-pages/").links
    assert "/en/who-we-are/strategy/" not in read("/en/search/?q=strategy").links


@pytest.mark.parametrize("code", content.LANGUAGES)
def test_all_pages_lists_the_whole_site_of_its_language_but_empty_lists(crawl, code):
    listing = next(view for view in crawl.views(code) if view.address.endswith("/all-pages/"))

    offered = {page.address for page in crawl.pages(code) if getattr(page.page_class, "shown_when_empty", True)}
    assert offered <= set(Document(listing.text).links)


def test_all_pages_names_the_newest_of_a_long_list_and_leads_to_the_rest(read, monkeypatch, db):
    monkeypatch.setattr(views, "MOST_BELOW", 2)
    samples.make_many(NewsPage, 4)
    page = read("/en/all-pages/")
    named = [link for link in page.root.xpath("//main//li/a/@href") if link.startswith("/en/news/")]

    assert named == ["/en/news/", "/en/news/s2/", "/en/news/s3/", "/en/news/"]
    assert "All 4 pages: News" in page.text


def test_sources_corrections_and_history_stand_at_the_foot(client, mission):
    mission.corrections = [("note", {"date": "2026-02-01", "text": "A sample correction"})]
    mission.change_notes = [("note", {"date": "2026-01-01", "text": "A sample change"})]
    mission.reviewed_on = "2026-03-01"
    mission.save_revision().publish()

    page = client.get(mission.url).text

    assert "trend.az" in page
    assert "1 February 2026: A sample correction" in page
    assert "1 January 2026: A sample change" in page
    assert "Last checked on 1 March 2026" in page


@pytest.mark.parametrize(
    ("code", "said"), [("en", "Not yet translated"), ("ru", "Ещё не переведено"), ("tk", "Heniz terjime edilmedi")]
)
def test_that_a_page_is_missing_in_a_language_is_said_once_and_on_no_other_page(client, db, code, said):
    home = HomePage.objects.get(locale__language_code=code)
    home.add_child(instance=StandardPage(title="Sample alone", slug="sample-alone", locale=home.locale))

    page = client.get(f"/{code}/sample-alone/").text

    assert page.count(said) == 1
    assert said not in client.get(f"/{code}/").text


def test_a_long_title_is_not_said_again_in_the_way_to_the_page(client, home):
    for slug, title in (("sample-long", "Sample " * 12), ("sample-short", "Sample short")):
        home.add_child(instance=StandardPage(title=title.strip(), slug=slug, locale=home.locale))

    assert '<span aria-current="page">' not in client.get("/en/sample-long/").text
    assert '<span aria-current="page">' in client.get("/en/sample-short/").text


def test_an_objective_is_told_in_one_sentence(client, strategy):
    objective = strategy.objectives[0]

    assert client.get(objective.url).text.partition("</head>")[2].count(objective.summary) == 1


def test_a_printed_page_carries_its_address_and_its_day(client, mission):
    text = client.get(mission.url).text

    assert f'data-address="{mission.full_url}">As published on' in text


def test_partners_are_listed_once_projects_name_them(client, mission):
    assert "Partners" not in Document(client.get(mission.url).text).headings

    full_project()
    partners = Document(client.get(mission.url).text).region("Partners").text

    assert partners == "Partners Sample authority Sample partner"
