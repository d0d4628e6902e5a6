"""The texts of a page, and what is known of their translations.

A translation remembers the version of the source that it was last brought up to date with. A text that stands in that
version is translated; one that came later, or was changed, is not, though something stands in its place.
"""

from dataclasses import dataclass

from wagtail.models import Revision

from pages.translations.status import content_fields, fingerprint
from pages.values.stream_values import StreamConverter


@dataclass(frozen=True)
class Known:
    """What the translation says for a text of the source."""

    translation: str
    # Whether the source said the same when it was translated; if not, what it said then, as far as that is known.
    is_current: bool
    previous: str = ""


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
        for text in _texts(each, page).values():
            labels.setdefault(text, str(each.verbose_name))
    return labels


def _texts(model_field, page):
    """The texts in one field of a page by their place, in their order."""
    value = model_field.value_from_object(page)
    if not hasattr(model_field, "stream_block"):
        return {(): value} if value else {}
    found = {}

    def collect(text):
        found[text.path] = text.value
        return text.value

    StreamConverter(collect).convert(model_field.stream_block, list(value.get_prep_value()))
    return found


def pairs(source, page):
    """Text of the source → text of the translation, where both stand in the same place."""
    found = {}
    for each in text_fields(source):
        theirs, ours = _texts(each, source), _texts(each, page)
        if len(theirs) == len(ours):
            same = theirs.keys() & ours.keys()
            found |= {text: ours[place] for place, text in theirs.items() if place in same}
            left = [text for place, text in theirs.items() if place not in same]
            found |= dict(zip(left, [text for place, text in ours.items() if place not in same], strict=True))
        else:
            # Only parts with an id are known again where others came or went.
            found |= {text: ours[place] for place, text in theirs.items() if place in ours and _is_certain(place)}
    return found


def _is_certain(path):
    return all(isinstance(step, str) for step in path)


def _source_when_translated(source, page):
    """The source as it was when the page was last brought up to date with it, if that is still known."""
    if page.translated_from and page.translated_from == fingerprint(source):
        return source
    revision = Revision.page_revisions.filter(pk=page.translated_revision, object_id=str(source.pk)).first()
    return revision and revision.as_object()


def known_translations(source, page):
    """Text of the source → what is known of its translation. A text that merely stands in both is in none."""
    then = _source_when_translated(source, page)
    translated, in_place = pairs(then, page) if then else {}, pairs(source, page)
    before = {translation: text for text, translation in translated.items()}
    known = {}
    for text in source_texts(source):
        if text in translated and (translated[text] != text or page.translated_from):
            known[text] = Known(translated[text], True)
        elif in_place.get(text, text) != text:
            known[text] = Known(in_place[text], False, before.get(in_place[text], ""))
    return known
