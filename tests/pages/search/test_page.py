"""The page of results: what it lists, marks and says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.content.standard import StandardPage
from tests.pages.search.asking import addresses, search

pytestmark = pytest.mark.database


def test_a_page_of_results_is_all_that_is_read(client, home):
    for number in range(30):
        home.add_child(instance=StandardPage(title=f"Sample {number}", slug=f"s{number}", summary="Zanzibar"))
    with CaptureQueriesContext(connection) as captured:
        page = search(client, "Zanzibar", page=2)

    assert len(addresses(page)) == 10
    assert "30 pages" in page
    assert not any("pages_standardpage" in query["sql"] and "summary" not in query["sql"] for query in captured)


def test_finds_a_word_of_a_title_and_marks_it(client, db):
    page = search(client, "poverty")

    assert "/en/who-we-are/strategy/less-poverty/" in page
    assert "<mark>poverty</mark>" in page


@pytest.mark.parametrize(
    ("query", "language", "marked"),
    [("migrant", "en", "migrants"), ("мигранты", "ru", "мигрантов"), ("zahmet", "tk", "zähmet")],
)
def test_marks_the_form_that_stands_in_the_page(client, db, query, language, marked):
    assert f"<mark>{marked}</mark>" in search(client, query, language)


def test_marks_whole_words_and_none_that_says_nothing(client, home):
    home.add_child(instance=StandardPage(title="Kumquats of and", slug="fruit", summary="Of kumquatsome and it."))
    page = search(client, "kumquats of and it")

    assert re.findall("<mark>(.*?)</mark>", page) == ["Kumquats"]


def test_says_in_the_language_of_the_reader_what_kind_of_page_it_is(client, db):
    assert "Ýagdaý" in search(client, "pasport", "tk")
    assert "Ситуация" in search(client, "паспорт", "ru")


def test_finds_a_word_that_stands_only_in_a_body(client, db):
    assert "/en/who-we-are/regional-approach/" in search(client, "professionalism")


def test_finds_a_word_of_a_strand(client, db):
    assert "/en/who-we-are/" in addresses(search(client, "adaptation"))


def test_empty_result_says_what_to_do_next(client, db):
    page = search(client, "qwertzuiop")

    assert "Nothing found for “qwertzuiop”" in page
    assert "Did you mean" not in page
    assert "You may be looking for" in page
    assert 'href="/en/who-we-are/"' in page


@pytest.mark.parametrize("query", ["", "   ", "\x00"])
def test_without_words_it_asks_for_some(client, db, query):
    response = client.get("/en/search/", {"q": query})

    assert response.status_code in (200, 400)
    assert "Nothing found" not in response.text


def test_results_are_not_indexed(client, db):
    assert '<meta name="robots" content="noindex">' in search(client, "migration")


@pytest.mark.parametrize("asked", ["0", "-1", "99999999999999999999999", "nonsense", ""])
@pytest.mark.parametrize("query", ["migration", "traficking", "qwertzuiop"])
def test_any_page_number_is_answered(client, db, query, asked):
    assert client.get("/en/search/", {"q": query, "page": asked}).status_code == 200


def test_many_results_come_in_pages(client, db):
    first = search(client, "IOM")

    assert "Page 1 of 3" in first
    assert "q=IOM&amp;page=2" in first
    assert "Page 2 of 3" in search(client, "IOM", page=2)


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "<script>alert(1)</script>",
            "a&b",
            '"',
            "x' OR 1=1 --",
            "%s %d %",
            "NEAR(a b)",
            "a* AND (b",
            "a:b ^c",
            "\\",
            "''",
        ),
        *(
            "poverty <script>alert(1)</script>",
            "x" * 5000,
            "a " * 500,
            "ы" * 200,
            "移民",
            "\u0338\u0301",
            "🙂",
            "ﷺ",
            "٣",
        ),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "tk"])
def test_what_was_typed_comes_back_harmless(client, db, language, asked):
    response = client.get(f"/{language}/search/", {"q": asked})

    assert response.status_code == 200
    assert "<script>alert" not in response.text
