"""What a look for help leaves behind in the address, the title, the cache and the history of a shared telephone."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from pages.content.home import HomePage
from pages.help.models import HelpIndexPage, HelpTopicPage
from pages.values.cache import invalidate
from tests.browser.sample_page import make_help

WORDS = "husband hits me"


@pytest.fixture
def index(db):
    return make_help()


def title(response):
    return response.text.partition("<title>")[2].partition("</title>")[0]


def leaves_no_trace(response):
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response.headers
    assert not response.cookies


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize(
    "address",
    [
        *("/en/leave", "/en/card", "/en/search", "/en/info", "/en/info/4", "/en/info/nothing", "/ru/info/10/status"),
        *("/tk/info/1", "/en/contact", "/en/contact/nothing", "/EN/info/4", "/en/INFO/4", "/en//info/4", "/info/4"),
        *("/en/info/4/nothing/below", "/en/calendar/today.svg", "/help.txt", "/en/help.txt", "/search"),
    ],
)
def test_every_writing_of_an_address_below_help_leaves_no_trace(client, db, address, slash):
    for asked in (f"{address}{slash}", f"{address}{slash}?a=b"):
        leaves_no_trace(client.get(asked))
        leaves_no_trace(client.post(asked))
        leaves_no_trace(client.head(asked))


@pytest.mark.parametrize("address", ["/en/info/%00", "/en/info/4/?x=%00"])
def test_what_no_browser_sends_leaves_no_trace_either(client, db, address):
    response = client.get(address)

    assert response.status_code == 400
    leaves_no_trace(response)


def test_help_is_known_by_what_editors_call_it_in_whatever_language(client, index):
    index.slug = "зёрна"
    index.save_revision().publish()
    for code in ("en", "ru", "tk"):
        leaves_no_trace(client.get(f"/{code}/зёрна/2"))


def test_a_draft_of_help_gives_nothing_away(client, home):
    home.add_child(instance=HelpIndexPage(title="Sample", slug="draft", neutral_title="Notes", live=False))

    response = client.get("/en/draft/")

    assert response.status_code == 404
    leaves_no_trace(response)


def test_former_address_of_help_leaves_no_trace_either(client, index):
    topic = HelpTopicPage.objects.child_of(index).get(slug="a")
    topic.slug = "z"
    topic.save_revision().publish()
    assert Redirect.objects.filter(old_path="/en/notes/a").exists()
    index.slug = "other"
    index.save_revision().publish()

    for address in ("/en/notes/", "/en/notes/z", "/en/notes/a"):
        leaves_no_trace(client.get(address))
    assert client.get("/en/notes/z/").status_code == 301


def test_redirect_that_leads_to_help_leaves_no_trace(client, index):
    Redirect.add_redirect("/en/sample", redirect_to=index.get_parent(), is_permanent=True)
    assert "public" in client.get("/en/sample/").headers["Cache-Control"]
    Redirect.objects.all().delete()
    Redirect.objects.create(old_path="/en/sample", redirect_link=f"{index.url}a/")

    leaves_no_trace(client.get("/en/sample/"))


def test_language_that_is_not_open_leads_away_from_help_without_a_trace(client, db):
    HomePage.objects.filter(locale__language_code="tk").update(live=False)
    invalidate()

    response = client.get("/tk/info/4/")

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    leaves_no_trace(response)


@pytest.mark.parametrize(("code", "neutral"), [("en", "Page"), ("ru", "Страница"), ("tk", "Sahypa")])
def test_page_that_is_not_there_has_a_neutral_title_and_the_exit(client, db, code, neutral):
    response = client.get(f"/{code}/info/nothing/")

    assert response.status_code == 404
    assert title(response) == neutral
    assert f'href="/{code}/leave/"' in response.text
    assert f'href="/{code}/info/"' in response.text


def test_card_can_be_left_at_once(client, db):
    assert 'href="/en/leave/"' in client.get("/en/card/").text


def test_ordinary_pages_are_kept_as_before(client, index):
    assert client.get("/en/who-we-are/").headers["Cache-Control"].startswith("public, max-age=0")
    for address in ("/en/information/", "/en/notesbook/"):
        assert client.get(address).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("method", ["get", "post"])
def test_words_of_a_search_stand_in_no_title_cache_or_link(client, db, method):
    response = getattr(client, method)("/en/search/", {"q": WORDS})

    leaves_no_trace(response)
    assert title(response) == "Search – IOM Turkmenistan"
    assert "hits" not in response.text.partition("<body>")[0]
    assert response.status_code == 200


def test_search_by_post_needs_no_token_and_has_no_address_with_the_words(db):
    response = Client(enforce_csrf_checks=True).post("/en/search/", {"q": "migrant"})

    assert response.status_code == 200
    assert "rights-of-migrants" in response.text
    assert "q=migrant" not in response.text
    assert 'formmethod="post"' in response.text


def test_search_that_finds_help_can_be_left_and_leads_to_neutral_addresses(client, index):
    topic = HelpTopicPage.objects.child_of(index).get(slug="a")
    topic.title, topic.summary = "Sample violence", "Zanzibar"
    topic.save_revision().publish()

    page = client.get("/en/search/", {"q": "Zanzibar"}).text

    assert 'href="/en/notes/a/">Sample violence</a>' in page
    assert page.index('href="/en/leave/"') < page.index("<header>")
    assert "js/exit.js" in page


def test_search_that_finds_no_help_has_no_exit(client, db):
    page = client.get("/en/search/", {"q": "Kazakhstan"}).text

    assert "regional-approach/kazakhstan/" in page
    assert "/en/leave/" not in page


def test_many_searches_from_one_network_are_answered_without_suggestions(client, db):
    for _ in range(31):
        page = client.get("/en/search/", {"q": "traficking"}).text

    assert "Did you mean" not in page
    assert client.get("/en/search/", {"q": "trafficking"}).text.count("action-on-human-trafficking")


def test_failure_on_a_page_of_help_is_not_kept(client, index, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("pages.site.context.site_context_for", None)

    response = client.get(index.url)

    assert response.status_code == 500
    leaves_no_trace(response)
    assert "IOM" not in title(response)


def test_head_is_answered_with_the_etag_of_get(client, db):
    tag = client.get("/en/").headers["ETag"]

    assert client.head("/en/").headers["ETag"] == tag
    assert client.head("/en/", headers={"if-none-match": tag}).status_code == 304


def test_caches_know_that_a_page_depends_on_saving_data(client, db):
    assert "Save-Data" in client.get("/en/").headers["Vary"]
