"""Every page of the lite edition beside the one that it stands for."""

import gzip
import re
from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import settings
from django.test import Client

from pages.values.styles import inline_sheet
from tests.crawl import Crawl
from tests.html import Document

MOST_BYTES = 20_000  # with the page and all that it asks for, packed
IN_A_LANGUAGE = re.compile(r"/(en|ru|tk)/[^.?#]*([?#].*)?")
MARK, EXIT = ((settings.ROOT / "static" / path).stat().st_size for path in ("img/mark.svg", "js/exit.js"))
HEAD = 600  # bytes of the headers of an answer


@pytest.fixture(scope="session")
def pairs(crawl, django_db_blocker):
    """Each answer of the full edition with that of the lite one."""
    with django_db_blocker.unblock():
        lite = Crawl("/lite")
    assert len(crawl.answers) > 150
    return [(full, light) for full, light in zip(crawl.answers, lite.answers, strict=True)]


def main_text(page):
    """The words of a page without drawings and pictures: what the map shows stands in the list beside it."""
    root = Document(page.text).root
    for drawn in root.xpath("//svg | //figure[.//*[contains(@class, 'map')]]"):
        drawn.drop_tree()
    return Document(root.xpath("//main")[0]).text.split()


def test_every_page_is_there_under_its_title(pairs):
    for full, light in pairs:
        assert light.status == full.status, full.address
        there, here = (Document(each.text).root.xpath("string(//head/title)") for each in (full, light))
        assert here == there != "", full.address


def test_every_page_has_at_most_20_kb_with_all_that_it_asks_for(pairs):
    for full, light in pairs:
        for packed in (brotli.compress(light.text.encode(), quality=5), gzip.compress(light.text.encode(), 6)):
            assert len(packed) + MARK + EXIT + 3 * HEAD <= MOST_BYTES, full.address


def test_no_page_asks_for_a_picture_a_style_sheet_a_letter_or_a_script_but_the_exit(pairs):
    for _full, light in pairs:
        root = Document(light.text).root
        assert not root.xpath("//img | //picture | //svg | //link[@rel='stylesheet' or @rel='manifest']"), light.address
        assert set(root.xpath("//script/@src")) <= {"/static/js/exit.js"}, light.address
        assert not root.xpath("//script[not(@src)]"), light.address
        assert "url(" not in light.text, light.address


def test_every_page_says_the_same_words(pairs):
    for full, light in pairs:
        assert main_text(light) == main_text(full), full.address


def test_every_link_leads_on_within_the_edition_and_to_where_the_full_page_leads(pairs):
    for full, light in pairs:
        there = {each for each in Document(full.text).links if not each.startswith("/lite/")}
        back = Document(light.text).root.xpath("//a[@data-full]/@href")
        here = Document(light.text).root.xpath("//a[not(@data-full)]/@href")
        assert back == ([] if full.status == 404 else [full.address]), light.address
        for link in here:
            assert not IN_A_LANGUAGE.fullmatch(link), (light.address, link)
            assert link.removeprefix("/lite") in there, (light.address, link)


def test_every_choice_of_the_full_page_is_there(pairs):
    for full, light in pairs:
        there = {each for each in Document(full.text).links if IN_A_LANGUAGE.fullmatch(each)}
        assert {f"/lite{each}" for each in there} <= set(Document(light.text).links), full.address


def test_every_form_is_sent_within_the_edition(pairs):
    for _full, light in pairs:
        for action in Document(light.text).root.xpath("//form/@action"):
            assert action.startswith(("/lite/", "#")) or action == "", light.address


def test_full_page_offers_the_lite_one_and_nothing_else_leads_there(pairs):
    for full, _light in pairs:
        offered = [each for each in re.findall(r'"([^"]*)"', full.text) if "/lite" in each]
        is_none = full.status == 404 or "/info/" in full.address  # help is as light in full
        assert offered == ([] if is_none else [f"/lite{full.address}"]), full.address


def test_search_engines_are_led_to_the_full_page(pairs):
    for full, light in pairs:
        told, led = Document(full.text).linked("canonical"), Document(light.text).linked("canonical")
        assert led == told, light.address
        assert "hreflang=" not in re.sub(r"<a [^>]*>", "", light.text) or "/info/" in light.address
        for link in Document(light.text).root.xpath("//head/link/@href"):
            assert not urlsplit(link).path.startswith("/lite"), light.address


@pytest.mark.parametrize("order", [("", "/lite"), ("/lite", "")], ids=["full first", "lite first"])
def test_whichever_edition_is_asked_first_both_are_as_ever(pairs, db, order):
    client, expected = Client(), {each.address: each.text for pair in pairs for each in pair}
    for address in ("/en/", "/ru/our-work/", "/tk/who-we-are/regional-approach/", "/en/our-work/", "/en/news/"):
        for edition in order:
            assert client.get(edition + address).text.replace("\xad", "") == expected[edition + address], address


def test_styles_stand_in_the_page_and_its_policy_allows_them(db):
    answer = Client().get("/lite/ru/who-we-are/")

    sheet = inline_sheet("help", "lite")
    assert answer.text.count("<style>") == 1
    assert sheet.element in answer.text
    assert sheet.source in answer.headers["Content-Security-Policy"]
