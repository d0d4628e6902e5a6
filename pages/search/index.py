"""The search of the site: one index for all languages, the same on SQLite and on PostgreSQL.

Wagtail's index holds, beside the words of a page, their stems (`index_words`), each with the language in front:
“en0migrant”, “ru0мигрант”. A query becomes the same stems once for each language, so that one question to the
database finds pages of all of them, and a word of one language is never taken for a word of another.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.db import connection
from django.db.models import Case, F, QuerySet, Value, When
from wagtail.models import Page
from wagtail.search.query import Or, PlainText

from pages.search import text
from pages.values.cache import cached

MOST_WORDS = 12  # of a query; nobody who looks for something writes more
TITLE_COUNTS = 3  # a word of the title stands so often in the index: both databases rank by how often
SUMMARY_COUNTS = 2
SHORTEST_SUGGESTION = 4
CLOSE_ENOUGH = 0.8  # “traficking” and “trafficking” have 0.95, “migrant” and “migrate” 0.71


def text_of(page):
    """The words of a page, by Wagtail's own account of its fields, titles and summaries as often as they count."""
    texts = [page.title] * (TITLE_COUNTS - 1) + [getattr(page, "summary", "")] * (SUMMARY_COUNTS - 1)
    for each in page.get_searchable_search_fields():
        if each.field_name != "search_words":
            value = each.get_value(page)
            texts += value if isinstance(value, list) else [value or ""]
    return " \n ".join(map(str, texts))


def index_words(page):
    """What the index holds of a page for `find_pages`."""
    language = page.locale.language_code
    return " ".join(_marked(text.stems(text_of(page), language), language))


def find_pages(
    readable: QuerySet[Page], query: str, language: str, others: Sequence[str], operator: str = "and"
) -> QuerySet[Page]:
    """The readable pages that hold the words of a query, those of the language in front; nothing is read yet.

    `operator` says whether a page must hold all of the words (“and”) or any (“or”).
    """
    asked = [_asked(query, code) for code in (language, *others)]
    alternatives = [PlainText(" ".join(stems), operator=operator) for stems in asked if stems]
    if not alternatives:
        return Page.objects.none()
    pages = readable.search(Or(alternatives)).annotate_score("score").get_queryset().select_related("locale")
    here_first = Case(When(locale__language_code=language, then=Value(0)), default=Value(1))
    return pages.order_by(here_first, *_by_relevance(pages), "-pk")


def complete(pages, query, language):
    """Give a few found pages what a list of results shows: summary, words to mark, language if it is another."""
    models = {page.specific_class for page in pages}
    keys = [page.pk for page in pages]
    kinds = [model.objects.filter(pk__in=keys).order_by().values_list("pk", "summary") for model in models]
    summaries = dict(kinds[0].union(*kinds[1:])) if kinds else {}
    for page in pages:
        code = page.locale.language_code
        page.summary = summaries[page.pk]
        page.other_language = code if code != language else ""
        page.marked = _words_found(f"{page.title} {page.summary}", set(_asked(query, code)), code)
    return pages


def suggestion(readable, query, language, others):
    """The query with slips of the finger put right and words that no page holds left out; nothing if it stays the same.

    The words of all readable pages are the dictionary: SQLite has no trigrams, and a language model would be
    heavier than the site.
    """
    vocabularies = cached("vocabularies", lambda: _read_vocabularies(readable))
    known = {code: vocabularies[code] for code in (language, *others) if code in vocabularies}
    typed = text.words(query)[:MOST_WORDS]
    better = [closest for word in typed if (closest := _closest(word, known))]
    return " ".join(better) if better != typed else ""


@dataclass
class Vocabulary:
    """The words of one language: as they are folded, with the spelling that is seen most; and their stems."""

    spellings: dict
    stems: set


def _marked(stems, language):
    mark = language.replace("-", "")  # both databases end a word at a hyphen
    return [f"{mark}0{stem}" for stem in stems]


def _by_relevance(pages):
    """The best first, by the words alone: on SQLite Wagtail multiplies by how short the title of the page is."""
    if connection.vendor == "sqlite":
        return [F("score") / (F("index_entries__title_norm") + 1)]  # BM25: the less, the better
    return ["-score"]


def _asked(query, language):
    return list(dict.fromkeys(_marked(text.content_stems(query, language), language)))[:MOST_WORDS]


def _words_found(passage, asked, language):
    """The words of a text that a query found, in whatever form they stand there, the longest first."""
    words = sorted(set(text.words(passage)), key=len, reverse=True)
    return " ".join(word for word in words if not asked.isdisjoint(_marked(text.stems(word, language), language)))


def _read_vocabularies(readable):
    seen = {}
    pages = readable.filter(depth__gt=1).annotate(language=F("locale__language_code"))
    for page in pages.specific().iterator():
        seen.setdefault(page.language, Counter()).update(text.words(text_of(page)))
    return {language: _vocabulary(counted, language) for language, counted in seen.items()}


def _vocabulary(counted, language):
    spellings = {}
    for word, _times in reversed(counted.most_common()):
        if len(word) >= SHORTEST_SUGGESTION:
            spellings[text.folded(word, language)] = word.lower() if word.lower() in counted else word
    return Vocabulary(spellings, set(text.stems(" ".join(counted), language)))


def _closest(word, known):
    """The word itself if a page holds it in some form, else the one most like it, else nothing."""
    if any(vocabulary.stems.issuperset(text.stems(word, code)) for code, vocabulary in known.items()):
        return word
    for code, vocabulary in known.items():
        match = get_close_matches(text.folded(word, code), vocabulary.spellings, n=1, cutoff=CLOSE_ENOUGH)
        if match:
            return vocabulary.spellings[match[0]]
    return ""
