import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from pages.content.standard import StandardPage
from pages.search.query import find

pytestmark = pytest.mark.database
STRATEGY = "/who-we-are/strategy/"
REGION = "/who-we-are/regional-approach/"
RESULT = re.compile(
    r'<li(?: lang="(?P<lang>\w+)")?>\s*<p class="card__meta">(?P<meta>.*?)</p>\s*<h3><a href="(?P<url>.*?)"', re.S
)
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


def search(client, query, language="en", **more):
    return client.get(f"/{language}/search/", {"q": query, **more}).text


def results(page):
    return [result.groupdict() for result in RESULT.finditer(page)]


def addresses(page):
    return [result["url"] for result in results(page)]


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


def test_a_page_of_results_is_all_that_is_read(client, home):
    for number in range(30):
        home.add_child(instance=StandardPage(title=f"Sample {number}", slug=f"s{number}", summary="Zanzibar"))
    with CaptureQueriesContext(connection) as captured:
        page = search(client, "Zanzibar", page=2)

    assert len(addresses(page)) == 10
    assert "30 pages" in page
    assert not any("pages_standardpage" in query["sql"] and "summary" not in query["sql"] for query in captured)


def test_finds_a_word_of_a_title_and_marks_it(client, db):
    page = search(client, "poverty")

    assert "/en/who-we-are/strategy/less-poverty/" in page
    assert "<mark>poverty</mark>" in page


@pytest.mark.parametrize(
    ("query", "language", "marked"),
    [("migrant", "en", "migrants"), ("мигранты", "ru", "мигрантов"), ("zahmet", "tk", "zähmet")],
)
def test_marks_the_form_that_stands_in_the_page(client, db, query, language, marked):
    assert f"<mark>{marked}</mark>" in search(client, query, language)


def test_marks_whole_words_and_none_that_says_nothing(client, home):
    home.add_child(instance=StandardPage(title="Kumquats of and", slug="fruit", summary="Of kumquatsome and it."))
    page = search(client, "kumquats of and it")

    assert re.findall("<mark>(.*?)</mark>", page) == ["Kumquats"]


def test_says_in_the_language_of_the_reader_what_kind_of_page_it_is(client, db):
    assert "Ýagdaý" in search(client, "pasport", "tk")
    assert "Ситуация" in search(client, "паспорт", "ru")


def test_finds_a_word_that_stands_only_in_a_body(client, db):
    assert "/en/who-we-are/regional-approach/" in search(client, "professionalism")


def test_finds_a_word_of_a_strand(client, db):
    assert "/en/who-we-are/" in addresses(search(client, "adaptation"))


def test_empty_result_says_what_to_do_next(client, db):
    page = search(client, "qwertzuiop")

    assert "Nothing found for “qwertzuiop”" in page
    assert "Did you mean" not in page
    assert "You may be looking for" in page
    assert 'href="/en/who-we-are/"' in page


@pytest.mark.parametrize("query", ["", "   ", "\x00"])
def test_without_words_it_asks_for_some(client, db, query):
    response = client.get("/en/search/", {"q": query})

    assert response.status_code in (200, 400)
    assert "Nothing found" not in response.text


def test_results_are_not_indexed(client, db):
    assert '<meta name="robots" content="noindex">' in search(client, "migration")


@pytest.mark.parametrize("asked", ["0", "-1", "99999999999999999999999", "nonsense", ""])
@pytest.mark.parametrize("query", ["migration", "traficking", "qwertzuiop"])
def test_any_page_number_is_answered(client, db, query, asked):
    assert client.get("/en/search/", {"q": query, "page": asked}).status_code == 200


def test_many_results_come_in_pages(client, db):
    first = search(client, "IOM")

    assert "Page 1 of 3" in first
    assert "q=IOM&amp;page=2" in first
    assert "Page 2 of 3" in search(client, "IOM", page=2)


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "<script>alert(1)</script>",
            "a&b",
            '"',
            "x' OR 1=1 --",
            "%s %d %",
            "NEAR(a b)",
            "a* AND (b",
            "a:b ^c",
            "\\",
            "''",
        ),
        *(
            "poverty <script>alert(1)</script>",
            "x" * 5000,
            "a " * 500,
            "ы" * 200,
            "移民",
            "\u0338\u0301",
            "🙂",
            "ﷺ",
            "٣",
        ),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "tk"])
def test_what_was_typed_comes_back_harmless(client, db, language, asked):
    response = client.get(f"/{language}/search/", {"q": asked})

    assert response.status_code == 200
    assert "<script>alert" not in response.text
