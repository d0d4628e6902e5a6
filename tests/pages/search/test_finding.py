"""What is found, in which order, and what is never shown."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from pages.content.standard import StandardPage
from pages.search.query import find
from tests.pages.search.asking import addresses, results, search

pytestmark = pytest.mark.database


STRATEGY = "/who-we-are/strategy/"


REGION = "/who-we-are/regional-approach/"


MOST_QUERIES = 12


# What somebody types, on the search page of which language, and a page that must be among the first ten.
FOUND = [
    ("migrant", "en", "/en" + STRATEGY + "rights-of-migrants/"),
    ("migrants", "en", "/en" + STRATEGY + "rights-of-migrants/"),
    ("MIGRANT’S RIGHT", "en", "/en" + STRATEGY + "rights-of-migrants/"),
    ("the rights of a migrant", "en", "/en" + STRATEGY + "rights-of-migrants/"),
    ("strategies", "en", "/en" + STRATEGY),
    ("victim", "en", "/en" + STRATEGY + "action-on-human-trafficking/"),
    ("protected victims", "en", "/en" + STRATEGY + "action-on-human-trafficking/"),
    ("communities hosting migrants", "en", "/en" + STRATEGY + "less-poverty/"),
    ("velayat", "en", "/en" + REGION + "turkmenistan/"),
    ("country in region", "en", "/en" + REGION),
    ("privacy", "en", "/en/privacy/"),
    ("1998", "en", "/en/who-we-are/"),
    ("Asgabat", "en", "/en" + REGION + "turkmenistan/"),
    ("мигранты", "en", "/ru" + STRATEGY + "rights-of-migrants/"),
    ("zahmet", "en", "/tk" + STRATEGY + "decent-labour/"),
    ("мигрант", "ru", "/ru" + STRATEGY + "rights-of-migrants/"),
    ("мигранты", "ru", "/ru" + STRATEGY + "rights-of-migrants/"),
    ("МИГРАНТАМ", "ru", "/ru" + STRATEGY + "rights-of-migrants/"),
    ("страна", "ru", "/ru" + REGION),
    ("пять стран", "ru", "/ru" + REGION),
    ("молодежь", "ru", "/ru/who-we-are/"),
    ("молодёжью", "ru", "/ru/who-we-are/"),
    ("бедность", "ru", "/ru" + STRATEGY + "less-poverty/"),
    ("торговля людьми", "ru", "/ru" + STRATEGY + "action-on-human-trafficking/"),
    ("торговлей", "ru", "/ru" + STRATEGY + "action-on-human-trafficking/"),
    ("помощь в пути", "ru", "/ru" + STRATEGY + "assistance-to-people-on-the-move/"),
    ("система управления", "ru", "/ru" + STRATEGY + "migration-management/"),
    ("Ашхабаде", "ru", "/ru" + REGION + "turkmenistan/"),
    ("Ашгабат", "ru", "/ru" + REGION + "turkmenistan/"),
    ("poverty", "ru", "/en" + STRATEGY + "less-poverty/"),
    ("zähmet", "tk", "/tk" + STRATEGY + "decent-labour/"),
    ("zahmet", "tk", "/tk" + STRATEGY + "decent-labour/"),
    ("zähmetiň", "tk", "/tk" + STRATEGY + "decent-labour/"),
    ("зәхмет", "tk", "/tk" + STRATEGY + "decent-labour/"),
    ("yurt", "tk", "/tk" + REGION),
    ("ýurtlar", "tk", "/tk" + REGION),
    ("йурт", "tk", "/tk" + REGION),
    ("юрт", "tk", "/tk" + REGION),
    ("Asgabat", "tk", "/tk" + REGION + "turkmenistan/"),
    ("Ashgabat", "tk", "/tk" + REGION + "turkmenistan/"),
    ("Ашгабат", "tk", "/tk" + REGION + "turkmenistan/"),
    ("Aşgabatda", "tk", "/tk" + REGION + "turkmenistan/"),
    ("migrasiýa", "tk", "/tk" + STRATEGY + "migration-management/"),
    ("migrasiýanyň", "tk", "/tk" + STRATEGY + "understanding-migration/"),
    ("миграция", "tk", "/tk" + STRATEGY + "understanding-migration/"),
    ("söwda", "tk", "/tk" + STRATEGY + "action-on-human-trafficking/"),
    ("adam sowdasy", "tk", "/tk" + STRATEGY + "action-on-human-trafficking/"),
    ("garyplyk", "tk", "/tk" + STRATEGY + "less-poverty/"),
    ("hukuk", "tk", "/tk" + STRATEGY + "rights-of-migrants/"),
    ("hukugy migrant", "tk", "/tk" + STRATEGY + "rights-of-migrants/"),
    ("HMG-niň maksady", "tk", "/tk" + STRATEGY),
    ("1997-nji", "tk", "/tk/who-we-are/"),
    ("taryhy", "tk", "/tk" + REGION),
]


# What somebody types by mistake, where, what is offered, and a page that comes with it.
MISTYPED = [
    ("traficking", "en", "trafficking", "/en" + STRATEGY + "action-on-human-trafficking/"),
    ("Kazakstan", "en", "Kazakhstan", "/en" + REGION + "kazakhstan/"),
    ("enviroment", "en", "environment", "/en/who-we-are/"),
    ("human traficking", "en", "human trafficking", "/en" + STRATEGY + "action-on-human-trafficking/"),
    ("traficking", "tk", "trafficking", "/tk" + STRATEGY + "action-on-human-trafficking/"),
    ("мигрция", "ru", "миграция", "/ru" + STRATEGY + "understanding-migration/"),
    ("Туркменстан", "ru", "Туркменистан", "/ru" + REGION + "turkmenistan/"),
    ("zehmet", "tk", "zähmet", "/tk" + STRATEGY + "decent-labour/"),
]


@pytest.fixture
def draft_and_others(home):
    """A published page with a word of its own, and pages that readers must not find by the same word."""
    for slug, live in [("open", True), ("draft", False), ("private", True)]:
        home.add_child(instance=StandardPage(title=f"Sample {slug}", slug=slug, live=live, summary="Zanzibar policies"))
    PageViewRestriction.objects.create(page=Page.objects.get(slug="private"), restriction_type="login")


@pytest.mark.parametrize(("query", "language", "address"), FOUND)
def test_finds_the_page_in_whatever_form_or_spelling_it_is_asked_for(client, db, query, language, address):
    page = search(client, query, language)

    assert address in addresses(page)
    assert "Nothing found" not in page
    assert 'class="empty"' not in page


@pytest.mark.parametrize(("typed", "language", "offered", "address"), MISTYPED)
def test_a_slip_of_the_finger_is_offered_as_such_with_its_results(client, db, typed, language, offered, address):
    page = search(client, typed, language)

    link = re.search(rf'<a href="/{language}/search/\?q=[^"]+">{offered}</a>', page)
    assert link
    assert page.index(typed) < link.start() < page.index('class="rows"')
    assert address in addresses(page)


def test_the_offered_word_finds_the_same_without_the_offer(client, db):
    offered = search(client, "traficking")
    asked = search(client, "trafficking")

    assert "Results for “trafficking”" in offered
    assert "Did you mean" not in asked
    assert addresses(asked) == addresses(offered)


def test_words_that_no_page_holds_together_find_pages_with_some_of_them(client, db):
    page = search(client, "privacy poverty")

    assert "Nothing found for “privacy poverty”" in page
    assert "Pages with some of these words" in page
    assert {"/en/privacy/", "/en" + STRATEGY + "less-poverty/"} <= set(addresses(page))
    assert "Did you mean" not in page


def test_pages_of_other_languages_stand_apart_under_their_own_heading_marked(client, db):
    page = search(client, "poverty", "tk")
    listed = results(page.partition("elsewhere")[2])

    assert "section-title" in page
    assert listed
    for result in listed:
        assert result["lang"] == "en"
        assert "English" in result["meta"]


@pytest.mark.parametrize(("query", "language"), [("1998", "en"), ("Astana", "en"), ("2013", "ru"), ("IOM", "tk")])
def test_no_page_is_listed_in_two_languages(client, db, query, language):
    urls = addresses(search(client, query, language))
    keys = {page.url: page.translation_key for page in Page.objects.live().filter(depth__gt=1)}

    assert urls
    assert len({keys[url] for url in urls}) == len(urls)


def test_what_means_the_same_is_not_looked_for_in_other_languages(client, db):
    assert not any(url.startswith(("/ru/", "/en/")) for url in addresses(search(client, "gulçulyk", "tk")))


def test_one_and_the_same_search_puts_the_language_of_the_reader_first(client, db):
    assert addresses(search(client, "Astana", "en"))[0].startswith("/en/")
    assert addresses(search(client, "Astana", "tk"))[0].startswith("/tk/")


def test_a_title_with_the_word_comes_before_a_text_with_it(client, db):
    assert addresses(search(client, "poverty"))[0] == "/en" + STRATEGY + "less-poverty/"
    assert addresses(search(client, "право", "ru"))[0] == "/ru" + STRATEGY + "rights-of-migrants/"
    assert addresses(search(client, "garyplyk", "tk"))[0] == "/tk" + STRATEGY + "less-poverty/"


def test_finds_only_what_everybody_may_read(client, draft_and_others):
    assert addresses(search(client, "Zanzibar")) == ["/en/open/"]


def test_words_of_pages_that_nobody_may_read_are_not_offered(client, home):
    home.add_child(instance=StandardPage(title="Sample", slug="draft", live=False, summary="Zanzibar"))

    assert "Zanzibar" not in search(client, "Zanziber")


def test_a_language_without_a_stemmer_is_found_by_its_words(client, home):
    dari = Locale.objects.create(language_code="fa-af")
    page = StandardPage(title="حقوق مهاجران", slug="dari", locale=dari)
    home.get_parent().add_child(instance=page)

    assert find(Page.objects.live(), "مهاجران", "en", ["fa-af"]).others == [page.pk]


def test_a_new_page_is_found_and_its_words_are_offered_at_once(client, home):
    assert not addresses(search(client, "Zanziber"))
    home.add_child(instance=StandardPage(title="Sample", slug="new", summary="Zanzibar policies"))

    assert addresses(search(client, "policy")) == ["/en/new/"]
    assert addresses(search(client, "Zanziber")) == ["/en/new/"]


def test_finds_a_word_that_stands_only_in_a_block_of_the_body(client, home):
    body = [
        {"type": "text", "value": "<p>Of <b>kumquats</b> and</p>"},
        {"type": "accordion", "value": {"items": [{"question": "Sample", "answer": "<p>persimmons</p>"}]}},
    ]
    home.add_child(instance=StandardPage(title="Sample", slug="fruit", body=body))

    assert addresses(search(client, "kumquat")) == ["/en/fruit/"]


def test_a_word_of_one_language_is_not_taken_for_the_stem_of_another(client, home):
    home.add_child(instance=StandardPage(title="Sample", slug="tam", summary="A tam is a cap."))

    assert addresses(search(client, "tam", "tk")) == ["/en/tam/"]
    assert not addresses(search(client, "tama", "tk"))


def test_rebuilding_the_index_changes_nothing(client, db):
    before = {query: set(addresses(search(client, query, "tk"))) for query in ("ýurt", "söwda", "taryhy")}
    call_command("rebuild_search", verbosity=0)

    assert all(before.values())
    assert before == {query: set(addresses(search(client, query, "tk"))) for query in before}


@pytest.mark.parametrize("query", ["migration", "Astana", "traficking", "privacy poverty", "qwertzuiop"])
def test_any_search_costs_at_most_a_dozen_queries(client, db, query):
    search(client, query)
    with CaptureQueriesContext(connection) as captured:
        search(client, query)

    assert 1 < len(captured) <= MOST_QUERIES
