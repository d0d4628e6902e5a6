"""Two forms of one word made equal: English and Russian by Snowball, Turkmen by its endings.

Both the index and a query are made of stems. Nothing here knows pages or the database.
"""

import re
from collections.abc import Iterator
from typing import Any

import snowballstemmer

from pages.search.text import folded

SNOWBALL = {"en": "english", "ru": "russian"}  # snowballstem.org
# A Russian word so short is a root or an abbreviation: Snowball would make “и” of ИОМ.
SHORT = 3
COUNTRY = re.compile("(?<=истан|ыстан)(?:а|у|ом|е)?$")  # Snowball would take the н of some cases away, too
# Plurals that Snowball leaves apart from their other cases; the second without the sign that Latin letters lack.
IRREGULAR = {"людьми": "люди", "людми": "люди", "детьми": "дети", "детми": "дети"}

# Stop words: they say nothing of what somebody looks for. Folded.
STOP_WORDS = {
    "en": re.compile(
        "a|am|an|and|any|are|at|be|been|by|can|did|do|does|for|from|get|had|has|have|he|her|him|his|how|i|if|in|is|"
        "it|its|me|my|no|not|of|on|or|our|she|that|the|their|them|there|they|this|to|us|was|we|were|what|where|who|"
        "with|you|your"
    ),
    "ru": re.compile(
        "а|без|был|быть|в|вам|вас|во|все|вы|где|для|до|его|ее|если|есть|за|и|из|из-за|или|их|к|как|какие|какой|когда|"
        "кто|куда|ли|меня|мне|мой|моя|мы|на|не|нет|ни|о|об|он|она|они|от|по|при|с|со|то|у|что|это|я"
    ),
    "tk": re.compile(
        "barada|bar|bilen|bir|biz|boyunca|bu|eger|hakda|hakynda|haysy|hem|kim|mana|men|menden|menin|nadip|nahili|"
        "name|nira|nirede|ol|siz|ucin|we|ya|yada|yok"
    ),
}

# Turkmen endings of nouns, folded: number, person, place, origin, and -daky (“that is in”). Cases of one vowel or n
# are taken away letter by letter in `_without_ending`. From “Türkmen Language” (studfile.net/preview/11805552),
# chapters 1.7, 5.0 and 5.1.
NOUN_ENDINGS = ("daky", "daki", "lar", "ler", "myz", "miz", "nyz", "niz", "dan", "den", "da", "de")
# Endings of verbs, folded, with negation before them: -ýar, -dy, -ýan, -jak, -sa, -maly, -yp, -mak and persons.
# The same book, chapter 6.
_VERB_ENDING = re.compile(
    r"(?<=\w\w)(?:m[ae])?(?:"
    r"yar(?:yn|in|syn|sin|synyz|siniz|ys|is|lar|ler)?"
    r"|d[yiu](?:m|n|k|nyz|niz|nuz|lar|ler)?"
    r"|yan(?:lar|ler)?"
    r"|j[ae]k(?:lar|ler|dir)?"
    r"|s[ae](?:m|n|k|nyz|niz|lar|ler)?"
    r"|m[ae]l[yi](?:dir)?"
    r"|(?:(?<=[ae])|[yiu])p(?:dir|dyr)?(?:lar|ler)?"
    r"|(?<!^ko)m[ae][kg]"
    r")$"
)
_PARTICIPLE = re.compile(r"(?<=\w[^\Waeiouy])[ae]n$")  # alan, gelen, ýiten, işlän
_INFINITIVE = re.compile(r"(?<=\w\w)(?<!^ko)m[ae][kg]$")  # göçmek, göçmäge; but kömek is a noun
_VOWELS = "aeiouy"
_HARDENED = str.maketrans("bdgj", "ptkc")  # kitap, kitaby; ýurt, ýurdy; hukuk, hukugy; güýç, güýji
_AFTER_HYPHEN = re.compile(r"(?<=\w)-(?:n?[yiu]n|n[yi]|n?d[ae]n?|dak[yi]|n?j[yi]|[ae])\b")  # HMG-niň, 1997-nji
_POSSESSIVE = re.compile(r"(?<=\w)'s?\b")
_DOTTED = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")  # I.O.M.
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"(?!)")


