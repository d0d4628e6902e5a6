"""The read-only API of the records of projects."""

import pytest

from tests.programmes import samples
from tests.programmes.samples import SECRET, full_project

ADDRESS = "/api/projects/"


@pytest.fixture
def ask(client, db):
    """The answer of the API, which must be good."""

    def ask(query="", key=""):
        response = client.get(f"{ADDRESS}{key}{query}")
        assert response.status_code == 200, response.content
        return response.json()

    return ask


def test_list_comes_in_parts_that_fit_together(ask):
    for number in range(5):
        samples.project(f"Sample {number}", donors=["Sample donor of the list"])
    donor = "donor=sample-donor-of-the-list"
    whole = ask(f"?{donor}")
    parts = [ask(f"?{donor}&limit=2&offset={offset}") for offset in (0, 2, 4, 6)]
    assert whole["meta"]["total_count"] == 5
    assert [len(part["items"]) for part in parts] == [2, 2, 1, 0]
    assert [item for part in parts for item in part["items"]] == whole["items"]


def test_list_is_never_longer_than_its_limit(client, ask):
    for number in range(21):
        samples.project(f"Sample {number}")
    assert len(ask()["items"]) == 20
    assert client.get(f"{ADDRESS}?limit=101").status_code == 400


def test_filters_and_words_of_the_list_apply(ask):
    samples.project("Sample of orchards", status="suspended", donors=["Sample donor"])
    samples.project("Sample of vineyards", status="suspended", donors=["Second donor"])
    found = ask("?status=suspended&donor=sample-donor")
    assert [item["title"] for item in found["items"]] == ["Sample of orchards"]
    assert [item["title"] for item in ask("?q=vineyards")["items"]] == ["Sample of vineyards"]
    assert ask("?donor=nobody")["meta"]["total_count"] == 0


def test_words_are_those_of_the_language_asked_for(client, ask):
    page = samples.project("Sample")
    samples.translated(page, "ru", "Образец")
    key = f"{page.translation_key}/"
    assert ask(key=key)["title"] == "Sample"
    assert ask("?language=ru", key)["title"] == "Образец"
    assert client.get(f"{ADDRESS}{key}?language=ru")["Content-Language"] == "ru"


def test_one_project_is_the_same_as_in_the_list(ask):
    page = full_project()
    one = ask(key=f"{page.translation_key}/")
    assert one in ask("?limit=100")["items"]
    assert SECRET not in str(one)


@pytest.mark.parametrize(
    "query",
    [
        "?nonsense=1",
        "?format=xml",
        "?fields=*",
        "?language=de",
        "?language=",
        "?limit=-1",
        "?limit=many",
        "?limit=" + "9" * 5000,
        "?offset=-1",
        "?offset=x",
    ],
)
def test_what_the_api_does_not_know_is_refused_with_a_sentence(client, db, query):
    response = client.get(ADDRESS + query)
    assert response.status_code == 400
    assert len(response.json()["message"]) > 20


@pytest.mark.parametrize("query", ["?offset=" + "9" * 40, "?limit=0", "?q=%ff%27%22", "?year=%E2%80%AE", "?status=x"])
def test_strange_requests_find_nothing_and_break_nothing(ask, query):
    samples.project()
    assert ask(query)["items"] == []


@pytest.mark.parametrize("key", ["7f1b9a8e-0000-4000-8000-000000000000", "1", "nobody", "%D0%B6"])
def test_unknown_id_is_not_found(client, db, key):
    response = client.get(f"{ADDRESS}{key}/")
    assert response.status_code == 404
    assert response.json() == {"message": "There is no project with this id."}


def test_drafts_never_appear_and_unpublished_projects_disappear(client, ask):
    draft = samples.project("Sample draft", publish=False)
    page = samples.project("Sample that goes")
    titles = [item["title"] for item in ask("?limit=100")["items"]]
    assert "Sample draft" not in titles
    assert "Sample that goes" in titles
    page.unpublish()
    assert "Sample that goes" not in [item["title"] for item in ask("?limit=100")["items"]]
    for gone in (draft, page):
        assert client.get(f"{ADDRESS}{gone.translation_key}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, db, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_answer_may_be_kept_and_read_by_any_site(client, db):
    samples.project()
    response = client.get(ADDRESS)
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
    again = client.get(ADDRESS, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_mistakes_are_not_kept_by_caches(client, db):
    assert "max-age" not in client.get(f"{ADDRESS}?nonsense=1")["Cache-Control"]


def test_sixty_first_request_of_a_minute_has_to_wait(client, db):
    asked = [client.get(f"{ADDRESS}?limit=0", REMOTE_ADDR="203.0.113.7") for _number in range(61)]
    assert {response.status_code for response in asked[:60]} == {200}
    assert asked[60].status_code == 429
    assert int(asked[60]["Retry-After"]) <= 60
    assert client.get(f"{ADDRESS}?limit=0", REMOTE_ADDR="198.51.100.1").status_code == 200
