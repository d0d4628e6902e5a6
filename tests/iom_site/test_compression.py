"""How many bytes travel: as the client wants them packed, and for every page of help the same number."""

import gzip

import brotli
import pytest
from wagtail.models import Page

from iom_site.compression import PADDED, PADDED_PLAIN, STEP, _packed, best_coding, missing
from tests.browser.sample_page import make_help, make_hotline

UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes.rstrip}


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip, *;q=0", "gzip"),
        ("identity", ""),
        ("BR ; Q=0.3", "br"),
        ("br;q=nonsense", ""),
        ("gzipped, brr", ""),
        ("", ""),
    ],
)
def test_coding_is_the_one_that_the_client_likes_best(header, coding):
    assert best_coding(header) == coding


@pytest.mark.parametrize("address", ["/en/", "/admin/login/"])
def test_what_is_refused_is_not_sent(client, db, address):
    assert "Content-Encoding" not in client.get(address, headers={"accept-encoding": "br;q=0, gzip;q=0"}).headers


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_padding_of_any_length_unpacks_to_the_same(coding):
    for lacking in (*range(300), 1000, 4000):
        words = bytes(n * 7919 % 251 for n in range(PADDED - 1 - lacking))
        for content in (words, words[: lacking or None]):
            packed = _packed(content, coding, is_padded=True)
            assert len(packed) == PADDED or (len(packed) - PADDED) % STEP == 0
            assert UNPACKED[coding](packed) == content


def test_longer_answers_grow_in_steps():
    assert [missing(size) for size in (0, PADDED, PADDED + 1, PADDED + STEP)] == [PADDED, 0, STEP - 1, 0]


@pytest.mark.parametrize("lines", [0, 5])
def test_all_pages_of_help_in_all_languages_have_one_size_on_the_wire(client, db, lines):
    for code in ("en", "ru", "tk"):
        make_help(code)
    for place in range(lines):
        make_hotline(number=f"+9930000000{place}")
    pages = [page for page in Page.objects.live().specific() if hasattr(page, "neutral_title")]
    assert len(pages) > 40
    sizes = {"br": set(), "gzip": set(), "": set()}
    for page in pages:
        for coding, found in sizes.items():
            response = client.get(page.url, headers={"accept-encoding": coding})
            found.add((len(response.content), response.headers["Content-Length"]))
            assert b"</html>" in UNPACKED[coding](response.content)

    packed = (PADDED, str(PADDED))
    assert sizes == {"br": {packed}, "gzip": {packed}, "": {(PADDED_PLAIN, str(PADDED_PLAIN))}}


def test_what_is_not_there_and_what_was_sent_has_that_size_too(client, db):
    make_help()
    for response in (
        client.get("/en/notes/nothing/", headers={"accept-encoding": "br"}),
        client.post("/en/info/10/", {"text": "x"}, headers={"accept-encoding": "br"}),
    ):
        assert len(response.content) == PADDED
