"""What staff tell the search: words that mean the same, and first answers."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Locale, PageViewRestriction

from pages.content.standard import StandardPage
from pages.search.models import BestBet, SynonymSet
from tests.pages.search.test_real_queries import first_list

pytestmark = pytest.mark.database


def search(client, query, language="en"):
    return client.get(f"/{language}/search/", {"q": query}).text


@pytest.fixture
def kumquats(home):
    """A published page about kumquats."""
    return home.add_child(instance=StandardPage(title="Kumquats", slug="kumquats", summary="A sample of fruit."))


def add_synonyms(*words, language="en"):
    SynonymSet.objects.create(locale=Locale.objects.get(language_code=language), words="\n".join(words))


@pytest.mark.parametrize("typed", ["loquat", "LOQUATS", "golden orange", "golden oranges"])
def test_any_of_the_words_that_mean_the_same_finds_the_page(client, kumquats, typed):
    assert not first_list(search(client, typed))
    add_synonyms("kumquat", "loquat", "golden orange")

    assert first_list(search(client, typed)) == ["/en/kumquats/"]


def test_half_of_a_phrase_is_not_the_phrase(client, kumquats):
    add_synonyms("kumquat", "golden orange")

    assert not first_list(search(client, "golden"))


def test_the_word_itself_counts_more_than_one_that_means_the_same(client, kumquats, home):
    home.add_child(instance=StandardPage(title="Loquats", slug="loquats"))
    add_synonyms("kumquat", "loquat")

    assert first_list(search(client, "kumquat")) == ["/en/kumquats/", "/en/loquats/"]
    assert first_list(search(client, "loquat")) == ["/en/loquats/", "/en/kumquats/"]


def test_what_means_the_same_in_one_language_does_not_in_another(client, kumquats):
    add_synonyms("kumquat", "loquat", language="tk")

    assert not first_list(search(client, "loquat"))


def test_a_slip_in_a_word_of_staff_is_put_right(client, kumquats):
    add_synonyms("kumquat", "persimmon")

    page = search(client, "persimon")

    assert re.search(r'<a href="/en/search/\?q=persimmon">persimmon</a>', page)
    assert first_list(page) == ["/en/kumquats/"]


@pytest.mark.parametrize("typed", ["loquat", "the loquats", "loquat, loquat!"])
def test_the_first_answer_stands_first_also_if_it_does_not_hold_the_word(client, kumquats, mission, typed):
    BestBet.objects.create(page=mission, words="loquat\nquince tree")

    assert first_list(search(client, typed)) == [mission.url]


def test_a_first_answer_to_one_word_of_many_does_not_push_the_page_with_all_aside(client, kumquats, mission):
    BestBet.objects.create(page=mission, words="fruit")

    assert first_list(search(client, "kumquats fruit")) == ["/en/kumquats/"]
    assert first_list(search(client, "fruit"))[0] == mission.url


@pytest.mark.parametrize("hidden", ["draft", "private", "deleted"])
def test_a_first_answer_that_readers_may_not_see_is_not_given(client, kumquats, hidden):
    BestBet.objects.create(page=kumquats, words="loquat")
    assert first_list(search(client, "loquat"))
    if hidden == "draft":
        kumquats.unpublish()
    elif hidden == "private":
        PageViewRestriction.objects.create(page=kumquats, restriction_type="login")
    else:
        kumquats.delete()

    assert "Kumquats" not in search(client, "loquat")


def test_a_moderator_adds_words_that_mean_the_same_and_readers_have_them_at_once(client, kumquats, publisher):
    english = Locale.objects.get(language_code="en")
    form = client.get(reverse("wagtailsnippets_pages_synonymset:add")).text
    assert "Across the site" in form
    answer = client.post(
        reverse("wagtailsnippets_pages_synonymset:add"),
        {"locale": english.pk, "words": "kumquat\n\n  golden   orange "},
    )

    assert answer.status_code == 302
    client.logout()
    assert first_list(search(client, "golden orange")) == ["/en/kumquats/"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("kumquat", "at least two words"),
        ("kumquat\n!!!", "“!!!” is no word"),
        ("kumquat\n" + "a b c d e f g", "is no word"),
    ],
)
def test_words_that_cannot_work_are_refused_with_the_reason(client, publisher, words, complaint):
    english = Locale.objects.get(language_code="en")
    before = SynonymSet.objects.count()
    answer = client.post(reverse("wagtailsnippets_pages_synonymset:add"), {"locale": english.pk, "words": words})

    assert complaint in answer.text
    assert SynonymSet.objects.count() == before


def test_a_moderator_sets_a_first_answer(client, kumquats, publisher):
    client.post(reverse("wagtailsnippets_pages_bestbet:add"), {"page": kumquats.pk, "words": "loquat"})
    client.logout()

    assert first_list(search(client, "loquat")) == ["/en/kumquats/"]


@pytest.mark.parametrize("model", ["synonymset", "bestbet"])
def test_an_editor_sees_the_words_and_changes_none(client, editor, model):
    listing = client.get(reverse(f"wagtailsnippets_pages_{model}:list"))

    assert listing.status_code == 200
    assert client.get(reverse(f"wagtailsnippets_pages_{model}:add")).status_code == 302


def test_the_first_words_of_each_language_are_there(db):
    for language in ("en", "ru", "tk"):
        assert SynonymSet.objects.filter(locale__language_code=language).count() >= 30
        assert BestBet.objects.filter(page__locale__language_code=language, page__live=True).count() >= 8
