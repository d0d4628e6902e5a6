"""What readers see first is drawn by what stands in the page; only what follows waits for the style sheet."""

import re

import brotli
import pytest
from django.conf import settings
from django.test import Client

from pages.values.styles import inline_sheet, without_comments
from tests.factories import make_help, make_hotline

CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
LINK = re.compile(r'<link rel="stylesheet" href="/static/css/site(?:\.\w+)?\.css">')
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
MOST_FIRST, MOST_HELP = 4_800, 3_400  # bytes as brotli


def sheet(name):
    return without_comments((settings.ROOT / "static" / "css" / f"{name}.css").read_text(encoding="utf-8"))


def selectors_of(text):
    """Each selector of the sheet but those for paper."""
    on_screen = text.partition("@layer print {")[0]
    heads = re.findall(r"([^{};]+)\{", on_screen)
    return [each for head in heads if not head.strip().startswith("@") for each in re.split(r",(?![^(]*\))", head)]


def test_no_rule_of_what_stands_above_the_sheet_is_in_it(crawl):
    rules = [(each, set(CLASS.findall(each))) for each in selectors_of(sheet("site"))]
    pages = [each for each in crawl.answers if LINK.search(each.text)]

    assert len(pages) > 80
    assert len(rules) > 300
    for page in pages:
        above = LINK.split(page.text)[0]
        there = {each for names in re.findall(r'class="([^"]*)"', above) for each in names.split()}
        late = {rule.strip() for rule, classes in rules if classes and classes <= there}
        assert late == set(), page.address


def test_title_and_first_words_stand_above_the_sheet(crawl):
    for page in crawl.pages():
        if LINK.search(page.text):
            above, below = LINK.split(page.text)
            assert "</h1>" in above, page.address
            assert '<p class="lead">' not in below.partition("<h2")[0], page.address


@pytest.mark.parametrize(
    ("address", "name"), [("/en/", "first"), ("/ru/who-we-are/", "first"), ("/en/calendar/", "help")]
)
def test_page_carries_its_first_styles_and_its_policy_allows_them(db, address, name):
    answer = Client().get(address)

    assert STYLE.findall(answer.text) == [sheet(name)]
    assert inline_sheet(name).source in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_page_that_is_not_there_carries_them_too(client, db):
    answer = client.get("/en/nothing/")

    assert answer.status_code == 404
    assert inline_sheet("first").source in answer.headers["Content-Security-Policy"]


def test_help_asks_for_no_style_sheet(client, db):
    index = make_help()
    make_hotline()
    page = client.get(index.url)

    assert 'rel="stylesheet"' not in page.text
    assert STYLE.findall(page.text) == [sheet("help")]


def test_first_styles_are_small():
    assert len(brotli.compress(sheet("first").encode())) <= MOST_FIRST
    assert len(brotli.compress(sheet("help").encode())) <= MOST_HELP
