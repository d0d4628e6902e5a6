"""Work for a translator outside: the texts of a page as a PO file, and back into a draft.

Texts are matched by themselves, not by their place, so that a file stays good when the source is rearranged meanwhile.
An import takes the structure of the source as it is now, with every text that the file translates; what it does not
translate keeps the text that the translation had, or that of the source.
"""

from dataclasses import dataclass, field

import polib
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from pages.translations import po_format, xliff_format
from pages.translations.po_checks import checked
from pages.translations.po_format import RefusedError
from pages.translations.status import mark_current, source_of
from pages.translations.texts import known_translations, pairs, source_texts, text_fields
from pages.values.rich_text import without_tags
from pages.values.stream_values import StreamConverter

NAMED = 60  # characters of a text that a reason names
ENOUGH_OF_A_FILE = 2  # one half of its texts must be texts of the page, if it does not say of which page it is


@dataclass
class ImportResult:
    """How many texts of the source the file translated, and which are not translated; what found no place."""

    translated: int = 0
    untranslated: list = field(default_factory=list)
    unknown: int = 0  # texts of the file that the source does not have (any more)
    displaced: int = 0  # texts of the earlier translation whose place in the source is gone


def export_po(page):
    """The PO file of a translation: the texts of its source, and their translations as far as there are any.

    What was translated before its original changed is marked as fuzzy, with what the original said then.
    """
    source = source_of(page)
    known = known_translations(source, page)
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
        "X-Revision": str(page.latest_revision_id or ""),
    }
    for text, label in source_texts(source).items():
        entry = polib.POEntry(msgid=text, comment=label)
        if text in known and known[text].translation != text:
            entry.msgstr = known[text].translation
            if not known[text].is_current:
                entry.flags, entry.previous_msgid = ["fuzzy"], known[text].previous or None
        file.append(entry)
    return str(file).encode()


def read_po(upload, page, user):
    """The translations in an uploaded file, as a dictionary; `RefusedError` if it cannot go into this page now."""
    lock = page.get_lock()
    if lock and lock.for_user(user):
        raise RefusedError(_("This page is locked. Have it unlocked, then bring the file back."))
    text, source = po_format.text_of(upload), source_of(page)
    file = (xliff_format if xliff_format.is_xliff(text) else po_format).parse(text)
    _check_page(file, page, source)
    _check_language(file.language, page.locale.language_code)
    return _without_what_others_changed(file, page, source, user)


def _check_page(file, page, source):
    if file.page:
        if file.page != str(page.translation_key):
            raise RefusedError(_("This file belongs to another page."))
        return
    same = file.texts & source_texts(source).keys()
    if not same or len(same) * ENOUGH_OF_A_FILE < len(file.texts):
        raise RefusedError(_("The line “X-Page” is missing in this file, and few of its texts are of this page."))


def _check_language(language, code):
    """A tool may have written `ru_RU.UTF-8` for `ru`."""
    if not language:
        raise RefusedError(_("The file does not say its language: the line “Language” is missing in it."))
    said = language.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    if said != code and not said.startswith(f"{code}-"):
        raise RefusedError(_("This file is for another language."))


def _without_what_others_changed(file, page, source, user):
    """The translations, without those left as they were that somebody has changed since the file was taken out."""
    if file.revision == str(page.latest_revision_id or ""):
        return file.translations
    taken = file.revision.isascii() and file.revision.isdigit() and len(file.revision) < 19
    revision = taken and Revision.page_revisions.filter(pk=file.revision, object_id=str(page.pk)).first()
    if not revision:
        others = page.latest_revision and page.latest_revision.user_id not in (None, user.pk)
        if others and page.has_unpublished_changes and page.revisions.count() > 1:
            raise RefusedError(
                _("Somebody else has changes on this page that are not published. Have them published first.")
            )
        return file.translations
    if not page.revisions.filter(pk__gt=revision.pk).exclude(user=user).exists():
        return file.translations
    then, now = pairs(source, revision.as_object()), pairs(source, page)
    changed = {text: now.get(text) for text in file.translations if then.get(text) != now.get(text)}
    conflicts = [text for text in changed if file.translations[text] not in (then.get(text), changed[text])]
    if conflicts:
        reason = _("“%s”: somebody changed this translation since the file was taken out. Take it out again.")
        raise RefusedError(*(reason % without_tags(text, NAMED) for text in conflicts))
    return {text: said for text, said in file.translations.items() if changed.get(text, said) == said}


