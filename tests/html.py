"""Reads a page as somebody meets it: by its roles, links and words, not by its classes."""

import re

from lxml import html


class Document:
    """A page, or a part of one, without the places where a word may be parted (soft hyphens)."""

    def __init__(self, source):
        self.root = html.document_fromstring(source.replace("\xad", "")) if isinstance(source, str) else source

    @property
    def text(self):
        """What stands there, each run of white space as one space."""
        pieces = self.root.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::head)]")
        return re.sub(r"\s+", " ", " ".join(pieces)).strip()

    @property
    def links(self):
        """Where its links lead."""
        return self.root.xpath(".//a/@href")

    @property
    def headings(self):
        return [Document(each).text for each in self.root.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4]")]

    @property
    def parts(self):
        """What a link within the page can lead to."""
        return self.root.xpath(".//@id")

    @property
    def here(self):
        """The words of what is marked as the present page."""
        return [Document(each).text for each in self.root.xpath(".//*[@aria-current='page']")]

    def region(self, label):
        """The part that assistive technology announces by this name, or None."""
        named = ".//*[@aria-label=$label or @aria-labelledby=//*[normalize-space()=$label]/@id]"
        found = self.root.xpath(named, label=label)
        return Document(found[0]) if found else None

    def linked(self, relation):
        """The addresses that stand in this relation to the page (`prev`, `next`, `canonical`)."""
        return self.root.xpath(".//*[@rel=$relation]/@href", relation=relation)

    def described(self, term):
        """What a list of terms says of this one."""
        found = self.root.xpath(".//dt[normalize-space()=$term]/following-sibling::dd[1]", term=term)
        return [Document(each).text for each in found]
