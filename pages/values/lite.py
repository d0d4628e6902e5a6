"""The lite edition: every page of a language once more below `/lite`, light enough for a bad line.

A page is made there as it is everywhere, for its plain address; only what goes out is changed. So nothing that is kept
(menus, lists, teasers) can lead readers of one edition into the other.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings

PREFIX = "/lite"
_LANGUAGE = "|".join(code for code, _name in settings.LANGUAGES)
_IN_A_LANGUAGE = re.compile(rf"/(?:{_LANGUAGE})(?:/|$)")
# Files (feeds, calendars, data) have a dot in their names and are the same in both editions; a draft is for one person.
_PAGE = re.compile(rf"/(?:(?:{_LANGUAGE})(?:/(?!draft/)[^.]*)?)?")
_LINK = re.compile(r'(?<!data-full )((?:href|action)=")(/(?!/)[^"]*)')
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def plain_path(path: str) -> str:
    """The path of the same page in the full edition; a path that is not in the lite one stays as it is."""
    inside = path.removeprefix(PREFIX) or "/"
    return inside if path.startswith(PREFIX) and (inside == "/" or _IN_A_LANGUAGE.match(inside)) else path


def is_page(path: str) -> bool:
    """Whether a plain path is one of a page, which the lite edition has too."""
    return bool(_PAGE.fullmatch(path))


def lite_link(url: str, own_host: str = "") -> str:
    """A link as it stands in the lite edition; what leads to a file, a room of staff or another site stays."""
    target = urlsplit(url)
    if target.netloc not in ("", own_host) or not target.path or not is_page(target.path):
        return url
    return target._replace(path=PREFIX + target.path).geturl()


def lite_html(html: str) -> str:
    """A page for the lite edition: its links lead on within it, and nothing is drawn."""
    return _LINK.sub(lambda link: link[1] + lite_link(link[2]), _DRAWING.sub("", html))
