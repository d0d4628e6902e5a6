"""Where a long Turkmen word may be parted: browsers have no dictionary of the language.

A syllable has one vowel and begins with one consonant at most: `hyz-mat-daş-ly-gyň`. Only words that fill a line of a
small telephone are given soft hyphens (U+00AD), and none near their ends: each costs two bytes.
"""

import re
from itertools import pairwise

from pages.values.typography import APART

SOFT_HYPHEN = "\xad"
SHORTEST = 14  # letters of a word that is parted
KEPT = 4  # letters that stay together at either end
_LETTERS = "A-Za-zÄäÇçŇňÖöŞşÜüÝýŽž"
# A whole word: no part of an address or of a number.
_LONG_WORD = re.compile(rf"(?<![\w@./-])[{_LETTERS}]{{{SHORTEST},}}(?![\w@/]|\.\w)")
_SYLLABLE = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_aäeioöuüyAÄEIOÖUÜY][aäeioöuüyAÄEIOÖUÜY])")


def hyphenate(html: str, language: str) -> str:
    """The same HTML, its long words with soft hyphens where the browser may need them."""
    if language != "tk":
        return html
    parts = APART.split(html)
    parts[::2] = [_LONG_WORD.sub(_with_hyphens, text) if len(text) >= SHORTEST else text for text in parts[::2]]
    return "".join(parts)


def _with_hyphens(found: re.Match[str]) -> str:
    word = found.group()
    places = [match.start() for match in _SYLLABLE.finditer(word)]
    edges = [0, *(place for place in places if KEPT <= place <= len(word) - KEPT), len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))
