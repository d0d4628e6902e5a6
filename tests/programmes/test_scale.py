"""What a page costs in queries does not depend on how many projects there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.portfolio.index import build
from programmes.projects import ProjectPage
from tests.benchmarks.generated_projects import make_projects

pytestmark = pytest.mark.database
MOST = 12
WORK = "/en/our-work/"
PAGES = [
    "",
    "projects/",
    "projects/?status=active&area=A3.2&sort=title",
    "projects/?q=sample",
    "projects/?page=last",
    "donors/",
    "donors/sample-donor-1/",
    "legislation/",
    "data/",
]


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("address", PAGES)
def test_few_and_many_projects_cost_the_same(client, db, address):
    make_projects(80)
    few = queries(client, WORK + address)
    make_projects(240)
    many = queries(client, WORK + address)

    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= MOST, "\n".join(many)


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_page_of_a_project_costs_little_more_than_a_dozen(client, db, code):
    project = ProjectPage.objects.live().filter(locale__language_code=code).first()
    made = queries(client, project.url)

    assert len(made) <= MOST + 6, "\n".join(made)


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_objective_with_projects_stays_within_the_limit(client, db, code):
    made = queries(client, f"/{code}/who-we-are/strategy/rights-of-migrants/")

    assert len(made) <= MOST, "\n".join(made)


def test_index_is_built_in_a_constant_number_of_queries(db):
    make_projects(20)
    build()
    with CaptureQueriesContext(connection) as few:
        build()
    make_projects(200)
    with CaptureQueriesContext(connection) as many:
        build()

    assert len(few) == len(many)
