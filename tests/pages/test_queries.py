"""An uncached page, warm, costs at most a dozen queries, however many pages stand below it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.content.regional import CountryPage
from pages.content.strategy import ObjectivePage

pytestmark = pytest.mark.database
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


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_costs_at_most_a_dozen_queries(client, db, address):
    made = queries(client, address)

    assert len(made) <= MOST, "\n".join(made)


def test_confirmed_links_stay_within_the_limit(client, db):
    for objective in ObjectivePage.objects.all():
        objective.links_confirmed_on = "2026-11-01"
        objective.save_revision().publish()

    assert len(queries(client, "/en/who-we-are/strategy/rights-of-migrants/")) <= MOST


@pytest.mark.parametrize("address", ["/en/", "/en/who-we-are/strategy/", "/en/who-we-are/strategy/rights-of-migrants/"])
def test_fifty_objectives_cost_no_more_than_eight(client, strategy, address):
    few = len(queries(client, address))
    for number in range(42):
        strategy.add_child(instance=ObjectivePage(title=f"Sample {number}", slug=f"s{number}", statement="Sample."))

    assert len(queries(client, address)) == few


@pytest.mark.parametrize("address", ["/en/", "/en/who-we-are/regional-approach/", "/en/all-pages/"])
def test_fifty_countries_cost_no_more_than_five(client, region, address):
    few = len(queries(client, address))
    for number in range(45):
        region.add_child(instance=CountryPage(title=f"Sample {number}", slug=f"s{number}", iso2="XX"))

    assert len(queries(client, address)) == few
