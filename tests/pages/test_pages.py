"""What a reader finds on the pages of the initial site."""

import pytest
from wagtail.models import Page

from pages.content.regional import CountryPage
from pages.content.strategy import ObjectivePage

EVERY_PAGE = [
    "/en/",
    "/en/who-we-are/",
    "/en/who-we-are/strategy/",
    "/en/who-we-are/strategy/understanding-migration/",
    "/en/who-we-are/regional-approach/",
    "/en/who-we-are/regional-approach/uzbekistan/",
    "/en/privacy/",
]


def test_every_published_page_answers(client, db):
    pages = Page.objects.live().filter(depth__gt=1)

    assert len(pages) == 3 * 48
    assert {client.get(page.url).status_code for page in pages} == {200}


def test_root_leads_to_the_home_page(client, db):
    assert client.get("/").headers["Location"] == "/en/"


@pytest.mark.parametrize(
    "address",
    [
        "/en/who-we-are/",
        "/en/who-we-are/strategy/",
        "/en/who-we-are/regional-approach/",
    ],
)
def test_home_leads_to_the_main_pages_in_one_click(client, db, address):
    assert f'href="{address}"' in client.get("/en/").text


def test_objectives_and_countries_are_two_clicks_from_home(client, db):
    strategy = client.get("/en/who-we-are/strategy/").text
    region = client.get("/en/who-we-are/regional-approach/").text

    objectives = ObjectivePage.objects.filter(locale__language_code="en")
    countries = CountryPage.objects.filter(locale__language_code="en")

    assert (len(objectives), len(countries)) == (8, 5)
    assert all(f'href="{page.url}"' in strategy for page in objectives)
    assert all(f'href="{page.url}"' in region for page in countries)


def test_mission_shows_its_dates_and_strands(client, db):
    page = client.get("/en/who-we-are/").text

    assert "<dd>1997</dd>" in page
    assert "<dd>June 1998</dd>" in page
    assert page.count('class="card card--topic"') == 6


def test_objective_leads_to_its_neighbours(client, db):
    page = client.get("/en/who-we-are/strategy/migration-management/").text

    assert "Objective 2 of 8" in page
    assert 'rel="prev" class="neighbour" href="/en/who-we-are/strategy/understanding-migration/"' in page
    assert 'rel="next" class="neighbour neighbour--next" href="/en/who-we-are/strategy/rights-of-migrants/"' in page


def test_first_objective_has_none_before_and_last_none_after(client, db):
    assert 'rel="prev"' not in client.get("/en/who-we-are/strategy/understanding-migration/").text
    assert 'rel="next"' not in client.get("/en/who-we-are/strategy/action-on-human-trafficking/").text


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


def test_sixth_country_stands_in_the_list_though_the_map_does_not_know_it(client, region):
    region.add_child(instance=CountryPage(title="Sample country", slug="sample", iso2="XX", capital="Sample city"))

    page = client.get(region.url).text

    assert "Sample city" in page
    assert page.count('class="map__country') == 5


def test_map_carries_its_disclaimer(client, db):
    for address in ("/en/", "/en/who-we-are/regional-approach/", "/en/who-we-are/regional-approach/kazakhstan/"):
        assert "do not imply official endorsement" in client.get(address).text


def test_long_page_has_a_list_of_contents_whose_links_arrive(client, db):
    page = client.get("/en/privacy/").text

    assert "On this page" in page
    assert 'href="#part-no-cookies-for-readers"' in page
    assert 'id="part-no-cookies-for-readers"' in page


def test_short_page_has_no_list_of_contents(client, db):
    assert "On this page" not in client.get("/en/who-we-are/strategy/less-poverty/").text


@pytest.mark.parametrize("address", EVERY_PAGE[1:])
def test_breadcrumbs_lead_home(client, db, address):
    page = client.get(address).text

    assert '<nav class="crumbs" aria-label="Breadcrumbs">' in page
    assert page.count('aria-current="page"') >= 1


def test_unpublished_page_is_gone_from_menu_lists_and_search(client, mission, strategy):
    strategy.unpublish()

    assert client.get("/en/who-we-are/strategy/").status_code == 404
    assert 'href="/en/who-we-are/strategy/"' not in client.get("/en/").text
    assert 'href="/en/who-we-are/strategy/"' not in client.get("/en/all-pages/").text


def test_all_pages_lists_the_whole_site(client, db):
    listing = client.get("/en/all-pages/").text

    pages = Page.objects.live().filter(depth__gt=1, locale__language_code="en")
    assert all(f'href="{page.url}"' in listing for page in pages)


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
