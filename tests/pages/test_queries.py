"""An uncached page, warm, costs at most a dozen queries, however many pages stand below it."""

import pytest

from pages.content.regional import CountryPage
from pages.content.strategy import ObjectivePage

MOST = 12
ADDRESSES = [
    "/en/",
    "/en/who-we-are/",
    "/en/who-we-are/strategy/",
    "/en/who-we-are/strategy/rights-of-migrants/",
    "/en/who-we-are/regional-approach/",
    "/en/who-we-are/regional-approach/turkmenistan/",
    "/en/accessibility/",
    "/en/search/?q=migration",
    "/en/all-pages/",
]
ADDRESSES += [address.replace("/en/", f"/{code}/") for code in ("ru", "tk") for address in ADDRESSES]


@pytest.fixture
def queries(client, db, django_assert_max_num_queries):
    """How many questions a warm page asks; more than a dozen fail, with the questions."""

    def queries(address):
        client.get(address)
        with django_assert_max_num_queries(MOST) as made:
            assert client.get(address).status_code == 200
        return len(made)

    return queries


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_costs_at_most_a_dozen_queries(queries, address):
    assert queries(address)


def test_confirmed_links_stay_within_the_limit(queries):
    for objective in ObjectivePage.objects.all():
        objective.links_confirmed_on = "2026-11-01"
        objective.save_revision().publish()

    assert queries("/en/who-we-are/strategy/rights-of-migrants/")


@pytest.mark.parametrize("address", ["/en/", "/en/who-we-are/strategy/", "/en/who-we-are/strategy/rights-of-migrants/"])
def test_fifty_objectives_cost_no_more_than_eight(queries, strategy, address):
    few = queries(address)
    for number in range(42):
        strategy.add_child(instance=ObjectivePage(title=f"Sample {number}", slug=f"s{number}", summary="Sample."))

    assert queries(address) == few


@pytest.mark.parametrize("address", ["/en/", "/en/who-we-are/regional-approach/", "/en/all-pages/"])
def test_fifty_countries_cost_no_more_than_five(queries, region, address):
    few = queries(address)
    for number in range(45):
        region.add_child(instance=CountryPage(title=f"Sample {number}", slug=f"s{number}", iso2="XX"))

    assert queries(address) == few
