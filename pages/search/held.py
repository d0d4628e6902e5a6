"""Which pages hold the stems that a search asks for, and how much each stem says about them: read within bounds.

Of a stem that few pages hold everything is read; of one that more than `MOST_WEIGHED` hold, the pages about which it
says most, in the order of the index `indexed_word_by_stem`. So a word costs on ten thousand pages what it costs on a
few hundred. The questions are plain SQL that both databases know (decision 80).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Aggregate, Exists, OuterRef, Q, QuerySet, TextField
from wagtail.models import Page

from pages.search.models import IndexedWord

MOST_WEIGHED = 100  # pages of a stem, and results of a search
MOST_QUICK = 2000  # pages of a stem that are soon looked at
MOST_PARTS = 100  # of one question; SQLite takes 500
_LANGUAGE, _STEM = "\x00language", "\x00stem"  # what no word is: their places in a question that is asked often

Phrase = tuple[frozenset[str], ...]  # for each of its words the stems of which any will do
Wanted = list[tuple[float, Phrase]]  # of these phrases any will do; how much each counts
Weights = dict[str, int]  # of the stems that a page holds
Part = tuple[str, Sequence[Any]]  # SQL and its parameters


class _Keys(Aggregate):
    """All values of a column as one text: a row for each of ten thousand pages would cost many times as much."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **more):
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **more)


def all_stems(wanted: Iterable[Wanted]) -> set[str]:
    """Every stem that these phrases are made of."""
    return {stem for each in wanted for _factor, phrase in each for stems in phrase for stem in stems}


def weights_of(readable: QuerySet[Page], wanted: dict[str, list[Wanted]]) -> dict[str, dict[int, Weights]]:
    """For each language the readable pages that hold any of what is wanted there, with the weights of the stems.

    One question, and a few more where a word is common: which pages hold several common words together, since they
    need not be among the best of any; and what the pages that were read hold of the common words.
    """
    weights: dict[str, dict[int, Weights]] = {code: defaultdict(dict) for code in wanted}
    stems = [(code, stem) for code, each in wanted.items() for stem in sorted(all_stems(each))]
    rows = _read(_best(readable, stems))
    held = Counter((code, stem) for _page, code, stem, _weight in rows)
    common = {each for each, times in held.items() if times > MOST_WEIGHED}
    if common:
        complete, of_phrases = _together(readable, wanted, set(held), common)
        rows = [row for row in rows if not complete.get(row[1]) or row[0] in complete[row[1]]]
        pages = of_phrases.union((page for page, *_held in rows), *complete.values())
        rows += _rest(pages, {stem for _code, stem in common})
    for page, code, stem, weight in rows:
        weights[code][page][stem] = weight
    return weights


def holding(wanted: dict[str, list[Wanted]]) -> set[int]:
    """The keys of all pages that hold all that is wanted in their language, whoever may read them. One question."""
    asked = Q()
    for code, each in wanted.items():
        asked |= Q(language=code, stem__in=all_stems(each))
    rows = IndexedWord.objects.filter(asked).values_list("language", "stem").annotate(keys=_Keys("page_id"))
    pages = {(code, stem): set(map(int, keys.split(","))) for code, stem, keys in rows} if asked else {}
    return set().union(*(_with_all(each, code, pages) for code, each in wanted.items() if each))


def _with_all(wanted, code, pages):
    def with_word(stems):
        return set().union(*(pages.get((code, stem), ()) for stem in stems))

    def with_phrase(phrase):
        return set.intersection(*map(with_word, phrase))

    return set.intersection(*(set().union(*(with_phrase(phrase) for _factor, phrase in each)) for each in wanted))


def _best(readable, stems) -> Iterator[Part]:
    """The readable pages of which each stem says most, one more than are weighed: it tells that there are others."""
    return _for_each(stems, _readable(_of_a_stem(), readable)[: MOST_WEIGHED + 1])


