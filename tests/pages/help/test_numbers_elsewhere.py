"""Where numbers stand beside the pages of help: the plain text, 404, 500, the card, the preview."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.browser.sample_page import make_help, make_hotline
from tests.pages.help.lines import NUMBER


def test_plain_text_holds_number_words_and_the_way_on(client, index):
    make_hotline(display_number="+993 00 00 00 01")

    for address in ("/help.txt", "/en/help.txt"):
        response = client.get(address)
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert "+993 00 00 00 01 (+99300000001)" in response.text
        assert "Free of charge" in response.text
        assert f"http://testserver{index.url}" in response.text


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_plain_text_stays_below_two_thousand_bytes(client, db, code):
    make_help(code)
    for place in range(1, 10):
        make_hotline(code, number=f"+9930000000{place}")

    response = client.get(f"/{code}/help.txt")

    assert 1_000 < len(response.content) < 2_000
    assert "+99300000001" in response.text
    assert response.text.strip().endswith("/notes/")


def test_plain_text_leaves_out_what_is_being_checked(client, index, overdue):
    assert "+99300000009" not in client.get("/help.txt").text


def test_unknown_address_shows_current_numbers_only(client, index, overdue):
    make_hotline()

    page = client.get("/en/nothing/").text

    assert NUMBER in page
    assert "99300000009" not in page


def test_unknown_address_says_nothing_of_numbers_without_one(client, index):
    page = client.get("/en/nothing/").text

    assert index.no_hotlines_note not in page
    assert index.hotlines_note not in page


@pytest.fixture
def failure(client, monkeypatch):
    """A page that fails, and a database that answers nothing."""

    def broken(*args, **kwargs):
        raise RuntimeError

    def fail():
        client.raise_request_exception = False
        monkeypatch.setattr("pages.site.context.site_context_for", broken)
        with CaptureQueriesContext(connection) as made:
            response = client.get("/en/")
        assert response.status_code == 500
        assert not made.captured_queries
        return response.text

    return fail


def test_failure_shows_the_numbers_that_were_read_last(client, db, failure, overdue):
    for place in range(1, 6):
        make_hotline(number=f"+9930000000{place}", name="<b>Sample</b>")
    client.get("/en/")

    page = failure()

    assert page.count("tel:") == 3
    assert "&lt;b&gt;Sample" in page
    assert "99300000009" not in page


def test_failure_without_numbers_is_the_page_that_it_was(client, db, failure):
    client.get("/en/")

    assert "tel:" not in failure()


def test_card_has_eight_times_the_current_numbers(client, index, overdue):
    make_hotline()

    page = client.get("/en/card/").text

    assert page.count("<b>+99300000001</b>") == 8
    assert "99300000009" not in page


def test_card_without_a_number_is_none(client, index):
    page = client.get("/en/card/").text

    assert 'class="wallet"' not in page
    assert index.no_hotlines_note in page
    assert index.hotlines_note not in page


def test_preview_shows_the_line_that_is_being_written(client, rf, english):
    line = make_hotline(live=False)

    page = line.make_preview_request().text

    assert NUMBER in page
    assert "Sample line" in page
