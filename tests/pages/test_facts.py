import re
from html import unescape

import pytest
from wagtail.models import Page

from tests.facts import FACTS


def words(response):
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", response.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).replace("’", "'").split()).lower()


@pytest.fixture
def published(client, db):
    pages = Page.objects.live().filter(depth__gt=1).select_related("locale")
    found = {}
    for page in pages:
        found.setdefault(page.locale.language_code, []).append(words(client.get(page.url)))
    return found


def test_every_fact_of_the_brief_is_listed():
    numbers = ["A1", "A2", "A3", *(f"A3.{n}" for n in range(1, 7)), "B1", "B2", "B3", *(f"B3.{n}" for n in range(1, 9))]
    numbers += [*(f"C{n}" for n in range(1, 11)), *(f"C7.{n}" for n in range(1, 4))]
    for facts in FACTS.values():
        assert sorted(facts) == sorted(numbers)


@pytest.mark.parametrize("language", FACTS)
def test_every_fact_stands_on_a_published_page(published, language):
    missing = [
        number
        for number, phrases in FACTS[language].items()
        if not any(all(phrase.lower() in text for phrase in phrases) for text in published[language])
    ]

    assert not missing
