"""Work for a translator outside: the texts of a page as a PO file, and back into a draft.

Texts are matched by themselves, not by their place, so that a file stays good when the source is rearranged meanwhile.
An import takes the structure of the source as it is now, with every text that the file translates; what it does not
translate keeps the text that the translation had, or that of the source.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import polib
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from pages.translations.status import content_fields, mark_current, source_of

TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
MAX_FILE_SIZE = 2 * 1024 * 1024  # bytes


class RefusedError(Exception):
    """The file cannot be imported; says why."""


@dataclass
class ImportResult:
    """How many texts of the source the file translated, and which it did not."""

    translated: int = 0
    untranslated: list = field(default_factory=list)


@dataclass(frozen=True)
class Converter:
    """Copies the raw value of a block with `translate(text)` for each text and `localize(pk)` for each chosen page."""

    translate: Callable[[str], str]
    localize: Callable[[int], int] = int

    def convert(self, block, value):
        if value in (None, ""):
            return value
        if isinstance(block, blocks.PageChooserBlock):
            return self.localize(value)
        if isinstance(block, ImageBlock):
            return value | {"alt_text": self._text(value.get("alt_text"))}
        if isinstance(block, TEXT_BLOCKS):
            return self.translate(value)
        if isinstance(block, BaseTypedTableBlock):
            return self._table(block, value)
        if isinstance(block, blocks.BaseStreamBlock):
            return [
                child | {"value": self.convert(block.child_blocks[child["type"]], child["value"])} for child in value
            ]
        if isinstance(block, blocks.ListBlock):
            return [self._item(block.child_block, child) for child in value]
        if isinstance(block, blocks.BaseStructBlock):
            children = block.child_blocks
            return {
                name: self.convert(children[name], each) if name in children else each for name, each in value.items()
            }
        return value

    def _text(self, value):
        return self.translate(value) if value else value

    def _item(self, block, child):
        if isinstance(child, dict) and child.get("type") == "item":
            return child | {"value": self.convert(block, child["value"])}
        # Values that were given without ids, as the initial content gives them, stay so until an editor saves.
        return self.convert(block, child)

    def _table(self, block, value):
        kinds = [block.child_blocks[column["type"]] for column in value["columns"]]
        return {
            "caption": self._text(value.get("caption")) or "",
            "columns": [column | {"heading": self._text(column["heading"]) or ""} for column in value["columns"]],
            "rows": [
                row | {"values": [self.convert(kind, cell) for kind, cell in zip(kinds, row["values"], strict=True)]}
                for row in value["rows"]
            ],
        }


def text_fields(page):
    """The fields of a page that hold texts to translate."""
    for each in content_fields(page):
        is_text = each.get_internal_type() in ("CharField", "TextField") and not each.choices
        if hasattr(each, "stream_block") or (is_text and each.name not in page.not_translated):
            yield each


def source_texts(page):
    """Each text of a page once, with the label of the field where it first stands."""
    labels = {}
    for each in text_fields(page):
        for text in _texts(each, page):
            labels.setdefault(text, str(each.verbose_name))
    return labels


def _texts(model_field, page):
    """The texts in one field of a page, in their order."""
    value = model_field.value_from_object(page)
    if not hasattr(model_field, "stream_block"):
        return [value] if value else []
    found = []

    def collect(text):
        found.append(text)
        return text

    Converter(collect).convert(model_field.stream_block, list(value.get_prep_value()))
    return found


def _existing_translations(source, page):
    """Source text → text of the translation, where both stand in the same place."""
    pairs = {}
    for each in text_fields(source):
        if hasattr(each, "stream_block"):
            texts, translations = _texts(each, source), _texts(each, page)
            if len(texts) == len(translations):
                pairs |= dict(zip(texts, translations, strict=True))
        else:
            pairs[each.value_from_object(source)] = each.value_from_object(page)
    return pairs


def export_po(page):
    """The PO file of a translation: the texts of its source, and their translations as far as there are any."""
    source = source_of(page)
    existing = _existing_translations(source, page)
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": f"page {page.translation_key}",
        "PO-Revision-Date": timezone.now().strftime("%Y-%m-%d %H:%M%z"),
        "Language": page.locale.language_code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Page": str(page.translation_key),
        "X-Page-Title": source.title.replace("\n", " "),
    }
    for text, label in source_texts(source).items():
        translation = existing.get(text, "")
        file.append(polib.POEntry(msgid=text, msgstr="" if translation == text else translation, comment=label))
    return str(file).encode()


def read_po(upload, page):
    """The translations in an uploaded file, as a dictionary; `RefusedError` if it is not one for this page."""
    if upload.size > MAX_FILE_SIZE:
        raise RefusedError(_("The file is too large for a page."))
    try:
        file = polib.pofile(upload.read().decode("utf-8-sig"), wrapwidth=0)
    except UnicodeDecodeError as wrong:
        raise RefusedError(_("The file is not in UTF-8.")) from wrong
    except (OSError, ValueError, IndexError) as wrong:
        raise RefusedError(_("This is not a PO file.")) from wrong
    if file.metadata.get("X-Page") != str(page.translation_key):
        raise RefusedError(_("This file belongs to another page."))
    if file.metadata.get("Language") != page.locale.language_code:
        raise RefusedError(_("This file is for another language."))
    return {entry.msgid: entry.msgstr for entry in file if entry.msgstr and not entry.obsolete and not entry.fuzzy}


def import_po(page, translations, user):
    """Put the translations into a new draft of the page; returns an `ImportResult`. Nothing is published."""
    source, result = source_of(page), ImportResult()
    existing = _existing_translations(source, page)

    def translate(text):
        return translations.get(text) or existing.get(text) or text

    def localize(pk):
        chosen = Page.objects.filter(pk=pk).first()
        same = chosen and Page.objects.filter(translation_key=chosen.translation_key, locale=page.locale).first()
        return same.pk if same else pk

    converter = Converter(translate, localize)
    for each in text_fields(source):
        value = each.value_from_object(source)
        if hasattr(each, "stream_block"):
            raw = converter.convert(each.stream_block, list(value.get_prep_value()))
            setattr(page, each.name, each.stream_block.to_python(raw))
        elif value:
            setattr(page, each.name, translate(value)[: each.max_length])
    for text in source_texts(source):
        if text in translations:
            result.translated += 1
        elif not existing.get(text):
            result.untranslated.append(text)
    if not result.untranslated:
        mark_current(page, source)
    page.save_revision(user=user, log_action=True)
    return result
