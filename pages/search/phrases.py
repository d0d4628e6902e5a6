"""What staff tell the search: words that mean the same, and pages that stand first for certain words."""

from collections import defaultdict
from dataclasses import dataclass, field

from pages.search.indexing import learn, rebuild
from pages.search.models import BestBet, SynonymSet
from pages.values.cache import cached_in_process

Phrase = tuple[frozenset[str], ...]  # for each of its words the stems of which any will do


@dataclass
class Phrases:
    """The phrases of one language, found by a stem of their first word."""

    synonyms: dict[str, list[tuple[Phrase, int]]] = field(default_factory=lambda: defaultdict(list))
    sets: list[list[Phrase]] = field(default_factory=list)
    best_bets: dict[str, list[tuple[Phrase, int]]] = field(default_factory=lambda: defaultdict(list))

    def meaning_the_same(self, words: list[frozenset[str]], start: int) -> tuple[int, list[Phrase]]:
        """How many words from this place on are a phrase, the longest there is, and what else means the same."""
        found = list(_beginning(self.synonyms, words, start))
        longest = max((len(phrase) for phrase, _place in found), default=0)
        sets = dict.fromkeys(place for phrase, place in found if len(phrase) == longest)
        return longest, [phrase for place in sets for phrase in self.sets[place]]

    def first_answers(self, words: list[frozenset[str]]) -> dict[int, set[int]]:
        """The pages that stand first, those of the longest phrases before others, with the places of their words."""
        found = [
            (len(phrase), start, page)
            for start in range(len(words))
            for phrase, page in _beginning(self.best_bets, words, start)
        ]
        places: dict[int, set[int]] = {}
        for length, start, page in sorted(found, key=lambda each: (-each[0], each[1])):
            places.setdefault(page, set()).update(range(start, start + length))
        return places


def phrases_of(language: str) -> Phrases:
    """What staff have written for this language."""
    phrases: Phrases = cached_in_process(f"search-phrases:{language}", lambda: _read(language))
    return phrases


def learn_phrases(instance, raw=False, **kwargs):
    """The words of staff are known words, too: a slip of the finger in one is put right."""
    if not raw:
        learn({instance.language: instance.phrases})


def rebuild_index() -> int:
    """Make everything that the search keeps anew; answers the number of pages."""
    written = [*SynonymSet.objects.select_related("locale"), *BestBet.objects.select_related("page__locale")]
    for each in written:
        each.save()
    return rebuild((phrase, each.language) for each in written for phrase in each.phrases)


def _read(language):
    phrases = Phrases()
    for stems in SynonymSet.objects.filter(locale__language_code=language).values_list("stems", flat=True):
        made = [_phrase(each) for each in stems]
        for phrase in made:
            for stem in phrase[0]:
                phrases.synonyms[stem].append((phrase, len(phrases.sets)))
        phrases.sets.append(made)
    bets = BestBet.objects.filter(page__locale__language_code=language, page__live=True)
    for stems, page in bets.values_list("stems", "page_id"):
        for phrase in map(_phrase, stems):
            for stem in phrase[0]:
                phrases.best_bets[stem].append((phrase, page))
    return phrases


def _phrase(stems):
    return tuple(map(frozenset, stems))


def _beginning(by_stem, words, start):
    """Those phrases that the words are, from this place on."""
    seen = dict.fromkeys(each for stem in words[start] for each in by_stem.get(stem, ()))
    for phrase, value in seen:
        there = words[start : start + len(phrase)]
        if len(there) == len(phrase) and not any(map(frozenset.isdisjoint, phrase, there)):
            yield phrase, value
