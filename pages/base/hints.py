"""What a reader would stumble over, told to whoever writes: a hint, never a block. Of a page as last saved."""

import re
from html import unescape

from django.utils.translation import gettext as _

from pages.search.text import folded
from pages.values.rich_text import words

# Link texts that say nothing of where they lead, in the languages of the site: screen readers list links alone.
EMPTY = {
    *("here", "click here", "this link", "link", "this page", "more", "read more", "learn more", "see here"),
    *("здесь", "тут", "сюда", "по ссылке", "по этой ссылке", "ссылка", "нажмите здесь", "далее", "подробнее"),
    *("читать далее", "читать дальше", "узнать больше"),
    *("şu ýerde", "şu ýere", "şu ýerden", "bu ýerde", "bu ýere", "bu ýerden", "şu ýere basyň", "bu ýere basyň"),
    *("giňişleýin", "doly", "dowamy", "salgylanma"),
}
_EMPTY = {folded(text) for text in EMPTY}
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_SHOUTED = re.compile(r"\b[A-ZА-ЯЁÄÇŇÖŞÜÝŽ]{3,}(?:\s+[A-ZА-ЯЁÄÇŇÖŞÜÝŽ]{3,}){2,}\b")
MOST = 5  # of one kind that are named


def hints(page):
    """In words, each with the places that it is about."""
    body = list(page.body.get_prep_value()) if hasattr(page, "body") else []
    texts = [page.title, page.summary, *_strings(body)]
    links = [words(unescape(each)) for text in texts for each in _LINK.findall(str(text))] + list(_labels(body))
    plain = [words(str(text)) for text in texts]
    found = [
        (
            _("Links whose words do not say where they lead: %(places)s."),
            [text for text in links if _says_nothing(text)],
        ),
        (_("Words in capitals alone, hard to read and read aloud by letters: %(places)s."), _all(_SHOUTED, plain)),
        (_("More than one exclamation mark: %(places)s."), _all(re.compile(r"\S*\s?!{2,}"), plain)),
        (_("Tables without a name for each column: %(places)s."), list(_tables_without_heads(page))),
    ]
    return [text % {"places": _list(places)} for text, places in found if places]


def _says_nothing(text):
    return folded(text.strip(" .,:;!?…»«“”→>")) in _EMPTY or bool(_ADDRESS.fullmatch(text))


def _all(pattern, texts):
    return [match.group() for text in texts for match in pattern.finditer(text)]


def _list(places):
    places = list(dict.fromkeys(places))
    return ", ".join(f"“{each}”" for each in places[:MOST]) + (" …" if len(places) > MOST else "")


def _strings(value):
    """Every text that a stream holds, its names and keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in ("id", "type"):
                yield from _strings(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _strings(each)


def _labels(value):
    """The words of buttons and of other links that are chosen rather than written."""
    children = value if isinstance(value, (list, tuple)) else value.values() if isinstance(value, dict) else ()
    if isinstance(value, dict) and {"label", "link"} <= value.keys():
        yield value["label"]
    for each in children:
        yield from _labels(each)


def _tables_without_heads(page):
    """Their captions, or their numbers, where a column has no name: a reader who cannot see hears cells alone."""
    tables = [block.value for block in getattr(page, "body", ()) if block.block_type == "table"]
    for number, table in enumerate(tables, 1):
        if not all(column["heading"].strip() for column in table.columns):
            yield table.caption or str(number)
