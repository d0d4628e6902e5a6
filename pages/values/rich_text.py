"""Rich text as the editor of the admin would keep it, wherever it comes from.

The features that are switched on for a field say which elements it may hold; everything else is taken out. What was
clean stays as it was written, letter by letter, so that a text that is only saved again is not another text.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Any

import nh3
from django.conf import settings
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import features as feature_registry

# As Wagtail's own converter takes them, with what it writes on every block.
ATTRIBUTES = {"a": {"href", "linktype", "id"}}
BLOCK_KEY = "data-block-key"
URL_SCHEMES = {"http", "https", "mailto", "tel"}
MOST_ROUNDS = 5  # what an element that was taken out held may stand in the wrong place afterwards
ALWAYS_ALLOWED = {"p", "br"}
SAME_ELEMENT = {"strong": "b", "em": "i"}
_KEY = re.compile(rf' {BLOCK_KEY}="[^"]*"')


def _features(names: Iterable[str] | None) -> tuple[str, ...]:
    editor: dict[str, Any] = settings.WAGTAILADMIN_RICH_TEXT_EDITORS["default"]
    return tuple(names or editor["OPTIONS"]["features"])


@lru_cache
def _cleaner(features: tuple[str, ...]) -> nh3.Cleaner:
    tags = set(ALWAYS_ALLOWED)
    for name in features:
        rule = feature_registry.get_converter_rule("contentstate", name)
        # The elements of a rule are written as selectors: `a[linktype="page"]`.
        tags |= {selector.partition("[")[0] for selector in rule["from_database_format"]}
    attributes = {name: allowed for name, allowed in ATTRIBUTES.items() if name in tags}
    return nh3.Cleaner(tags=tags, attributes={**attributes, "*": {BLOCK_KEY}}, link_rel=None, url_schemes=URL_SCHEMES)


@lru_cache(maxsize=2000)
def _cleaned(html: str, features: tuple[str, ...]) -> str:
    cleaned = html
    for _round in range(MOST_ROUNDS):
        before, cleaned = cleaned, _cleaner(features).clean(cleaned).replace("<br>", "<br/>")
        if before == cleaned:
            break
    return html if _spelling(cleaned) == _spelling(html) else cleaned


def clean(html: str, features: Iterable[str] | None = None) -> str:
    """The text with only what these features allow; without features, those of the site's editor."""
    return _cleaned(str(html), _features(features))


def _spelling(html: str) -> str:
    """Two spellings of the same characters are one."""
    html = html.replace("&#x27;", "'").replace("&#39;", "'").replace("&quot;", '"').replace("\xa0", "&nbsp;")
    return html.replace("<br>", "<br/>").replace("\r\n", "\n")


def as_the_editor_keeps_it(html: str, features: Iterable[str] | None = None) -> str:
    """The text as it is after it was opened and saved in the editor; `ValueError` if it could not be opened."""
    names = _features(features)
    converter = ContentstateConverter(names)
    try:
        kept = converter.to_database_format(converter.from_database_format(clean(html, names)))
    except Exception as error:  # the converter answers what it does not know with any kind of error
        raise ValueError("The editor cannot open this text.") from error
    keys = set(_KEY.findall(html))
    return clean(_KEY.sub(lambda found: found[0] if found[0] in keys else "", kept), names)


class _Inventory(HTMLParser):
    """What a text is made of: its elements, where its links lead, and its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[str] = Counter()
        self.links: list[dict[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[SAME_ELEMENT.get(tag, tag)] += 1
        if tag == "a":
            self.links.append({name: value or "" for name, value in attrs})

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _inventory(html: str) -> _Inventory:
    inventory = _Inventory()
    inventory.feed(html)
    inventory.close()
    return inventory


def elements(html: str) -> Counter[str]:
    """How many there are of each element."""
    return _inventory(html).elements


def links(html: str) -> list[dict[str, str]]:
    """The attributes of each link."""
    return _inventory(html).links


def words(html: str) -> str:
    """The words alone, with one space between them."""
    return " ".join("".join(_inventory(html).words).split())


def without_tags(html: str, length: int) -> str:
    """The beginning of a text, to name it."""
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
