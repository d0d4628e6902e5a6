"""Long Turkmen and Russian words may be parted between syllables, and nothing else is touched."""

import pytest

from pages.values.hyphenation import hyphenate


@pytest.mark.parametrize(
    ("language", "word", "parted"),
    [
        ("tk", "hyzmatdaşlygymyzdan", "hyzmat-daş-ly-gy-myz-dan"),
        ("tk", "düzgünleşdirilmeýän", "düzgün-leş-di-ril-me-ýän"),
        ("tk", "Türkmenistanda", "Türk-me-nis-tan-da"),
        ("ru", "Конфиденциальность", "Конфи-ден-циаль-ность"),
        ("ru", "неурегулированной", "неуре-гу-ли-ро-ванной"),
    ],
)
def test_word_is_parted_between_syllables_and_not_near_its_ends(language, word, parted):
    found = hyphenate(word, language).split("\xad")

    assert "".join(found) == word
    assert set(_places(found)) <= set(_places(parted.split("-")))
    assert len(found) > 1
    assert len(found[0]) >= 4
    assert len(found[-1]) >= 4


def _places(syllables):
    at = 0
    for syllable in syllables[:-1]:
        at += len(syllable)
        yield at


@pytest.mark.parametrize(
    "html",
    [
        "gysga sözler",
        '<a href="/hyzmatdaşlygymyzdan/" title="hyzmatdaşlygymyzdan">at</a>',
        "<textarea>hyzmatdaşlygymyzdan</textarea>",
        "https://hyzmatdaslygymyzdan.example/hyzmatdaslygymyzdan",
        "hyzmatdaslygymyzdan@example.org",
    ],
)
def test_short_words_addresses_and_what_somebody_typed_stay_as_they_are(html):
    assert hyphenate(html, "tk") == html


@pytest.mark.parametrize("language", ["en", "ru"])
def test_english_is_left_to_the_browser(language):
    assert hyphenate("internationalization", language) == "internationalization"
