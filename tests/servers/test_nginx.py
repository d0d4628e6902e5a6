"""The delivered configuration of the proxy, run by a real nginx in front of a real gunicorn."""

import http.client
import re
import socket
import ssl
from contextlib import nullcontext

import pytest

from tests.iom_site.test_media import SECRET, WAYS_OUT
from tests.servers.processes import DRAWN, NAME, ask, has_ipv6


@pytest.mark.parametrize("path", WAYS_OUT)
def test_nothing_but_drawn_sizes_is_served(proxy, path):
    answer = ask(proxy.https, f"/media/{path}")

    assert answer.status in (400, 403, 404)
    assert SECRET not in answer.text


@pytest.mark.parametrize("path", ["/en/../media/documents/secret.txt", "/en/%2e%2e/media/original_images/secret.txt"])
def test_no_way_round_leads_to_the_uploads(proxy, path):
    answer = ask(proxy.https, path)

    assert answer.status == 404
    assert SECRET not in answer.text


def test_drawn_size_is_served_and_kept_for_ever(proxy):
    answer = ask(proxy.https, "/media/images/secret.txt")

    assert (answer.status, answer.text) == (200, DRAWN)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_pages_arrive_through_the_proxy_in_every_writing_of_their_address(proxy):
    for path in ("/en/", "/en//", "/en/./", "/tk/../en/", "/%65n/", "/en/?q=a%26b&c=%2e%2e%2f"):
        answer = ask(proxy.https, path)
        assert answer.status == 200, path
        assert '<html lang="en"' in answer.text


def test_words_that_are_searched_for_arrive_as_they_were_sent(proxy):
    assert (
        "кочевье &amp; 50%"
        in ask(proxy.https, "/ru/search/?q=%D0%BA%D0%BE%D1%87%D0%B5%D0%B2%D1%8C%D0%B5+%26+50%25").text
    )


def test_proxy_does_not_say_which_version_it_is(proxy):
    for path in ("/en/", "/media/documents/", "/media/images/nothing.png"):
        answer = ask(proxy.https, path)
        assert not re.search(r"nginx/\d", f"{answer.headers}{answer.text}")


def test_foreign_name_gets_nothing(proxy):
    with pytest.raises(ssl.SSLError):
        ask(proxy.https, "/en/", sni="evil.example")
    for port, sni in ((proxy.https, NAME), (proxy.http, None)):
        with pytest.raises(http.client.RemoteDisconnected):
            ask(port, "/en/", host="evil.example", sni=sni)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2])
def test_old_versions_of_tls_are_refused_by_the_proxy(proxy, version):
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.set_ciphers("DEFAULT@SECLEVEL=0")  # else this side would refuse already
    client.minimum_version = client.maximum_version = version
    is_old = version is not ssl.TLSVersion.TLSv1_2
    refusal = pytest.raises(ssl.SSLError, match="PROTOCOL_VERSION") if is_old else nullcontext()

    with refusal, socket.create_connection(("127.0.0.1", proxy.https), timeout=10) as plain:
        client.wrap_socket(plain, server_hostname=NAME).close()


def test_without_https_readers_are_led_to_it(proxy):
    answer = ask(proxy.http, "/en/search/?q=a", sni=None)

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{NAME}/en/search/?q=a"


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_readers_with_ipv6_are_answered(proxy):
    assert ask(proxy.https, "/en/", address="::1").status == 200
    assert ask(proxy.http, "/en/", sni=None, address="::1").status == 301


def test_whether_the_site_is_ready_is_not_told_to_the_world(proxy):
    assert ask(proxy.https, "/ready").status == 404
