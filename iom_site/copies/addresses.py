"""Which file of a copy an address of the site is, and how pages name each other there: relatively."""

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from django.conf import settings

from iom_site.delivery import KNOWN_PARAMETERS
from iom_site.sign_in import PATHS_OF_STAFF
from pages.site.context import site_context_for

TAG = re.compile(r"<(?:a|area|audio|image|img|link|script|source|use|video)\s[^>]*>")
ATTRIBUTE = re.compile(r'(?<=\s)(href|src|srcset|poster)="([^"]*)"')
URL_OF_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)""")
# What leads to the site itself stays so: the address of which a page is a copy, and whatever says that it leads away.
LEADS_AWAY = ('rel="canonical"', 'rel="external"')
NOT_COPIED = (*PATHS_OF_STAFF, "/api/", "/sitemap", "/robots.txt", "/.well-known/")
LONGEST_NAME = 200  # bytes of a file name, as every disk takes it

Rewrite = Callable[[str], str]


def own_origins() -> set[str]:
    """How the site calls itself in full addresses."""
    return {settings.SITE_URL, site_context_for(settings.LANGUAGE_CODE).root_url}


def address_of(link: str, at: str, origins: set[str]) -> str | None:
    """The address of the site to which a link on the page `at` leads, without its fragment; None if it leads away.

    Of the choices of a list one at a time is kept, with the number of the page: all together are without end.
    """
    target = urlsplit(urljoin(settings.SITE_URL + at, link))
    if settings.MEDIA_DOMAIN and target.netloc == settings.MEDIA_DOMAIN:
        return f"/media{target.path}"
    if f"{target.scheme}://{target.netloc}" not in origins or target.path.startswith(NOT_COPIED):
        return None
    return (target.path or "/") + _followed(target.query)


def _followed(query: str) -> str:
    asked = dict(parse_qsl(query))
    is_list = KNOWN_PARAMETERS.issuperset(asked) and asked.get("page", "1").isdecimal()
    if not asked or not is_list or "sort" in asked or len(asked.keys() - {"page"}) > 1:
        return ""
    return "?" + urlencode(sorted(asked.items()))


def file_of(address: str) -> str:
    """The place of an address in a copy, from its root: `/en/news/?page=2` is `en/news/index-page-2.html`."""
    path, _mark, query = address.partition("?")
    folder, name = posixpath.split(unquote(path).lstrip("/"))
    stem, ending = posixpath.splitext(name or "index.html")
    choices = [re.sub(r"[^\w.]+", "_", part) for pair in parse_qsl(query) for part in pair]
    name = "-".join([stem, *choices]).encode()[:LONGEST_NAME].decode(errors="ignore") + ending
    place = posixpath.join(folder, name)
    if place != posixpath.normpath(place) or place.startswith(".."):
        raise ValueError(f"{address} is not written in its plainest form.")
    return place


def links_of(text: str, kind: str) -> list[str]:
    """All that a page or a style sheet names, in whatever writing."""
    if kind == "text/css":
        return URL_OF_STYLE.findall(text)
    found: list[str] = []
    for tag in TAG.findall(text):
        if not tag_leads_away(tag):
            rewritten(tag, lambda link: found.append(link) or link)  # type: ignore[func-returns-value]
    return found


def rewritten(html: str, rewrite: Rewrite) -> str:
    """The page with each link as `rewrite` says it, but those that lead away."""

    def attribute(match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2])
        if name == "srcset":
            parts = [each.split(maxsplit=1) for each in value.split(",")]
            value = ", ".join(" ".join([rewrite(link), *width]) for link, *width in parts)
        else:
            value = rewrite(value)
        return f'{name}="{escape(value)}"'

    def tag(match: re.Match[str]) -> str:
        return match[0] if tag_leads_away(match[0]) else ATTRIBUTE.sub(attribute, match[0])

    return TAG.sub(tag, html)


def tag_leads_away(tag: str) -> bool:
    """Whether a tag says of itself that it leads out of a copy."""
    return any(each in tag for each in LEADS_AWAY)


def relative(file: str, here: str) -> str:
    """How the file `here` names another one of the same copy."""
    return quote(posixpath.relpath(file, posixpath.dirname(here) or "."))
