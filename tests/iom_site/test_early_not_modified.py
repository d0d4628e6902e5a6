"""A browser that has a page already is answered before anything is asked or rendered, and never with what is past."""

import pytest
from django.test import Client

from pages.help.models import HelpIndexPage
from tests.factories import person

pytestmark = pytest.mark.database
LISTS = ("/en/our-work/projects/?sort=title", "/ru/news/?page=1", "/en/", "/tk/who-we-are/", "/sitemap-all.xml")


def tag_of(client, address, **headers):
    return client.get(address, headers=headers).headers["ETag"]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("address", LISTS)
def test_return_visit_asks_the_database_nothing(client, db, django_assert_num_queries, address, method):
    tag = tag_of(client, address, accept_encoding="br")

    with django_assert_num_queries(0):
        again = getattr(client, method)(address, headers={"accept-encoding": "br", "if-none-match": f'"x", W/{tag}'})

    assert again.status_code == 304
    assert not again.content
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"].startswith("public, max-age=0")
    assert again.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_return_visit_has_every_header_of_the_page(client, db):
    first = client.get("/en/")

    for _ in range(2):
        again = client.get("/en/", headers={"if-none-match": first.headers["ETag"]})
        assert again.status_code == 304
        of_the_page = {name: value for name, value in first.headers.items() if not name.startswith("Content-")}
        assert {**again.headers} == of_the_page


def test_change_elsewhere_costs_a_reader_who_has_the_page_nothing(client, home):
    tag = tag_of(client, "/en/who-we-are/")
    home.headline = "A sample headline"
    home.save_revision().publish()

    again = client.get("/en/who-we-are/", headers={"if-none-match": tag})

    assert again.status_code == 304
    assert client.get("/en/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"accept_encoding": "gzip"},
        {"accept_encoding": "br", "save_data": "on"},
        {"accept_encoding": "br", "host": "localhost"},
    ],
    ids=["another encoding", "saving data", "another name"],
)
def test_tag_counts_for_what_it_was_given_for(client, db, headers):
    for each in ({"accept_encoding": "br"}, headers):
        client.get("/en/help.txt", headers=each)
        client.get("/en/", headers=each)
    tag = tag_of(client, "/en/", accept_encoding="br")
    fresh = client.get("/en/", headers=headers)

    answer = client.get("/en/", headers={**headers, "if_none_match": tag})

    assert (answer.status_code == 304) == (fresh.headers["ETag"] == tag)


def test_address_that_leads_to_https_does_so_for_whoever_has_the_page(client, db, settings):
    tag = tag_of(client, "/en/")
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/en/", headers={"if-none-match": tag}, secure=True).status_code == 304


def test_foreign_name_is_refused_whatever_the_browser_has(client, db):
    tag = tag_of(client, "/en/")

    assert client.get("/en/", headers={"host": "evil.example", "if-none-match": tag}).status_code == 400


def test_whoever_is_signed_in_is_answered_by_the_page_itself(client, db):
    tag = tag_of(client, "/en/")
    client.force_login(person("Editors"))

    own = client.get("/en/", headers={"if-none-match": tag})

    assert own.status_code == 200
    assert "private" in own.headers["Cache-Control"]
    assert "X-Accel-Expires" not in own.headers
    client.logout()
    assert client.get("/en/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("query", ["q=migration", "nonsense=1", "page=1&page=2"])
def test_words_unknown_and_doubled_parameters_are_never_remembered(client, db, query, django_assert_max_num_queries):
    address = f"/en/our-work/projects/?{query}"
    tag = tag_of(client, address)

    with django_assert_max_num_queries(20) as asked:
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    assert len(asked)


@pytest.mark.parametrize("address", ["/en/", "/en/info/", "/en/info/4/", "/en/card/", "/help.txt", "/en/leave/", "/"])
def test_proxy_may_keep_what_is_the_same_for_everybody(client, db, address):
    assert client.get(address).headers["X-Accel-Expires"] == "1"


@pytest.mark.parametrize(
    "address",
    [
        *("/en/info/10/", "/en/info/10/a/", "/en/contact/", "/en/contact/a/", "/en/search/", "/en/search/?q=x"),
        *("/en/our-work/projects/?q=x", "/en/nothing/", "/en/info/nothing/", "/admin/", "/accounts/login/", "/alive"),
    ],
)
def test_proxy_keeps_no_form_no_words_no_error_and_nothing_of_staff(client, db, address):
    assert "X-Accel-Expires" not in client.get(address).headers


def test_proxy_keeps_nothing_that_was_sent_or_that_a_person_asked(client, db):
    assert "X-Accel-Expires" not in client.post("/en/info/10/", {"text": "x"}).headers
    client.force_login(person("Editors"))
    for address in ("/en/", "/en/info/", "/help.txt"):
        assert "X-Accel-Expires" not in client.get(address).headers


def test_page_that_only_some_may_read_is_kept_by_nobody(client, home):
    from wagtail.models import PageViewRestriction

    page = HelpIndexPage.objects.get(locale__language_code="en")
    for each in (home.get_children().live().exact_type(type(home.get_children().first().specific)).first(), page):
        PageViewRestriction.objects.create(page=each, restriction_type="login")
        for _ in range(2):
            answer = client.get(each.url)
            assert (answer.status_code, answer.headers.get("X-Accel-Expires")) != (200, "1")
