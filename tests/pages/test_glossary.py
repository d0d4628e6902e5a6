"""Words that readers may not know lead to their explanation: once a page, and never from help."""

import re

import pytest
from wagtail.models import Locale

from pages.content.glossary import GlossaryPage
from pages.content.home import HomePage
from pages.content.standard import StandardPage
from tests.html import Document

TERMS = [
    {"term": "sample word", "other_forms": "sample words, SW", "explanation": "What the sample means."},
    {"term": "sample", "other_forms": "", "explanation": "Something shorter."},
]


@pytest.fixture
def glossary(db):
    def glossary(terms=TERMS, code="en"):
        home = HomePage.objects.get(locale__language_code=code)
        page = GlossaryPage(title="Sample glossary", locale=home.locale, live=False)
        page.terms = [("term", term) for term in terms]
        home.add_child(instance=page).save_revision().publish()
        return GlossaryPage.objects.get(pk=page.pk)

    return glossary


def linked(client, html, url="/en/glossary-words/"):
    home = HomePage.objects.get(locale__language_code="en")
    page = StandardPage(title="A text", slug="a-text", locale=Locale.objects.get(language_code="en"))
    page.body = [("heading", "sample word of a heading"), ("text", html), ("text", "<p>sample word again</p>")]
    home.add_child(instance=page).save_revision().publish()
    text = client.get(page.url).text
    return re.findall(r'<a class="term" href="([^"]*)">([^<]*)</a>', text), text


def test_first_occurrence_leads_to_the_explanation(client, glossary):
    page = glossary()
    found, text = linked(client, "<p>Two Sample Words here, one sample word there, SW, a sample, an example.</p>")

    assert found == [(f"{page.url}#term-sample-word", "Sample Words"), (f"{page.url}#term-sample", "sample")]
    assert 'id="term-sample-word"' in client.get(page.url).text
    assert "What the sample means." in client.get(page.url).text
    assert ">sample word of a heading</h2>" in text


def test_a_link_is_left_as_it_is(client, glossary):
    glossary()
    found, _text = linked(client, '<p><a href="https://example.org/">a sample word</a> <b>SW</b></p><h3>sample</h3>')

    assert [words for _address, words in found] == ["SW"]


def test_words_of_a_hostile_term_stay_words(client, glossary):
    glossary([{"term": '"><script>', "other_forms": "(.*)", "explanation": "<b>x</b>"}])
    _found, text = linked(client, "<p>Plain words</p>")

    assert "<script>alert" not in text
    assert "<b>x</b>" not in client.get("/en/sample-glossary/").text


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_help_leads_to_no_glossary(client, glossary, code):
    from pages.help.models import HelpTopicPage

    glossary([{"term": each, "other_forms": "", "explanation": "x"} for each in ("the", "и", "we", "we ")][:3], code)
    for page in HelpTopicPage.objects.live().filter(locale__language_code=code):
        assert 'class="term"' not in client.get(page.url).text


def test_it_costs_no_query_and_few_bytes(client, glossary, django_assert_max_num_queries):
    address = "/en/accessibility/"
    client.get(address)
    plain = len(client.get(address).content)
    glossary([{"term": f"sample {n}", "other_forms": "", "explanation": "x"} for n in range(300)])
    client.get(address)
    with django_assert_max_num_queries(12):
        response = client.get(address)

    assert len(response.content) <= plain + 100


def test_glossary_is_read_in_the_order_of_the_alphabet(client, glossary):
    page = glossary([{"term": each, "other_forms": "", "explanation": "x"} for each in ("beta", "Alpha")])
    words = Document(client.get(page.url).text).text

    assert words.index("Alpha") < words.index("beta")
