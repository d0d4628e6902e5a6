"""What a list of results shows of the pages that were found."""

from collections.abc import Sequence
from functools import lru_cache

from wagtail.models import Page

from pages.search.stems import says_something, stems
from pages.search.text import folded, words

MOST_KNOWN = 20_000  # words of titles and summaries whose stems a process knows


def results(keys: Sequence[int], marked: dict[str, set[str]], language: str) -> list[Page]:
    """The pages in this order with summary, a note of their own kind, words to mark, and their language if another.

    `marked` are the stems to mark in each language.
    """
    pages = Page.objects.filter(pk__in=keys).select_related("locale").in_bulk()
    kinds: dict[type[Page], list[int]] = {}
    for page in pages.values():
        kinds.setdefault(page.specific_class, []).append(page.pk)
    summaries, notes = {}, {}
    for kind, own in kinds.items():
        notes |= kind.search_notes(own) if hasattr(kind, "search_notes") else {}
    parts = [kind.objects.filter(pk__in=own).order_by().values_list("pk", "summary") for kind, own in kinds.items()]
    if parts:
        summaries = dict(parts[0].union(*parts[1:]))
    found = [pages[key] for key in keys if key in pages]
    for page in found:
        code = page.locale.language_code
        page.summary, page.search_note = summaries[page.pk], notes.get(page.pk, "")
        page.other_language = code if code != language else ""
        page.marked = _words_found(f"{page.title} {page.summary}", marked.get(code, set()), code)
    return found


def _words_found(passage, marked, language):
    """The words of a text with one of these stems, in whatever form they stand there, the longest first."""
    there = sorted(set(words(passage)), key=len, reverse=True)
    there = (word for word in there if says_something(folded(word, language), language))
    return " ".join(word for word in there if not marked.isdisjoint(_stems(word, language)))


@lru_cache(MOST_KNOWN)
def _stems(word, language):
    """Of a word of a page; what somebody searched for is not remembered."""
    return stems(word, language)