class _Translator:
    """Gives each text of the source its translation, checked for the place where it stands."""

    def __init__(self, translations, known):
        self.translations, self.known = translations, known
        self.refusals = []

    def translate(self, text, block=None, model_field=None):
        existing = self.known[text].translation if text in self.known else text
        said = self.translations.get(text)
        if said is None or said == existing:
            return existing
        try:
            return checked(said, text, existing, block, model_field)
        except ValidationError as error:
            reason = f"“{without_tags(text, NAMED)}”: {' '.join(error.messages)}"
            if reason not in self.refusals:
                self.refusals.append(reason)
            return existing


def import_po(page, translations, user):
    """Put the translations into a new draft of the page; returns an `ImportResult`. Nothing is published.

    `RefusedError` with the texts that cannot be taken; then nothing is changed.
    """
    source = source_of(page)
    known, earlier = known_translations(source, page), set(source_texts(page))
    translator = _Translator(translations, known)
    _fill(page, source, translator)
    if translator.refusals:
        raise RefusedError(*translator.refusals)
    texts = source_texts(source)
    missing = [text for text in texts if text not in translations and not (text in known and known[text].is_current)]
    result = ImportResult(
        translated=len(texts.keys() & translations.keys()),
        untranslated=missing,
        unknown=len(translations.keys() - texts.keys()),
        displaced=len(earlier - set(source_texts(page)) - {each.translation for each in known.values()}),
    )
    if not missing:
        mark_current(page, source)
    elif not page.translated_from and not any(text in known for text in missing):
        # Begun, and all that is there is of this version of the source.
        page.translated_revision = source.live_revision_id
    page.save_revision(user=user, log_action=True)
    return result


def _fill(page, source, translator):
    """Set every text field of the page as the source has it, in the words of the translation."""

    def localize(pk):
        chosen = Page.objects.filter(pk=pk).first()
        same = chosen and Page.objects.filter(translation_key=chosen.translation_key, locale=page.locale).first()
        return same.pk if same else pk

    converter = StreamConverter(lambda text: translator.translate(text.value, text.block), localize)
    for each in text_fields(source):
        value = each.value_from_object(source)
        if hasattr(each, "stream_block"):
            raw = converter.convert(each.stream_block, list(value.get_prep_value()))
            new = each.stream_block.to_python(raw)
            if not translator.refusals:
                translator.refusals += _refused_as_a_whole(each, value, new)
            setattr(page, each.name, new)
        elif value:
            setattr(page, each.name, translator.translate(value, model_field=each))


def _refused_as_a_whole(model_field, original, value):
    """Why a stream of sound texts is refused: rules that compare its parts. Faults of the original do not count."""
    try:
        model_field.stream_block.clean(original)
    except ValidationError:
        return []
    try:
        model_field.stream_block.clean(value)
    except ValidationError as error:
        return [f"{model_field.verbose_name}: {' '.join(_sentences(error))}"]
    return []


def _sentences(error):
    """What the parts of an error of a stream say."""
    parts = getattr(error, "block_errors", None)
    if parts is None:
        return error.messages
    inner = [*(parts.values() if isinstance(parts, dict) else parts), *(getattr(error, "non_block_errors", None) or [])]
    said = []
    for each in filter(None, inner):
        said += _sentences(each) if isinstance(each, ValidationError) else [str(each)]
    return list(dict.fromkeys(said))
