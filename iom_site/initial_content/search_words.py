"""The first words that mean the same, and the first answers of the search: `search/`, one TOML file a language."""

import tomllib
from pathlib import Path

from pages.search.models import BestBet, SynonymSet

FOLDER = Path(__file__).parent / "search"


def load(locale, page_of):
    """Make them for a language; `page_of` answers the page that was made for a key, or nothing."""
    data = tomllib.loads((FOLDER / f"{locale.language_code}.toml").read_text(encoding="utf-8"))
    for words in data["synonyms"]:
        _save(SynonymSet(locale=locale, words="\n".join(words)))
    for key, words in data["first_answers"].items():
        if page := page_of(key):
            _save(BestBet(page=page, words="\n".join(words)))


def _save(made):
    made.full_clean()
    made.save()
