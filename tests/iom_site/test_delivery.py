"""How answers travel: headers, languages, bytes, caches."""

import gzip

import brotli
import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from wagtail.models import Locale

from iom_site.static_files import StaticStorage
from pages.content.home import HomePage


def test_public_page_trusts_only_its_own_origin(client, db):
    policy = client.get("/en/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_admin_may_be_framed_only_by_itself(client, db):
    headers = client.get("/admin/login/").headers

    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Content-Language", "en"),
        ("Cache-Control", "public, max-age=0, stale-if-error=604800"),
    ],
)
def test_public_page_carries(client, db, header, value):
    assert client.get("/en/").headers[header] == value


def test_reader_gets_no_cookie_and_caches_need_not_vary_by_one(client, db):
    response = client.get("/en/")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_whoever_is_signed_in_shares_nothing(client, editor):
    assert "private" in client.get("/en/").headers["Cache-Control"]


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip, br", brotli.decompress), ("gzip", gzip.decompress)])
def test_page_travels_compressed_and_unpacks_to_the_same(client, db, accepted, unpack):
    plain = client.get("/en/").content
    packed = client.get("/en/", headers={"accept-encoding": accepted})

    assert len(packed.content) < len(plain) / 2
    assert unpack(packed.content) == plain
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_second_view_costs_no_body(client, db):
    first = client.get("/en/", headers={"accept-encoding": "br"})

    again = client.get("/en/", headers={"accept-encoding": "br", "if-none-match": first.headers["ETag"]})

    assert again.status_code == 304
    assert not again.content


def test_changed_page_is_sent_anew(client, home):
    first = client.get("/en/")
    home.headline = "A sample headline"
    home.save_revision().publish()

    assert client.get("/en/", headers={"if-none-match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("preferred", ["de", "fr;q=0.9, *;q=0.1", "x" * 3000, ";;;,,,", "en-GB"])
def test_root_always_leads_to_an_open_language(client, db, preferred):
    response = client.get("/", headers={"accept-language": preferred})

    assert response.status_code == 302
    assert response.headers["Location"].endswith("/")
    assert "Accept-Language" in response.headers["Vary"]


def test_language_without_a_home_page_serves_no_other_language_under_its_address(client, db):
    HomePage.objects.filter(locale__language_code="tk").delete()

    for address in ("/tk/", "/tk/who-we-are/", "/tk/search/?q=x", "/tk/nonsense/"):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_language_opens_with_its_home_page(client, home):
    home.live = True
    HomePage.objects.filter(locale__language_code="ru").delete()
    russian, _ = Locale.objects.get_or_create(language_code="ru")
    translation = home.copy_for_translation(russian)
    assert client.get("/ru/").status_code == 302

    translation.title = "Образец"
    translation.save_revision().publish()

    response = client.get("/ru/")
    assert response.status_code == 200
    assert '<html lang="ru"' in response.text
    assert '<link rel="alternate" hreflang="en" href="http://localhost:8000/en/">' in response.text


def test_style_sheet_leaves_its_comments_at_home(tmp_path):
    storage, path = StaticStorage(location=tmp_path), "css/sample.css"
    storage.save(path, ContentFile(b"/* Why. */\n.sample > * + * { margin: calc(1px + 2px); }\n"))
    collected = {name: hashed for name, hashed, _is_done in storage.post_process({path: (storage, path)}) if hashed}

    assert storage.open(collected[path]).read() == b".sample > * + * { margin: calc(1px + 2px); }"


def test_no_font_is_asked_for_when_data_is_saved(client, db):
    assert "data-save" in client.get("/en/", headers={"save-data": "on"}).text


def test_alive_asks_nothing_and_ready_asks_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/alive").status_code == 200
    with django_assert_num_queries(1):
        assert client.get("/ready").status_code == 200


@pytest.mark.parametrize("address", ["/alive", "/ready"])
def test_probe_needs_to_know_no_host_name(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(address, headers={"host": "10.0.0.1:8000"}).status_code == 200


def test_form_without_its_token_is_answered_in_plain_words(db):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})

    assert response.status_code == 403
    assert "this form is older than your sign-in" in response.text


def test_ready_says_no_when_the_database_is_gone(client, db, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("iom_site.views.connection.cursor", broken)

        assert client.get("/ready").status_code == 503
        assert client.get("/alive").status_code == 200


@pytest.mark.parametrize(("error", "status", "again"), [(RuntimeError, 500, None), (OperationalError, 503, "60")])
def test_failure_is_answered_by_a_page_that_needs_nothing(client, db, monkeypatch, error, status, again):
    def broken(*args, **kwargs):
        raise error

    client.raise_request_exception = False
    monkeypatch.setattr("pages.site.context.site_context_for", broken)

    response = client.get("/en/")

    assert (response.status_code, response.headers.get("Retry-After")) == (status, again)
    assert "Something went wrong" in response.text
    assert 'lang="ru"' in response.text
    assert 'lang="tk"' in response.text
    assert "sha256-" in response.headers["Content-Security-Policy"]
    assert len(brotli.compress(response.content)) < 2000


def test_unknown_address_offers_ways_on(client, db):
    response = client.get("/en/nothing/")

    assert response.status_code == 404
    assert "This page is not here" in response.text
    assert 'href="/en/search/"' in response.text


def test_unknown_address_outside_the_languages_stays_there(client, db):
    assert client.get("/nothing/").status_code == 404
    assert client.get("/static/nothing.css").status_code == 404


def test_page_of_the_last_resort_leads_home_and_to_help_in_each_language(client, db, monkeypatch):
    for code in ("en", "ru", "tk"):
        client.get(f"/{code}/")

    def broken(*args, **kwargs):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("pages.site.context.site_context_for", broken)
    page = client.get("/en/").text

    ways = [("en", "Home page", "Get help"), ("ru", "На главную", "Помощь"), ("tk", "Baş sahypa", "Kömek")]
    for code, home, help_label in ways:
        assert f'<a href="/{code}/">{home}' in page
        assert f'<a href="/{code}/info/">{help_label}' in page
    assert "<!--" not in page
