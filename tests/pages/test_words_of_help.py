"""Pages for people in danger are easy to read, and words that a native reader struck out do not come back."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import get_page_models

from pages.help.models import HelpPage
from tests.benchmarks.measure_readability import figures, texts

# The least ease by Flesch (100 is very easy) where there is a formula, and the most words a sentence on average.
BOUNDS = {"en": (75, 10), "ru": (54, 8.5), "tk": (None, 7.5)}
STRUCK_OUT = Path(__file__).parent / "words_struck_out.csv"


@pytest.mark.parametrize("code", BOUNDS)
def test_pages_of_help_are_easy_to_read(db, code):
    easiest, longest = BOUNDS[code]
    kinds = [model for model in get_page_models() if issubclass(model, HelpPage)]
    for page in (page for model in kinds for page in model.objects.live().filter(locale__language_code=code)):
        _words, _sentences, a_sentence, _longest, _letters, ease = figures("\n".join(texts(page)), code)
        assert float(a_sentence) <= longest, page.url
        assert easiest is None or int(ease) >= easiest, page.url


def test_words_that_were_struck_out_stay_out():
    root = settings.ROOT / "iom_site"
    for row in csv.DictReader(STRUCK_OUT.read_text(encoding="utf-8").splitlines()):
        code = row["language"]
        for file in (root / f"initial_content/{code}.toml", root / f"locale/{code}/LC_MESSAGES/django.po"):
            assert not file.exists() or row["words"] not in file.read_text(encoding="utf-8"), file
