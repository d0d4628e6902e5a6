import re
from html import unescape

import pytest

from tests.facts import FACTS


def words(html):
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).replace("’", "'").split()).lower()


def test_every_fact_of_the_brief_is_listed():
    numbers = ["A1", "A2", "A3", *(f"A3.{n}" for n in range(1, 7)), "B1", "B2", "B3", *(f"B3.{n}" for n in range(1, 9))]
    numbers += [*(f"C{n}" for n in range(1, 11)), *(f"C7.{n}" for n in range(1, 4))]
    for facts in FACTS.values():
        assert sorted(facts) == sorted(numbers)


@pytest.mark.parametrize("language", FACTS)
def test_every_fact_stands_on_a_published_page(crawl, language):
    published = [words(page.text) for page in crawl.pages(language)]
    missing = [
        number
        for number, phrases in FACTS[language].items()
        if not any(all(phrase.lower() in text for phrase in phrases) for text in published)
    ]

    assert not missing
