import pytest


def test_finds_a_word_of_a_title_and_marks_it(client, db):
    page = client.get("/en/search/", {"q": "poverty"}).text

    assert "/en/who-we-are/strategy/less-poverty/" in page
    assert "<mark>poverty</mark>" in page


def test_finds_a_word_that_stands_only_in_a_body(client, db):
    assert "/en/who-we-are/regional-approach/" in client.get("/en/search/", {"q": "professionalism"}).text


def test_finds_a_word_of_a_strand(client, db):
    assert "/en/who-we-are/" in client.get("/en/search/", {"q": "adaptation"}).text


def test_empty_result_says_what_to_do_next(client, db):
    page = client.get("/en/search/", {"q": "qwertzuiop"}).text

    assert "Nothing found for “qwertzuiop”" in page
    assert "You may be looking for" in page
    assert 'href="/en/who-we-are/"' in page


def test_without_words_it_asks_for_some(client, db):
    response = client.get("/en/search/")

    assert response.status_code == 200
    assert "Nothing found" not in response.text


def test_results_are_not_indexed(client, db):
    assert '<meta name="robots" content="noindex">' in client.get("/en/search/", {"q": "migration"}).text


@pytest.mark.parametrize("asked", ["0", "-1", "99999999999999999999999", "nonsense", ""])
def test_any_page_number_is_answered(client, db, asked):
    assert client.get("/en/search/", {"q": "migration", "page": asked}).status_code == 200


def test_many_results_come_in_pages(client, db):
    first = client.get("/en/search/", {"q": "IOM"}).text

    assert "Page 1 of 2" in first
    assert "q=IOM&amp;page=2" in first
    assert "Page 2 of 2" in client.get("/en/search/", {"q": "IOM", "page": 2}).text


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", "a&b", '"', "x' OR 1=1 --"])
def test_what_was_typed_comes_back_harmless(client, db, asked):
    page = client.get("/en/search/", {"q": asked})

    assert page.status_code == 200
    assert "<script>alert" not in page.text
