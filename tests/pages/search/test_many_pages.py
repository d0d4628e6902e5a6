"""Words that stand on more pages than a search weighs: the best are found first, none by chance, and it is said.

The number is made small here, so that a few pages are many.
"""

import re

import pytest
from django.db import connection
from wagtail.models import Locale, Page, PageViewRestriction

from pages.content.home import HomePage
from pages.content.standard import StandardPage
from pages.search import held, query
from pages.search.models import SynonymSet
from tests.pages.search.asking import addresses, search

pytestmark = pytest.mark.database
MOST = 3
ZANZIBAR = [[(1.0, (frozenset({"zanzibar"}),))]]


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    for module in (held, query):
        monkeypatch.setattr(module, "MOST_WEIGHED", MOST)


@pytest.fixture
def add(home):
    """Publish pages with this title and summary: `add("a", "Title", "Summary", number=6)`."""

    def add(slug, title, summary="", number=1):
        for at in range(number):
            page = StandardPage(title=title, slug=f"{slug}-{at}", summary=summary)
            home.add_child(instance=page)
        return page

    return add


def test_the_best_page_comes_first_however_many_hold_the_word(client, add):
    add("text", "Sample", "Zanzibar", number=6)
    add("title", "Zanzibar")
    page = search(client, "zanzibar")

    assert addresses(page)[0] == "/en/title-0/"
    assert len(addresses(page)) == MOST


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "More than 3 pages for “zanzibar”. Here are the 3 that fit best"),
        ("ru", "больше чем 3 страницы. Здесь показаны 3 самые подходящие"),
        ("tk", "3 sahypadan köp tapyldy. Bu ýerde iň laýyk gelýän 3 sahypa görkezilýär"),
    ],
)
def test_the_reader_is_told_that_there_are_more(client, add, language, said):
    parent = HomePage.objects.get(locale__language_code=language)
    for at in range(MOST + 1):
        parent.add_child(instance=StandardPage(title="Zanzibar", slug=f"z{at}", locale=parent.locale))
    page = re.sub("<.*?>", "", search(client, "zanzibar", language)).replace("\xa0", " ").replace("\xad", "")

    assert said in page


def test_so_many_as_are_weighed_are_counted_as_they_are(client, add):
    add("some", "Zanzibar", number=MOST)
    page = search(client, "zanzibar")

    assert "3 pages" in page
    assert "More than" not in page


def test_results_end_with_the_last_that_is_offered(client, add, monkeypatch):
    monkeypatch.setattr("pages.search.views.RESULTS_A_PAGE", 2)
    add("some", "Zanzibar", number=6)
    page = search(client, "zanzibar", page=2)

    assert "Page 2 of 2" in page
    assert len(addresses(page)) == 1


def test_pages_that_nobody_may_read_take_no_place_of_those_that_all_may(client, add):
    closed = add("closed", "Zanzibar policies")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    for at in range(MOST + 1):
        closed.add_child(instance=StandardPage(title="Zanzibar", slug=f"below-{at}"))
    add("open", "Sample", "Zanzibar", number=2)
    page = search(client, "zanzibar")

    assert addresses(page) == ["/en/open-0/", "/en/open-1/"]
    assert "2 pages" in page
    assert "More than" not in page


@pytest.mark.parametrize("asked", ["kumquats loquats", "loquats kumquats", "kumquats loquats qwertzuiop"])
def test_the_one_page_with_both_of_two_common_words_is_found(client, add, asked):
    add("kumquats", "Kumquats", number=6)
    add("loquats", "Loquats", number=6)
    add("both", "A sample of fruit", "Here are kumquats and there are loquats.")
    found = addresses(search(client, asked))

    assert found[0] == "/en/both-0/"
    assert len(found) == (1 if "qwertzuiop" not in asked else MOST)


def test_of_pages_with_all_of_several_common_words_none_is_shown_that_nobody_may_read(client, add):
    add("kumquats", "Kumquats", number=6)
    add("loquats", "Loquats", number=6)
    closed = add("closed", "Kumquats and loquats")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    add("both", "A sample of fruit", "Here are kumquats and there are loquats.")

    assert addresses(search(client, "kumquats loquats")) == ["/en/both-0/"]


def test_the_rarest_of_common_words_tells_which_pages_are_looked_at(add, monkeypatch):
    """The few pages that hold both would else be looked for among all that hold the other."""
    monkeypatch.setattr(held, "MOST_QUICK", 6)
    add("kumquats", "Kumquats", number=9)
    add("loquats", "Loquats", number=5)
    asked = []
    best = held._best_with_others
    monkeypatch.setattr(held, "_best_with_others", lambda *given: asked.extend(given[2:]) or best(*given))
    kumquats, loquats = [[(1.0, (frozenset({stem}),))] for stem in ("kumquat", "loquat")]

    held.weights_of(Page.objects.live(), {"en": [kumquats, loquats]})

    assert asked == [{"loquat"}, {"kumquat"}]


def test_a_page_with_a_rare_and_a_common_word_is_found(client, add):
    add("kumquats", "Kumquats", number=6)
    add("both", "A sample of fruit", "Here are kumquats of Zanzibar.")

    assert addresses(search(client, "kumquats zanzibar")) == ["/en/both-0/"]


def test_a_phrase_of_common_words_that_means_the_same_is_found(client, add):
    SynonymSet.objects.create(locale=Locale.objects.get(language_code="en"), words="loquat\ngolden kumquat")
    add("kumquats", "Kumquats", number=6)
    add("golden", "Golden", number=6)
    add("both", "A sample of fruit", "Here are golden kumquats.")

    assert addresses(search(client, "loquat")) == ["/en/both-0/"]
    assert addresses(search(client, "golden kumquat")) == ["/en/both-0/"]


def test_no_more_pages_are_read_than_are_weighed(add):
    add("some", "Zanzibar", number=9)
    weights = held.weights_of(Page.objects.live(), {"en": ZANZIBAR})

    assert len(weights["en"]) == MOST + 1


def test_a_filter_of_a_list_finds_every_page_with_the_word(add):
    add("some", "Zanzibar", number=9)

    assert len(query.all_holding(Page.objects.live(), "zanzibar", "en")) == 9


def test_the_best_pages_of_a_word_stand_first_in_the_index(db):
    """Nothing is put in order, and nothing behind the last page that is weighed is read."""
    sql, given = next(held._best(Page.objects.live(), [("en", "zanzibar")]))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table as small as here would be read as a whole
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {sql}", given)
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert "indexed_word_by_stem" in plan
    assert "B-TREE" not in plan
    assert "Sort" not in plan
