"""What the files of a copy name, read by a parser that knows nothing of how they were written."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

NAMING = ("href", "src", "srcset", "action", "poster", "data")


class _Names(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name in NAMING and value is not None:
                links = [each.split()[0] for each in value.split(",")] if name == "srcset" else [value]
                self.found += [(tag, dict(attrs).get("rel", ""), link) for link in links]


def read(file):
    """The names of all tags of a page, and `(tag, rel, link)` of all that it names."""
    parser = _Names()
    parser.feed(file.read_text(encoding="utf-8"))
    return parser.tags, parser.found


def dead_links(root):
    """What a page of the folder names although it is not there, in this folder, in this writing."""
    return [
        f"{file.relative_to(root)}: {link}"
        for file in root.rglob("*.html")
        for _tag, _rel, link in read(file)[1]
        if not (parts := urlsplit(link)).scheme
        and not (file.parent / unquote(parts.path) if parts.path else file).resolve().is_file()
    ]


def fetched_from_elsewhere(root):
    """What a browser would ask for by itself at another place than the folder."""
    return [
        f"{file.relative_to(root)}: {link}"
        for file in root.rglob("*.html")
        for tag, rel, link in read(file)[1]
        if (urlsplit(link).scheme or link.startswith("/"))
        and tag != "a"
        and not (tag == "link" and rel in ("canonical", "alternate"))
    ]
