"""Work for a translator outside: the words of a page as a PO file, and back into a draft.

Words are matched by themselves, not by their place, so that a file stays good when the original is
rearranged meanwhile. Bringing a file back takes the structure of the original as it is now, with every word that
the file translates; what it does not translate keeps the words that the translation had, or the original's.
"""

from dataclasses import dataclass, field

import polib
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from pages.translations.status import bring_up_to_date, content_fields, source_of

WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
LARGEST_FILE = 2 * 1024 * 1024


class RefusedError(Exception):
    """The file cannot be brought back; says why."""


@dataclass
class Outcome:
    """How many pieces of the original the file translated, and which it did not."""

    translated: int = 0
    missing: list = field(default_factory=list)


def mapped(block, value, words, page):
    """The raw value of a block with `words(text)` in place of each text and `page(pk)` of each chosen page."""
    if value in (None, ""):
        return value
    if isinstance(block, blocks.PageChooserBlock):
        return page(value)
    if isinstance(block, ImageBlock):
        return value | {"alt_text": words(value["alt_text"]) if value.get("alt_text") else value.get("alt_text")}
    if isinstance(block, WORDS):
        return words(value)
    if isinstance(block, BaseTypedTableBlock):
        return _mapped_table(block, value, words, page)
    if isinstance(block, blocks.BaseStreamBlock):
        return [
            child | {"value": mapped(block.child_blocks[child["type"]], child["value"], words, page)} for child in value
        ]
    if isinstance(block, blocks.ListBlock):
        return [_mapped_item(block.child_block, child, words, page) for child in value]
    if isinstance(block, blocks.BaseStructBlock):
        return {
            name: mapped(block.child_blocks[name], each, words, page) if name in block.child_blocks else each
            for name, each in value.items()
        }
    return value


def _mapped_item(block, child, words, page):
    if isinstance(child, dict) and child.get("type") == "item":
        return child | {"value": mapped(block, child["value"], words, page)}
    # Values that were given without ids, as the initial content gives them, stay without them until an editor saves.
    return mapped(block, child, words, page)


def _mapped_table(block, value, words, page):
    kinds = [block.child_blocks[column["type"]] for column in value["columns"]]
    return {
        "caption": words(value["caption"]) if value.get("caption") else "",
        "columns": [
            column | {"heading": words(column["heading"]) if column["heading"] else ""} for column in value["columns"]
        ],
        "rows": [
            row | {"values": [mapped(kind, cell, words, page) for kind, cell in zip(kinds, row["values"], strict=True)]}
            for row in value["rows"]
        ],
    }


def _text_fields(page):
    """The fields of a page that hold words to translate."""
    for each in content_fields(page):
        if hasattr(each, "stream_block") or (
            each.get_internal_type() in ("CharField", "TextField") and not each.choices and each.name not in NO_WORDS
        ):
            yield each


NO_WORDS = {"iso2", "iso3", "office_url", "presence_since", "agreement_signed_on", "period_start", "period_end"}
NO_WORDS |= {"member_since"}


def pieces(page):
    """Each text of a page once, with the label of the field where it first stands."""
    found = {}
    for each in _text_fields(page):

        def keep(text, label=str(each.verbose_name)):
            found.setdefault(text, label)
            return text

        value = each.value_from_object(page)
        if hasattr(each, "stream_block"):
            mapped(each.stream_block, list(value.get_prep_value()), keep, lambda pk: pk)
        elif value:
            keep(value)
    return found


def _texts(block, value):
    """All texts of a StreamField, in their order."""
    found = []

    def keep(text):
        found.append(text)
        return text

    mapped(block, list(value.get_prep_value()), keep, int)
    return found


def _known(source, target):
    """The pairs of texts that stand in the same place of the original and of the translation."""
    pairs = {}
    for each in _text_fields(source):
        before, after = each.value_from_object(source), each.value_from_object(target)
        if not hasattr(each, "stream_block"):
            pairs[before] = after
            continue
        texts = [_texts(each.stream_block, value) for value in (before, after)]
        if len(texts[0]) == len(texts[1]):
            pairs |= dict(zip(*texts, strict=True))
    return pairs


def export_po(page):
    """The PO file of a translation: the words of its original, and those that it has already."""
    source = source_of(page)
    known = _known(source, page)
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
    for text, label in pieces(source).items():
        said = known.get(text, "")
        file.append(polib.POEntry(msgid=text, msgstr="" if said == text else said, comment=label))
    return str(file).encode()


def read(upload, page):
    """The translations in an uploaded file, as a dictionary; `RefusedError` if it is not one for this page."""
    if upload.size > LARGEST_FILE:
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
    """Put the translations into a new draft of the page; answers an `Outcome`. Nothing is published."""
    source, outcome = source_of(page), Outcome()
    known = _known(source, page)

    def words(text):
        if text in translations:
            return translations[text]
        return known.get(text) or text

    def localized(pk):
        chosen = Page.objects.filter(pk=pk).first()
        same = chosen and Page.objects.filter(translation_key=chosen.translation_key, locale=page.locale).first()
        return same.pk if same else pk

    for each in _text_fields(source):
        value = each.value_from_object(source)
        if hasattr(each, "stream_block"):
            raw = mapped(each.stream_block, list(value.get_prep_value()), words, localized)
            setattr(page, each.name, each.stream_block.to_python(raw))
        elif value:
            setattr(page, each.name, words(value)[: each.max_length])
    for text in pieces(source):
        if text in translations:
            outcome.translated += 1
        elif not known.get(text):
            outcome.missing.append(text)
    if not outcome.missing:
        bring_up_to_date(page, source)
    page.save_revision(user=user, log_action=True)
    return outcome
