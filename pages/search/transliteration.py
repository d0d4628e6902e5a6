"""Russian that somebody writes with the letters of a Latin keyboard: “pomosh”, “pomoshch” and “помощь” sound alike.

Both are brought to a few letters for sounds, so that whichever of the many ways of writing somebody chose is found
among the words that the site knows.
"""

import re

from pages.search.stems import stems_of_words

# The longest first. Where two letters are possible (j), both are tried.
_LATIN = (
    *(("shch", "щ"), ("sch", "щ"), ("sh", "ш"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("ts", "ц"), ("tz", "ц")),
    *(("ya", "я"), ("ja", "я"), ("ia", "ия"), ("yu", "ю"), ("ju", "ю"), ("iu", "ию"), ("yo", "е"), ("jo", "е")),
    *(("ye", "е"), ("je", "е")),
    *zip("abvwgdezijklmnoprstufhxcyq", "абввгдезийклмнопрстуфххцык", strict=True),
)
_CYRILLIC = dict(_LATIN)
_LETTERS = re.compile("|".join(latin for latin, _cyrillic in _LATIN))
_SHORT_I = re.compile("(?<=[aeiouy])[jy]$")  # domoy, novyj
_ONLY_LATIN = re.compile("[a-z']+")
_SOUNDS = {
    **dict(zip("абвгдеёжзийклмнопрстуфхцчшщыэ", "abvgdeejziiklmnoprstufhccssie", strict=True)),
    **{"ъ": "", "ь": "", "ю": "u", "я": "a"},
}
_DOUBLED = re.compile(r"(.)\1+")


def sounds_of(stem: str) -> str:
    """The stem of a Russian word in letters for its sounds."""
    return _DOUBLED.sub(r"\1", "".join(_SOUNDS.get(letter, letter) for letter in stem))


def possible_sounds(word: str) -> set[str]:
    """What a folded word in Latin letters may sound like if it is Russian; nothing if it has other letters."""
    return {sounds_of(stem) for (stem,) in stems_of_words(in_cyrillic(word), "ru")}


def in_cyrillic(word: str) -> list[str]:
    """How a folded word in Latin letters may be written in Russian, roughly; nothing if it has other letters."""
    if not _ONLY_LATIN.fullmatch(word):
        return []
    plain = _SHORT_I.sub("й", word.replace("'", ""))
    return sorted({_LETTERS.sub(lambda found: _CYRILLIC[found[0]], each) for each in (plain, _with_zh(plain))})


def _with_zh(word: str) -> str:
    """As if every j not before a vowel of its own sound stood for ж: jenshina."""
    return word.replace("j", "zh")
