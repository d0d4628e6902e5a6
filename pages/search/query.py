"""From what somebody typed to what a page must hold, and which pages hold it best.

A query becomes, for the language of the reader, one `Wanted` for each word or known phrase: the words as they were
typed, or others that mean the same. For other languages only the words as they were typed count. `pages.search.held`
brings the pages that hold any of them, at most some hundreds; the rest is counting, the same on every database.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from operator import mul

from django.db.models import QuerySet
from wagtail.models import Page

from pages.search.held import MOST_WEIGHED, Wanted, Weights, all_stems, holding, weights_of
from pages.search.models import KnownWord
from pages.search.phrases import phrases_of
from pages.search.stems import content_words, plain_words, says_something, stems_of_words
from pages.search.transliteration import in_cyrillic, possible_sounds

MOST_WORDS = 12  # of a query; nobody who looks for something writes more
AS_TYPED, MEANING_THE_SAME = 1.0, 0.6
MOST_BEST_BETS = 3
MOST_OTHERS = 30  # pages of other languages; who wants more reads the site in that language


@dataclass
class Found:
    """The keys of the pages that were found, the best first."""

    pages: list[int] = field(default_factory=list)
    has_more: bool = False  # pages than these, which are the best
    others: list[int] = field(default_factory=list)  # in other languages
    partly: list[int] = field(default_factory=list)  # with some of the words, if none has all
    marked: dict[str, set[str]] = field(default_factory=dict)  # by language, the stems to mark in a text

    def __bool__(self):
        return bool(self.pages or self.others)


def find(readable: QuerySet[Page], query: str, language: str, others: Sequence[str] = ()) -> Found:
    """The readable pages that hold the words of a query, or what means the same in the language of the reader.

    Of a page that is there in several languages only one, and only a few in other languages.
    """
    words, wordy = words_of(query, language)
    if not words:
        return Found()
    wanted = _wanted_of(query, words, wordy, language, others)
    found = Found(marked={code: _to_mark(each) for code, each in wanted.items()})
    weights = weights_of(readable, wanted)
    complete, partly = _ranked(weights[language], wanted[language])
    first, nearly = _best_bets(readable, words, wordy, language)
    found.pages = _unique(first, complete)
    found.partly = [] if found.pages else _unique(nearly, partly)
    found.has_more = len(found.pages or found.partly) > MOST_WEIGHED
    found.pages, found.partly = found.pages[:MOST_WEIGHED], found.partly[:MOST_WEIGHED]
    for code in others:
        found.others += _ranked(weights[code], wanted[code])[0]
    found.others = _without_versions(found.others[:MOST_OTHERS], found.pages)
    return found


def all_holding(readable: QuerySet[Page], query: str, language: str, others: Sequence[str] = ()) -> set[int]:
    """The keys of every page that `find` finds by its words, in no order: what a filter of a list needs.

    The filter knows which pages it lists and drops the others; only first answers are looked for among the readable.
    """
    words, wordy = words_of(query, language)
    if not words:
        return set()
    first, _nearly = _best_bets(readable, words, wordy, language)
    return holding(_wanted_of(query, words, wordy, language, others)).union(first)


def words_of(query: str, language: str) -> tuple[list[frozenset[str]], list[bool]]:
    """The stems of each word of a query, and whether it says something."""
    plain = plain_words(query, language)[:MOST_WORDS]
    stems = list(map(frozenset, stems_of_words(plain, language)))
    wordy = [says_something(word, language) for word in plain]
    return _heard_as_russian(plain, stems, wordy) if language == "ru" else (stems, wordy)


def _heard_as_russian(plain, stems, wordy):
    """The same with what a word in Latin letters may be: a small word, or one that the search knows. One query."""
    small = [[each for each in in_cyrillic(word) if not says_something(each, "ru")] for word in plain]
    sounds = [possible_sounds(word) for word in plain]
    known = defaultdict(set)
    if any(sounds):
        asked = KnownWord.objects.filter(language="ru", sounds__in=set().union(*sounds))
        for sound, stem in asked.values_list("sounds", "stem"):
            known[sound].add(stem)
    heard = [set().union(*(known[each] for each in its)) for its in sounds]
    stems = [own.union(more, words) for own, more, words in zip(stems, small, heard, strict=True)]
    return stems, [says and not more for says, more in zip(wordy, small, strict=True)]


def _wanted_of(query, words, wordy, language, others):
    """What a page of each language must hold."""
    wanted = {language: _wanted(words, wordy, language)}
    return wanted | {code: [[(AS_TYPED, (stems,))] for stems in _plain(query, code)] for code in others}


def _plain(query, language):
    words = content_words(plain_words(query, language)[:MOST_WORDS], language)
    return list(map(frozenset, stems_of_words(words, language)))


def _wanted(words, wordy, language):
    """What a page must hold. Words that say nothing count only within a known phrase, or if there are no others."""
    phrases, wanted, start = phrases_of(language), [], 0
    while start < len(words):
        length, same = phrases.meaning_the_same(words, start)
        typed = tuple(words[start : start + max(length, 1)])
        if length > 1 or wordy[start] or not any(wordy):
            wanted.append([(AS_TYPED, typed), *((MEANING_THE_SAME, phrase) for phrase in same)])
        start += len(typed)
    return wanted


def _to_mark(wanted):
    """What was typed, and single words that mean the same: a word of a phrase alone says little."""
    return all_stems(
        [[(factor, phrase) for factor, phrase in each if factor == AS_TYPED or len(phrase) == 1] for each in wanted]
    )


def _ranked(weights: dict[int, Weights], wanted: list[Wanted]) -> tuple[list[int], list[int]]:
    """The pages with all that is wanted, and those with some of it; what few pages hold says more."""
    sought = [
        (_single_words(each), [(factor, phrase) for factor, phrase in each if len(phrase) > 1]) for each in wanted
    ]
    scores = {page: [_score(held, *each) for each in sought] for page, held in weights.items()}
    holding = [sum(map(bool, each)) for each in zip(*scores.values(), strict=True)]
    rarity = [1 / (1 + log(max(count, 1))) for count in holding]
    complete, partly = [], []
    for page, each in scores.items():
        has, worth = sum(map(bool, each)), sum(map(mul, each, rarity))
        if has == len(wanted):
            complete.append((-worth, page))
        elif has:
            partly.append((-has, -worth, page))
    return [page for *_order, page in sorted(complete)], [page for *_order, page in sorted(partly)]


def _single_words(wanted: Wanted) -> dict[str, float]:
    """How much each stem counts that will do alone."""
    counts: dict[str, float] = {}
    for factor, phrase in wanted:
        for stem in phrase[0] if len(phrase) == 1 else ():
            counts[stem] = max(factor, counts.get(stem, 0.0))
    return counts


def _score(held: Weights, alone: dict[str, float], phrases: Wanted) -> float:
    """Of what will do, what the page holds best is worth; 0 if it holds none. Called for each page: it is quick."""
    best = 0.0
    for stem, weight in held.items():
        if stem in alone and weight * alone[stem] > best:
            best = weight * alone[stem]
    for factor, phrase in phrases:
        if not any(stems.isdisjoint(held) for stems in phrase):
            worth = sum(max(held[stem] for stem in stems if stem in held) for stems in phrase)
            best = max(best, factor * worth / len(phrase))
    return best


def _best_bets(readable, words, wordy, language):
    """The pages that staff set for these words: if together they answer all of them, and if only some."""
    places = phrases_of(language).first_answers(words)
    if not places:
        return [], []
    content = {place for place, says in enumerate(wordy) if says} or set(range(len(words)))
    open_to_all = set(readable.filter(pk__in=places).values_list("pk", flat=True))
    pages = [page for page in places if page in open_to_all and places[page] & content]
    answered = set().union(*(places[page] for page in pages))
    return (pages[:MOST_BEST_BETS], []) if answered >= content else ([], pages[:MOST_BEST_BETS])


def _unique(*lists):
    return list(dict.fromkeys(page for each in lists for page in each))


def _without_versions(others: list[int], pages: list[int]) -> list[int]:
    """Pages of other languages without those that were found in the reader's, and each in one language only."""
    if not others:
        return []
    keys = Page.objects.filter(pk__in=others).values("translation_key")
    version_of = dict(Page.objects.filter(translation_key__in=keys).values_list("pk", "translation_key"))
    here = set(pages)
    seen, left = {key for page, key in version_of.items() if page in here}, []
    for page in others:
        if version_of.get(page) not in seen:
            seen.add(version_of.get(page))
            left.append(page)
    return left
