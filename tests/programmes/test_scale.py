"""What a page costs in queries does not depend on how many projects there are."""

import pytest

from programmes.portfolio.index import build
from programmes.projects import ProjectPage
from tests.benchmarks.generated_projects import make_projects

MOST = 12
WORK = "/en/our-work/"
PAGES = [
    "",
    "projects/",
    "projects/?status=active&area=A3.2&sort=title",
    pytest.param("projects/?q=sample", marks=pytest.mark.database),
    "projects/?page=last",
    "donors/",
    "donors/sample-donor-1/",
    "legislation/",
    "data/",
]


@pytest.fixture
def queries(client, db, django_assert_max_num_queries):
    """How many questions a warm page asks; more than `most` fail, with the questions."""

    def queries(address, most=MOST):
        client.get(address)
        with django_assert_max_num_queries(most) as made:
            assert client.get(address).status_code == 200
        return len(made)

    return queries


@pytest.mark.parametrize("address", PAGES)
def test_few_and_many_projects_cost_the_same(queries, address):
    make_projects(80)
    few = queries(WORK + address)
    make_projects(240)

    assert queries(WORK + address) == few


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_page_of_a_project_costs_little_more_than_a_dozen(queries, code):
    project = ProjectPage.objects.live().filter(locale__language_code=code).first()

    assert queries(project.url, most=MOST + 7)


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_objective_with_projects_stays_within_the_limit(queries, code):
    assert queries(f"/{code}/who-we-are/strategy/rights-of-migrants/")


@pytest.mark.database
def test_index_is_built_in_a_constant_number_of_queries(db, django_assert_max_num_queries, django_assert_num_queries):
    make_projects(20)
    build()
    with django_assert_max_num_queries(100) as few:
        build()
    make_projects(200)
    build()  # what is kept under the new version of the site stands aside
    with django_assert_num_queries(len(few)):
        build()