def plain_words(text: str, language: str) -> list[str]:
    """The folded words, without what hangs on an apostrophe (women's) or, in Turkmen, on a hyphen (HMG-niň).

    The letters of an abbreviation with dots are one word.
    """
    without = (_AFTER_HYPHEN if language == "tk" else _POSSESSIVE).sub("", folded(text, language))
    return _WORD.findall(_DOTTED.sub("", without))


def stems_of_words(words: list[str], language: str) -> list[tuple[str, ...]]:
    """For each folded word what is left without its endings. A Turkmen word may be a noun or a verb, and has both."""
    if language == "tk":
        return [_turkmen_stems(word) for word in words]
    if language not in SNOWBALL:
        return [(word,) for word in words]
    # A stemmer keeps the word that it works on: one for each call, since several threads call.
    stemmer = snowballstemmer.stemmer(SNOWBALL[language])
    if language != "ru":
        return [(stem,) for stem in stemmer.stemWords(words)]
    return [(_russian_stem(word, stemmer),) for word in words]


def stems(text: str, language: str) -> list[str]:
    """All stems of the words of a text, in their order."""
    return [stem for each in stems_of_words(plain_words(text, language), language) for stem in each]


def says_something(word: str, language: str) -> bool:
    """Whether this folded word is more than one like “the”."""
    return not STOP_WORDS.get(language, _NO_WORD).fullmatch(word)


def content_words(words: list[str], language: str) -> list[str]:
    """The folded words without those that say nothing, unless there are no others."""
    return [word for word in words if says_something(word, language)] or words


def _russian_stem(word: str, stemmer: Any) -> str:
    if len(word) <= SHORT or COUNTRY.search(word):
        return COUNTRY.sub("", word)
    return str(stemmer.stemWord(IRREGULAR.get(word, word)))


def _turkmen_stems(word: str) -> tuple[str, ...]:
    """What is left of a word that is taken for a noun, and of one that is taken for a verb, if it can be one.

    Endings are taken away until none is left, so that a word and all its forms end at the same letters. What is left
    may be shorter than the root (söwda becomes “sow”): -nyň after a vowel and -yň after n cannot be told apart
    without a dictionary. It only has to be the same for every form.
    """
    forms = list(_shorter_and_shorter(word))
    root = next((root for form in forms if (root := _root_of_verb(form))), "")
    if _INFINITIVE.search(forms[-1]):
        return (root,)
    noun = _hardened(forms[-1])
    others = [root] if root else _roots_of_participle(forms)
    return tuple(dict.fromkeys((noun, *others)))


def _shorter_and_shorter(word: str) -> Iterator[str]:
    yield word
    while not _INFINITIVE.search(word) and (shorter := _without_ending(word)):
        word = shorter
        yield word


def _root_of_verb(word: str) -> str:
    root, found = _VERB_ENDING.subn("", word)
    return _end_of_root(root) if found else ""


def _roots_of_participle(forms: list[str]) -> list[str]:
    """“gelen” is of gel-, “işlän” of işle-: the letters do not tell which."""
    roots = [form[:-2] for form in forms if _PARTICIPLE.search(form)][:1]
    return [each for root in roots for each in (_end_of_root(root), f"{root}e")]


def _end_of_root(root: str) -> str:
    """işle- and işlä- are one root, and so are git- and gid-."""
    return f"{root[:-1]}e" if root.endswith("a") else _hardened(root)


def _hardened(stem: str) -> str:
    return stem[:-1] + stem[-1].translate(_HARDENED) if len(stem) > 2 else stem


def _without_ending(word: str) -> str:
    """The word without its last ending of a noun; nothing if it has none."""
    if word.endswith(NOUN_ENDINGS):
        ending = next(ending for ending in NOUN_ENDINGS if word.endswith(ending))
        rest = word.removesuffix(ending)
        if len(rest) >= 3 or (len(rest) == 2 and ending in ("lar", "ler")):
            return rest
    if word.endswith(("sy", "si")) and len(word) >= 6 and word[-3] in _VOWELS:
        return word[:-2]
    if word.endswith(("ym", "im", "um")) and len(word) >= 6:
        return word[:-2]
    if word.endswith("n") and len(word) >= 4 and word[-2] in _VOWELS:
        return word[:-1]
    if len(word) >= 3 and word[-1] in "aeiuy" and word[-2] not in "aeiou":
        return word[:-1]
    return ""
