"""Where a long word may be parted: no browser has a dictionary of Turkmen, and many a telephone none of Russian.

A syllable has one vowel and begins with one consonant at most: `hyz-mat-daş-ly-gyň`, `кон-фи-ден-циаль-ность`. Only
words that fill a line of a small telephone are given soft hyphens (U+00AD), and none near their ends: each costs two
bytes.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pages.values.typography import APART

SOFT_HYPHEN = "\xad"
KEPT = 4  # letters that stay together at either end


@dataclass(frozen=True)
class Rule:
    """The letters of a language, its vowels, and from how many letters on a word is parted."""

    letters: str
    vowels: str
    shortest: int
    signs: str = ""  # letters that belong to the one before them

    @cached_property
    def word(self) -> re.Pattern[str]:
        """A whole word: no part of an address or of a number."""
        return re.compile(rf"(?<![\w@./-])[{self.letters}]{{{self.shortest},}}(?![\w@/]|\.\w)")

    @cached_property
    def syllable(self) -> re.Pattern[str]:
        """The places before a consonant that a vowel follows."""
        consonant = rf"[^\W\d_{self.vowels}{self.signs}]"
        return re.compile(rf"(?<=[^\W\d_])(?={consonant}[{self.vowels}])", re.IGNORECASE)


RULES = {
    "tk": Rule("A-Za-zÄäÇçŇňÖöŞşÜüÝýŽž", vowels="aäeioöuüy", shortest=14),
    "ru": Rule("А-Яа-яЁё", vowels="аеёиоуыэюя", shortest=15, signs="йьъ"),
}


def hyphenate(html: str, language: str) -> str:
    """The same HTML, its long words with soft hyphens where the browser may need them."""
    if not (rule := RULES.get(language)):
        return html
    parts = APART.split(html)
    parts[::2] = [_parted(text, rule) if len(text) >= rule.shortest else text for text in parts[::2]]
    return "".join(parts)


def _parted(text: str, rule: Rule) -> str:
    return rule.word.sub(lambda found: _with_hyphens(found.group(), rule), text)


def _with_hyphens(word: str, rule: Rule) -> str:
    places = [match.start() for match in rule.syllable.finditer(word)]
    edges = [0, *(place for place in places if KEPT <= place <= len(word) - KEPT), len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))