def _of_a_stem():
    """The pages with the stem that `_for_each` names; first those about which it says most, as the index has them."""
    words = IndexedWord.objects.filter(language=_LANGUAGE, stem=_STEM)
    return words.values_list("page_id", "language", "stem", "weight").order_by("-weight", "page_id")


def _for_each(stems, words) -> Iterator[Part]:
    sql, parameters = words.query.sql_with_params()
    for language, stem in stems:
        given = {_LANGUAGE: language, _STEM: stem}
        yield sql, [given.get(each, each) for each in parameters]


def _together(readable, wanted, held, common) -> tuple[dict[str, set[int]], set[int]]:
    """Where all words are common: the pages that hold all and say most, of each query by its language and of phrases.

    If one of the words is rare, every page with all of them has been read with it. Where pages hold a whole query, no
    others are looked for in that language.
    """
    asked = list(_common_together(wanted, held, common))
    often = _very_common({(language, stem) for language, _query, words in asked for stems in words for stem in stems})
    complete: dict[str, set[int]] = {}
    of_phrases: set[int] = set()
    for language, is_query, words in asked:
        if complete.get(language):
            continue
        words.sort(key=lambda stems: len(_of(stems, language, often)))
        found = {page for page, *_held in _read(_best_with_others(readable, language, *words))}
        if is_query:
            complete[language] = found
        else:
            of_phrases |= found
    return complete, of_phrases


def _common_together(wanted, held, common):
    """The language, whether it is the whole query, and the words, each as the stems of which any will do."""
    for language, each in wanted.items():
        query = [stems for one in each if (stems := _of(all_stems([one]), language, held))]
        phrases = {phrase for one in each for _factor, phrase in one if len(phrase) > 1}
        of_phrases = ([_of(stems, language, held) for stems in phrase] for phrase in phrases)
        for is_query, words in [(len(query) == len(each), query), *((False, words) for words in of_phrases)]:
            if len(words) > 1 and all(_of(stems, language, common) for stems in words):
                yield language, is_query, words


def _of(stems, language, known):
    return {stem for stem in stems if (language, stem) in known}


def _very_common(stems) -> set[tuple[str, str]]:
    """Those of the stems that more pages hold than are looked at quickly."""
    rows = _read(_for_each(stems, _of_a_stem()[MOST_QUICK : MOST_QUICK + 1]))
    return {(language, stem) for _page, language, stem, _weight in rows}


def _best_with_others(readable, language, rarest, *others) -> Iterator[Part]:
    """The pages of which the rarest word says most and which hold the others: it counts most, and costs least."""
    words = _of_a_stem()
    for stems in others:
        words = words.filter(Exists(IndexedWord.objects.filter(page=OuterRef("page"), stem__in=sorted(stems))))
    return _for_each([(language, stem) for stem in sorted(rarest)], _readable(words, readable)[: MOST_WEIGHED + 1])


def _readable(words, readable):
    """Those of readable pages. It is asked of each in turn, so the first are found without looking at the others."""
    return words.filter(Exists(readable.order_by().filter(pk=OuterRef("page"))))


def _read(parts: Iterable[Part]) -> list[tuple[int, str, str, int]]:
    """The rows of all these questions, asked as one: SQLite knows a limit within a union only in a subselect."""
    parts, rows = list(parts), []
    for start in range(0, len(parts), MOST_PARTS):
        some = parts[start : start + MOST_PARTS]
        sql = " UNION ALL ".join(f"SELECT * FROM ({text}) AS part" for text, _given in some)  # noqa: S608 - Django's own
        with connection.cursor() as cursor:
            cursor.execute(sql, [each for _text, given in some for each in given])
            rows += cursor.fetchall()
    return rows


def _rest(pages, stems):
    """What these pages hold of the stems. A page has one language, so none is asked for: its own index is used."""
    words = IndexedWord.objects.filter(page__in=pages, stem__in=stems)
    return list(words.values_list("page_id", "language", "stem", "weight"))
