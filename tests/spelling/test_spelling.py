"""Every Russian and Turkmen word that this code delivers is in a dictionary, or in the list of names beside this file.

A list is a personal dictionary of hunspell: a word alone, or with another after a slash that is declined as it is.
"""

import csv
import os
import re
import subprocess
import tomllib
from pathlib import Path

import polib
import pytest
from django.conf import settings

INITIAL_CONTENT = settings.ROOT / "iom_site" / "initial_content"
SAMPLES = settings.ROOT / "iom_site" / "sample_content"
LOCALE = settings.ROOT / "iom_site" / "locale"
# A word with its hyphens, without the endings that Turkmen joins by one. Another alphabet is another language.
WORD = {
    "ru": re.compile(r"(?<![-\w])[а-яё]{2,}(?:-[а-яё]+)*", re.IGNORECASE),
    "tk": re.compile(
        r"(?<![-\w])[a-zäçňöşüýž]{2,}(?:-(?!(?:d[ae]n?|daky|däki|n[yi]ň|[aä])\b)[a-zäçňöşüýž]+)*", re.IGNORECASE
    ),
}
# Values of the initial content that no reader sees.
UNSEEN = {
    *("key", "type", "parent", "slug", "icon", "code", "iso2", "iso3", "url", "to", "status", "iom_status"),
    *("refers_to", "help_page", "objectives", "kind", "about"),
}
# Markup, places for values, addresses, codes, abbreviations, and the English name of a button after the other.
NO_WORDS = re.compile(
    r"<[^>]+>|%(?:\(\w+\))?[sd]|&\w+;|https?://\S+|\w+(?:[_.]\w+)+|\b[A-ZÄÇŇÖŞÜÝŽА-ЯЁ]{2,}\b|(?<=») \([A-Za-z ]+\)"
)


def texts_in(value):
    """What readers see of the initial content."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in UNSEEN:
                yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, str) and not value.startswith("page:"):
        yield value


def delivered_texts(code):
    for folder in (INITIAL_CONTENT, SAMPLES):
        yield from texts_in(tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8")))
    with (INITIAL_CONTENT / "projects.csv").open(encoding="utf-8", newline="") as file:
        yield from (row[f"title_{code}"] for row in csv.DictReader(file))
    for entry in polib.pofile(str(LOCALE / code / "LC_MESSAGES" / "django.po")):
        yield from (entry.msgstr, *entry.msgstr_plural.values())
    last_resort = (settings.ROOT / "templates" / "500.html").read_text(encoding="utf-8")
    yield from re.findall(rf'<section lang="{code}">(.*?)</section>', last_resort, re.DOTALL)


def delivered_words(code):
    return {word for text in delivered_texts(code) for word in WORD[code].findall(NO_WORDS.sub(" ", text))}


def names_of(code):
    return Path(__file__).parent / f"names-{code}.txt"


def unknown_words(code, words, names=os.devnull):
    dictionary = os.environ.get(f"DICTIONARY_{code.upper()}")
    if not dictionary:
        pytest.skip("The dictionary was not found: `sh .ci/tools spelling` says where it comes from.")
    command = ["hunspell", "-l", "-i", "UTF-8", "-d", str(settings.ROOT / dictionary), "-p", str(names)]
    answer = subprocess.run(command, input="\n".join(words), capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


@pytest.mark.parametrize("code", ["ru", "tk"])
def test_every_word_is_spelt_right(code):
    words = delivered_words(code)

    assert len(words) > 2000
    assert sorted(unknown_words(code, words, names_of(code))) == []


@pytest.mark.parametrize("code", ["ru", "tk"])
def test_list_of_names_holds_each_name_once_and_none_that_the_dictionary_knows(code):
    listed = [line.partition("/")[0] for line in names_of(code).read_text(encoding="utf-8").splitlines()]

    assert listed == sorted(set(listed), key=str.casefold)
    assert set(listed) - unknown_words(code, listed) == set()


@pytest.mark.parametrize(("code", "misspelt"), [("ru", "миграцыя"), ("tk", "migrasýa")])
def test_a_misspelt_word_is_found(code, misspelt):
    assert unknown_words(code, [misspelt], names_of(code)) == {misspelt}
