"""Keeps the index of the search as new as what readers see: soon after the commit, and never in a reader's request.

A page says what it gives by its `search_fields` and by `search_texts`. What stands beside pages (a telephone number of
the office, the name of a donor) is registered here by whoever owns it: the search knows no kind of page.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import partial

from asgiref.local import Local
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import translation
from wagtail.models import Page

from pages.search.models import LONGEST_STEM, IndexedWord, KnownWord
from pages.search.stems import plain_words, stems_of_words
from pages.search.text import folded, words
from pages.search.transliteration import sounds_of

TITLE, TITLE_ALONE, SUMMARY, TEXT, REPEATED = 30, 60, 10, 4, 6  # the weights; see `_weights`
SHORTEST_KNOWN = 3
AT_ONCE = 200  # pages of a rebuilding
_texts_beside: list[tuple[type, Callable]] = []
_waiting = Local()


def add_texts(model: type, texts: Callable[[Page], list]) -> None:
    """Let these texts be found on the pages of a model, too."""
    _texts_beside.append((model, texts))


def follow(model: type, pages_of: Callable) -> None:
    """Index the pages that name something of this model whenever it changes: `pages_of(instance)` are their keys."""

    def changed(instance, raw=False, **kwargs):
        if not raw:
            index_soon(pages_of(instance))

    for signal in (post_save, post_delete):
        signal.connect(changed, sender=model, weak=False)


def index_soon(keys: Iterable[int]) -> None:
    """Index these pages, and what translates them, once the present change is safely in the database."""
    if not hasattr(_waiting, "keys"):
        _waiting.keys = set()
    _waiting.keys.update(keys)
    transaction.on_commit(_index_waiting, robust=True)


def _index_waiting():
    keys, _waiting.keys = _waiting.keys, set()
    if keys:
        index_pages(keys)


def index_pages(keys: Iterable[int]) -> None:
    """Write anew what is kept of these pages; of those that are not published, nothing."""
    keys = set(keys)
    originals = Page.objects.filter(pk__in=keys).values("translation_key")
    pages = Page.objects.filter(live=True, depth__gt=1, translation_key__in=originals)
    with transaction.atomic():
        IndexedWord.objects.filter(page_id__in=keys).delete()
        _write(pages.select_related("locale").specific())


@transaction.atomic
def rebuild(phrases: Iterable[tuple[str, str]]) -> int:
    """Make the whole index anew; answers the number of pages. `phrases` are the words of staff, with their language."""
    IndexedWord.objects.all().delete()
    KnownWord.objects.all().delete()
    keys = list(Page.objects.filter(live=True, depth__gt=1).values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        pages = Page.objects.filter(pk__in=keys[start : start + AT_ONCE])
        _write(pages.select_related("locale").specific())
    for phrase, language in phrases:
        learn({language: [phrase]})
    return len(keys)


def text_of(page) -> str:
    """All that can be found of a page but its title and summary, in the language of the page."""
    texts = []
    with translation.override(page.locale.language_code):
        for each in page.get_searchable_search_fields():
            value = each.get_value(page) if each.field_name not in ("title", "summary") else ""
            texts += value if isinstance(value, list) else [value or ""]
        texts.append(page.get_verbose_name())
        texts += page.search_texts() if hasattr(page, "search_texts") else []
        for model, beside in _texts_beside:
            texts += beside(page) if isinstance(page, model) else []
        return " \n ".join(map(str, texts))


def learn(texts: dict[str, list[str]]) -> None:
    """Add the words of texts, by language, to those that the search knows."""
    for language, written in texts.items():
        spellings: dict[str, str] = {}
        for word in dict.fromkeys(each for text in written for each in words(text)):
            plain = folded(word, language)
            if SHORTEST_KNOWN <= len(plain) <= LONGEST_STEM and len(word) <= LONGEST_STEM and not plain.isdecimal():
                spellings[plain] = min(spellings.get(plain, word), word, key=lambda each: each != each.lower())
        _learn(language, spellings)


def _learn(language, spellings):
    found = KnownWord.objects.filter(language=language, word__in=list(spellings))
    known = {each.word: each for each in found}
    new = sorted(spellings.keys() - known.keys())
    made = [
        KnownWord(
            language=language,
            word=word,
            spelling=spellings[word],
            stem=stems[0][:LONGEST_STEM],
            initial=word[0],
            length=len(word),
            sounds=sounds_of(stems[0])[:LONGEST_STEM] if language == "ru" else "",
        )
        for word, stems in zip(new, stems_of_words(new, language), strict=True)
    ]
    KnownWord.objects.bulk_create(made, ignore_conflicts=True)
    for word, each in known.items():
        if each.spelling != spellings[word] == spellings[word].lower():
            KnownWord.objects.filter(pk=each.pk).update(spelling=spellings[word])


def _write(pages):
    rows, texts = [], defaultdict(list)
    for page in pages:
        language, text = page.locale.language_code, text_of(page)
        summary = getattr(page, "summary", "")
        texts[language] += [page.title, summary, text]
        weights = _weights(page.title, summary, text, language)
        row = partial(IndexedWord, page_id=page.pk, language=language)
        rows += [row(stem=stem, weight=weight) for stem, weight in weights.items()]
    IndexedWord.objects.filter(page_id__in={row.page_id for row in rows}).delete()
    IndexedWord.objects.bulk_create(rows, batch_size=5000)
    learn(texts)


def _weights(title, summary, text, language):
    """How much each stem says about a page: most in a short title, less in the summary, least in the text."""
    in_title, in_summary, in_text = (_stems(each, language) for each in (title, summary, text))
    weights = Counter()
    for stem in in_title:
        weights[stem] += TITLE + TITLE_ALONE // len(plain_words(title, language))
    for stem in in_summary:
        weights[stem] += SUMMARY
    for stem, times in in_text.items():
        weights[stem] += TEXT + min(times - 1, REPEATED)
    return {stem[:LONGEST_STEM]: weight for stem, weight in weights.items()}


def _stems(text, language):
    return Counter(stem for each in stems_of_words(plain_words(text, language), language) for stem in each)
