"""Finds every link in what is published: in rich texts, in addresses, in pages and documents that were chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.apps import apps
from django.db import models
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin

from pages.links.models import LinkTarget

APPS = ("pages", "programmes")
NAMES_OF_WORDS = ("label", "title", "heading", "name", "text")
TABLE_CELLS = "rows"


@dataclass(frozen=True)
class Link:
    """Where it leads, its words, and in which field and blocks it stands."""

    kind: str
    address: str
    text: str
    path: tuple[str, ...]


def models_with_links():
    """The models of which readers see what is live: pages and the texts around them."""
    found = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in found if issubclass(model, DraftStateMixin)]


def links_of(instance) -> Iterator[Link]:
    """Every link in the fields of a page or text."""
    for field in instance._meta.get_fields():
        if not isinstance(field, models.Field):
            continue
        if isinstance(field, StreamField):
            yield from _in_block(field.stream_block, getattr(instance, field.name).get_prep_value(), (field.name,), "")
        elif isinstance(field, RichTextField):
            yield from _in_rich_text(getattr(instance, field.name), (field.name,))
        elif isinstance(field, models.URLField):
            yield from _external(getattr(instance, field.name), "", (field.name,))


def _external(address, text, path):
    if address and str(address).startswith(("http://", "https://")):
        yield Link(LinkTarget.Kind.EXTERNAL, str(address).partition("#")[0], text, path)


def _in_block(block, value, path, words) -> Iterator[Link]:
    """Links in the raw value of a block; `words` are those of the entry around it."""
    if not value:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield from _in_rich_text(value, path)
    elif isinstance(block, blocks.URLBlock):
        yield from _external(value, words, path)
    elif isinstance(block, blocks.PageChooserBlock):
        yield Link(LinkTarget.Kind.PAGE, str(value), words, path)
    elif isinstance(block, DocumentChooserBlock):
        yield Link(LinkTarget.Kind.DOCUMENT, str(value), words, path)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            kind = block.child_blocks.get(child["type"])
            if kind is not None:
                yield from _in_block(kind, child["value"], (*path, child["type"]), words)
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            inner = child["value"] if isinstance(child, dict) and child.get("type") == "item" else child
            yield from _in_block(block.child_block, inner, (*path, "item"), words)
    elif isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
        own = next((value[name] for name in NAMES_OF_WORDS if isinstance(value.get(name), str) and value[name]), words)
        for name, child in block.child_blocks.items():
            yield from _in_block(child, value.get(name), (*path, name), own)
    elif isinstance(value, dict) and TABLE_CELLS in value:
        yield from _in_table(block, value, path)


def _in_table(block, value, path):
    kinds = [block.child_blocks[column["type"]] for column in value["columns"]]
    for row in value[TABLE_CELLS]:
        for kind, cell in zip(kinds, row["values"], strict=False):
            yield from _in_block(kind, cell, path, "")


def _in_rich_text(html, path):
    parser = _Links()
    parser.feed(str(html or ""))
    parser.close()
    for attributes, text in parser.found:
        kind = {"page": LinkTarget.Kind.PAGE, "document": LinkTarget.Kind.DOCUMENT}.get(attributes.get("linktype"))
        if kind and attributes.get("id"):
            yield Link(kind, attributes["id"], text, path)
        else:
            yield from _external(attributes.get("href"), text, path)


class _Links(HTMLParser):
    """The attributes and the words of each link."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.is_open = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append((dict(attrs), ""))
            self.is_open = True

    def handle_endtag(self, tag):
        self.is_open = self.is_open and tag != "a"

    def handle_data(self, data):
        if self.is_open:
            attributes, text = self.found[-1]
            self.found[-1] = (attributes, text + data)
