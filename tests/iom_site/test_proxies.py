"""Whose word about a visitor counts, and who may ask how the site is."""

from ipaddress import ip_network

import pytest

from iom_site.proxies import TrustedProxyMiddleware

PROXIES = [ip_network("10.0.0.0/8"), ip_network("2001:db8::/32")]
CLAIMED = {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.5", "HTTP_X_FORWARDED_PROTO": "https"}


@pytest.fixture
def seen(rf, settings):
    """What the site makes of a request: `seen("10.0.0.1", HTTP_…="…")`."""
    settings.TRUSTED_PROXIES = PROXIES

    def seen(address, **headers):
        request = rf.get("/", REMOTE_ADDR=address, **headers)
        TrustedProxyMiddleware(lambda request: None)(request)
        return request

    return seen


@pytest.mark.parametrize(
    ("peer", "forwarded", "visitor"),
    [
        ("10.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "203.0.113.5, 10.0.0.2", "203.0.113.5"),
        ("::ffff:10.0.0.1", "::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8::1", "2001:db9::7", "2001:db9::7"),
        ("10.0.0.1", "10.0.0.9", "10.0.0.9"),
        ("10.0.0.1", "nonsense", ""),
        ("10.0.0.1", "203.0.113.5, nonsense", ""),
        ("198.51.100.9", "203.0.113.5", "198.51.100.9"),
        ("127.0.0.1", "203.0.113.5", "127.0.0.1"),
        ("nonsense", "203.0.113.5", "nonsense"),
    ],
)
def test_visitor_is_the_last_address_that_is_no_trusted_proxy(seen, peer, forwarded, visitor):
    assert seen(peer, HTTP_X_FORWARDED_FOR=forwarded).META["REMOTE_ADDR"] == visitor


def test_what_a_visitor_claims_without_a_trusted_proxy_is_dropped(seen, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    claimed = {**CLAIMED, "HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_FORWARDED": "for=x", "HTTP_X_REAL_IP": "x"}

    stranger, proxied = seen("203.0.113.9", **claimed), seen("10.0.0.1", **CLAIMED)

    assert not stranger.is_secure()
    assert not [name for name in stranger.META if "FORWARDED" in name or "REAL" in name]
    assert proxied.is_secure()


def test_page_that_is_previewed_is_as_secure_as_the_request_that_shows_it(rf, settings):
    settings.TRUSTED_PROXIES, settings.SECURE_PROXY_SSL_HEADER = PROXIES, ("HTTP_X_FORWARDED_PROTO", "https")
    preview = rf.get("/", REMOTE_ADDR="203.0.113.5", **CLAIMED)  # as Wagtail makes it of the other
    within = TrustedProxyMiddleware(lambda request: request.is_secure())

    assert TrustedProxyMiddleware(lambda request: within(preview))(rf.get("/", REMOTE_ADDR="10.0.0.1", **CLAIMED))
    assert not within(rf.get("/", REMOTE_ADDR="203.0.113.5", **CLAIMED))


def test_socket_is_trusted_only_when_it_is_named(seen, settings):
    assert not seen("", **CLAIMED).META["REMOTE_ADDR"]
    settings.TRUSTED_PROXIES = ["unix"]

    assert seen("", **CLAIMED).META["REMOTE_ADDR"] == "203.0.113.5"


@pytest.mark.parametrize(
    ("peer", "forwarded", "status"),
    [
        ("127.0.0.1", "", 200),
        ("10.0.0.1", "", 200),
        ("203.0.113.5", "", 404),
        ("10.0.0.1", "203.0.113.5", 404),
        ("10.0.0.1", "127.0.0.1", 200),
    ],
)
def test_only_this_machine_and_proxies_may_ask_whether_the_site_is_ready(client, db, settings, peer, forwarded, status):
    settings.TRUSTED_PROXIES = PROXIES
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert client.get("/ready", REMOTE_ADDR=peer, **more).status_code == status
    assert client.get("/alive", REMOTE_ADDR=peer, **more).status_code == 200


@pytest.mark.parametrize(
    "address", ["/alive", "/ready", "/en/%00", "/en/nothing/", "/media/images/nothing", "/robots.txt"]
)
def test_every_answer_has_its_headers(client, db, address):
    headers = client.get(address).headers

    for name in ("Permissions-Policy", "Cross-Origin-Resource-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert headers[name], name
    assert headers["Cache-Control"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_refused_host_and_the_way_to_https_have_them_too(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    for response in (client.get("/en/", headers={"host": "evil.example"}), client.get("/en/info/1/")):
        assert response.status_code in (301, 400)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Permissions-Policy"]
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
