"""What people type, and the page that answers them: at least a hundred queries of each language, kept as data.

`queries/*.csv`: the words, the address without the language, and among how many pages it must be.
"""

import csv
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.database
TABLES = {path.stem: path for path in sorted((Path(__file__).parent / "queries").glob("*.csv"))}
RESULT = re.compile(r'<h3><a href="(.*?)"')


def rows(language):
    with TABLES[language].open(encoding="utf-8", newline="") as file:
        return [(row["query"], row["address"], int(row["first"])) for row in csv.DictReader(file)]


def first_list(page):
    """The addresses of the results in the reader's language, in their order."""
    return RESULT.findall(page.partition('id="elsewhere"')[0])


@pytest.mark.parametrize("language", TABLES)
def test_a_hundred_real_queries_of_each_language_are_kept(language):
    queries = [query for query, _address, _first in rows(language)]

    assert len(queries) >= 100
    assert len(set(queries)) == len(queries)


@pytest.mark.parametrize("language", ["en", "ru", "tk"])
def test_each_query_is_answered_by_the_page_that_people_need(client, db, language):
    missed = []
    for query, address, first in rows(language):
        found = first_list(client.get(f"/{language}/search/", {"q": query}).text)
        if f"/{language}/{address}" not in found[:first]:
            missed.append((query, address, found[:first]))

    assert not missed
