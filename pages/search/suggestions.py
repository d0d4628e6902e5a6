"""A slip of the finger put right: only if every word stays close, in its own alphabet, and none is left out.

The words that the search knows are in the database; of these only some with about the same length and beginning are
compared, so that the price does not grow with the site.
"""

from collections.abc import Sequence

from pages.search.models import KnownWord
from pages.search.stems import plain_words, stems_of_words
from pages.search.text import folded, words

MOST_WORDS = 6
SHORTEST = 5  # letters of a word that can be told from another by its likeness
# Letters that are taken for each other: they sound alike, or one stands for the other without its marks.
ALIKE = {
    frozenset(pair)
    for pair in ("ао ие эе ыи ьъ шщ зс дт бп гк жш вф цс ёе йи" + " ae ei iy ou sz dt bp gk vw cs ck").split()
}
FOR_SHORT_WORDS, LONG = 5, 9  # up to here only such letters; from here two slips


def suggestion(query: str, languages: Sequence[str]) -> str:
    """The query as it was probably meant, in one of these languages; nothing if there is no slip or no good guess.

    Pages hold the words of a suggestion or did once: whoever offers it looks first.
    """
    typed = words(query)
    if not 0 < len(typed) <= MOST_WORDS:
        return ""
    for language in languages:
        better = _put_right(typed, language)
        if better and better != typed:
            return " ".join(better)
    return ""


def _put_right(typed, language):
    """All the words, each known or put right; nothing if one is neither."""
    better = []
    stems = {word: _stems(word, language) for word in typed}
    asked = set().union(*stems.values())
    known = set(KnownWord.objects.filter(language=language, stem__in=asked).values_list("stem", flat=True))
    for word in typed:
        is_known = len(word) < SHORTEST or word.isdecimal() or stems[word] & known
        if closest := word if is_known else _closest(word, language):
            better.append(closest)
        else:
            return []
    return better


def _stems(word, language):
    return {stem for each in stems_of_words(plain_words(word, language), language) for stem in each}


def _closest(word, language):
    plain = folded(word, language)
    most = _most_slips(plain)
    near = KnownWord.objects.filter(
        language=language,
        initial__in={*plain[:2]},
        length__range=(len(plain) - most, len(plain) + most),
    )
    fewest, closest, letters = most + 0.1, "", set(plain)
    for other, spelling in near.order_by("word").values_list("word", "spelling"):
        # A slip changes one letter into another at most: who has more letters of their own need no comparing.
        if len(letters.symmetric_difference(other)) > 2 * most or _is_latin(spelling) != _is_latin(word):
            continue
        if (made := slips(plain, other, fewest)) < fewest:
            fewest, closest = made, spelling
    return closest


def _most_slips(word):
    return 2 if len(word) >= LONG else 1


def _is_latin(word):
    return folded(word).isascii()


def slips(word: str, other: str, limit: int) -> float:
    """How many letters were left out, added, changed or swapped; `limit` if it is so many or more.

    In a short word a letter that is changed into one unlike it makes another word, so it counts for more.
    The distance of Damerau and Levenshtein, with neighbours swapped once.
    """
    unlike = 2 if len(word) <= FOR_SHORT_WORDS else 1
    before: list[float] = []
    row: list[float] = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        earlier, before, row = before, row, [float(i)]
        for j, its in enumerate(other, start=1):
            cost = 0 if letter == its else 0.9 if frozenset((letter, its)) in ALIKE else unlike
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + cost)
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) >= limit:
            return limit
    return min(row[-1], limit)
