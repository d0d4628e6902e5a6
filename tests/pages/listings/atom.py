"""The rules of RFC 4287 for Atom feeds, as far as a program can check them. Each names its section."""

import re
from datetime import datetime

from lxml import etree

ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
# Section 3.3: RFC 3339 with an upper-case T and a zone.
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# Sections 4.1.1, 4.1.2: child → (at least, at most).
FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "subtitle": (0, 1), "generator": (0, 1), "rights": (0, 1)}
ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "summary": (0, 1), "content": (0, 1)}
ANY_NUMBER = {"author", "category", "contributor", "link", "entry", "rights"}
TEXT_TYPES = {None, "text", "html", "xhtml"}


def violations(source):
    """What a feed breaks, in words; an empty list for a valid one."""
    root = etree.fromstring(source)
    if root.tag != f"{ATOM}feed":
        return ["2: the root is no atom:feed"]
    found = [*_children(root, FEED, "4.1.1"), *_links(root, "4.1.1")]
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        found.append("4.1.1: two entries have one id")
    if root.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries or [root]):
        found.append("4.1.1: nobody is the author")
    for entry in entries:
        found += [*_children(entry, ENTRY, "4.1.2"), *_links(entry, "4.1.2")]
        if entry.find(f"{ATOM}content") is None and not _alternates(entry):
            found.append("4.1.2: an entry without content has no alternate link")
    return found + [problem for each in root.iter(etree.Element) for problem in _element(each)]


def _children(parent, rules, section):
    names = [etree.QName(child).localname for child in parent if child.tag.startswith(ATOM)]
    for name, (least, most) in rules.items():
        if not least <= names.count(name) <= most:
            yield f"{section}: {names.count(name)} of {name}"
    yield from (f"{section}: {name} is unknown" for name in set(names) - set(rules) - ANY_NUMBER)


def _alternates(parent):
    return [link for link in parent.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]


def _links(parent, section):
    kinds = [(link.get("type"), link.get("hreflang")) for link in _alternates(parent)]
    if len(kinds) != len(set(kinds)):
        yield f"{section}: two alternate links of one type and language"


def _element(each):
    name, text = etree.QName(each).localname, each.text or ""
    if name in ("updated", "published"):
        if not DATE.fullmatch(text):
            yield f"3.3: {text} is no date"
        else:
            datetime.fromisoformat(text)
    if name in ("id", "uri") and not re.match(r"[a-z][a-z0-9+.-]*:\S+$", text):
        yield f"4.2.6: {text} is no whole address"
    if name == "link" and not re.match(r"https?://\S+$", each.get("href", "")):
        yield f"4.2.7.1: {each.get('href')} is no address"
    if name in ("title", "summary", "subtitle", "rights", "content"):
        if each.get("type") not in TEXT_TYPES:
            yield f"3.1.1: {each.get('type')} is no type of text"
        if each.get("type") in (None, "text", "html") and len(each):
            yield f"3.1.1: {name} has elements within"
    if name == "author" and not (each.findtext(f"{ATOM}name") or "").strip():
        yield "3.2.1: an author without a name"
    if f"{XML}lang" in each.attrib and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", each.get(f"{XML}lang")):
        yield "2: a language is no tag"
