"""An XLIFF file (OASIS 1.2 or 2.x) that a tool made of our PO file, to its texts, as `po_format` reads PO.

Our texts with markup stand in it as plain words, so that codes of a tool within a text have no meaning here and are
refused. Nothing outside the file is opened, and no entity is resolved.
"""

import re
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from pages.translations.po_format import CONTROL_CHARACTERS, RefusedError, TranslatedFile

# What says of a translation that it is none yet: states of 1.2, then of 2.x.
NOT_YET = re.compile(r"new|needs-.*|initial")
_ROOT = re.compile(r"<xliff\b")
_MARKER = "mrk"  # a piece of text, not a code


def is_xliff(text):
    """Whether it says of itself that it is one."""
    return bool(_ROOT.search(text[:2000]))


def parse(text):
    """The file as `TranslatedFile`; `RefusedError` if it is none."""
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as wrong:
        raise RefusedError(_("This is not an XLIFF file that can be read.")) from wrong
    file = next(iter(_all(root, "file")), root)
    language = file.get("target-language") or root.get("trgLang") or ""
    result = TranslatedFile(language=language)
    for unit in _all(root, "trans-unit", "unit"):
        source, said = _unit(unit)
        if source:
            _keep(result, source, said)
    return result


def _keep(result, source, said):
    if CONTROL_CHARACTERS.search(said):
        reason = _("The translation of “%s” holds a character that cannot be seen. Type it anew.")
        raise RefusedError(reason % source[:60])
    result.texts.add(source)
    if said.strip():
        if result.translations.get(source, said) != said:
            raise RefusedError(_("“%s” is translated twice in this file, differently.") % source[:60])
        result.translations[source] = said


def _unit(unit):
    """A text and its translation, empty if a part of it has none yet. Tools cut texts into sentences (2.x)."""
    parts = _all(unit, "segment", "ignorable") if _name(unit) == "unit" else [unit]
    source, said, is_whole = "", "", True
    for part in parts:
        of_source, of_target = _child(part, "source"), _child(part, "target")
        state = part.get("state") or (of_target.get("state") if of_target is not None else "") or ""
        words = _words(of_source)
        source += words
        if _name(part) == "ignorable":
            said += words if of_target is None else _words(of_target)
        elif of_target is None or NOT_YET.fullmatch(state) or not _words(of_target).strip():
            is_whole = False
        else:
            said += _words(of_target)
    return source, said if is_whole else ""


def _words(element):
    if element is None:
        return ""
    for each in element.iter():
        if each is not element and _name(each) != _MARKER:
            text = "".join(element.itertext())[:60]
            raise RefusedError(_("“%s” holds codes of a translation program. Save the file as PO instead.") % text)
    return "".join(element.itertext())


def _all(element, *names):
    return [each for each in element.iter() if _name(each) in names]


def _child(element, name):
    return next((each for each in element if _name(each) == name), None)


def _name(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
