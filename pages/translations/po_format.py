"""A PO file that came back, as bytes, to its texts; nothing in it can make the server open, run or keep on anything."""

import re
from dataclasses import dataclass, field

import polib
from django.utils.translation import gettext as _

MAX_FILE_SIZE = 1024 * 1024  # bytes
# polib joins the lines of a text one by one: what is not bounded here takes time as the square of its length.
MAX_LINES = 1_500
MAX_REASONS = 10
# Python ends a line at these, a PO file does not.
_LINES_TO_PYTHON = {"\u2028": "\ue028", "\u2029": "\ue029"}
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BACK = str.maketrans({there: here for here, there in _LINES_TO_PYTHON.items()})


class RefusedError(Exception):
    """The file cannot be imported; `reasons` say why, one sentence each."""

    def __init__(self, *reasons):
        super().__init__(" ".join(str(reason) for reason in reasons))
        left = len(reasons) - MAX_REASONS
        more = [_("And %d more.") % left] if left > 0 else []
        self.reasons = [*reasons[:MAX_REASONS], *more]


@dataclass
class TranslatedFile:
    """What a PO file says: of which page, language and version it is, as far as it says so, and its translations."""

    page: str = ""
    language: str = ""
    revision: str = ""
    texts: set = field(default_factory=set)  # all that it holds, translated or not
    translations: dict = field(default_factory=dict)


def text_of(upload):
    """What an uploaded file says; `RefusedError` if it is no text of a fitting size."""
    if upload.size > MAX_FILE_SIZE:
        raise RefusedError(_("The file is too large for a page."))
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise RefusedError(_("The file is not in UTF-8.")) from wrong
    if CONTROL_CHARACTERS.search(text):
        raise RefusedError(_("The file holds characters that cannot be seen. Save it anew as text in UTF-8."))
    return text


def parse(text):
    """The file as `TranslatedFile`; `RefusedError` if it is none."""
    if not re.search(r"^\s*msgid\b", text, re.MULTILINE):
        raise RefusedError(_("This is not a PO file."))
    try:
        file = polib.pofile(_to_parse(text), wrapwidth=0)
    except (OSError, ValueError, IndexError) as wrong:
        raise RefusedError(_("This is not a PO file.")) from wrong
    return _read(file)


def _to_parse(text):
    """The lines that say something. It begins with an empty line: polib would open a file of that name."""
    for here, there in _LINES_TO_PYTHON.items():
        text = text.replace(here, there)
    lines = [line.strip() for line in text.split("\n")]
    # Comments are for people; obsolete entries are comments too. The flags are not.
    lines = [line for line in lines if line and (line[0] != "#" or line.startswith("#,"))]
    run = 0
    for line in lines:
        run = run + 1 if line.startswith(('"', "#,")) else 0
        if run > MAX_LINES:
            raise RefusedError(_("A text in this file is far too long."))
    return "\n" + "\n".join(lines)


def _read(file):
    header = {name.lower(): value.strip() for name, value in file.metadata.items()}
    result = TranslatedFile(header.get("x-page", ""), header.get("language", ""), header.get("x-revision", ""))
    for entry in file:
        source, said = entry.msgid.translate(_BACK), entry.msgstr.translate(_BACK)
        if not source or entry.obsolete:
            continue
        if CONTROL_CHARACTERS.search(said):
            reason = _("The translation of “%s” holds a character that cannot be seen. Type it anew.")
            raise RefusedError(reason % source[:60])
        result.texts.add(source)
        if said.strip() and not entry.fuzzy:
            if result.translations.get(source, said) != said:
                raise RefusedError(_("“%s” is translated twice in this file, differently.") % source[:60])
            result.translations[source] = said
    return result
