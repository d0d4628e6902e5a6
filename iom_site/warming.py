"""Asks for every public address once, as the browsers of readers would, so that the proxy has it when the site rests.

From the list of all pages and what stands beside the pages it follows links within the site, with no parameter but
the number of a page: what readers can reach by reading. Search is left alone, since nobody keeps it.
"""

import gzip
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urljoin, urlsplit

import brotli
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from iom_site import sitemaps
from iom_site.delivery import NO_PAGES
from pages.values.lite import plain_path
from pages.values.visibility import readable

SECONDS = 30
BESIDE = ("", "help.txt", "robots.txt", "sitemap.xml", "favicon.ico")
BESIDE_IN_A_LANGUAGE = ("", "help.txt", "all-pages/", "card/", "leave/", "calendar/", "calendar/today.svg")
LINK = re.compile(r"""(?:href|src)="([^"]+)"|url\(["']?([^"')]+)""")
FOLLOWED = re.compile(r"page=\d+")
# Words are kept nowhere, and a hundred years of the calendar help nobody.
LEFT_ALONE = re.compile(r"/search|/calendar/\d")
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
# All that the proxy keeps an answer apart for: what a browser unpacks, and whether it saves data (every second one).
VISITORS = [
    {"Accept-Encoding": coding, **saving} for coding in ("gzip, br", "gzip") for saving in ({}, {"Save-Data": "on"})
]


@dataclass
class Warmed:
    """What came of it; `failed` holds what was answered by 5xx or not at all."""

    asked: int = 0
    addresses: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)


class Through(HTTPConnection):
    """To the site by its own name, although perhaps at another address."""

    def __init__(self, address: str, *, any_certificate: bool) -> None:
        own, at = urlsplit(settings.SITE_URL), urlsplit(address or settings.SITE_URL)
        super().__init__(own.hostname or "", timeout=SECONDS)
        self.is_secure, self.any_certificate = at.scheme == "https", any_certificate
        self.host_header = own.netloc
        self.at = (at.hostname or "", at.port or (443 if self.is_secure else 80))

    def connect(self) -> None:
        self.sock = socket.create_connection(self.at, timeout=SECONDS)
        if self.is_secure:
            context = ssl.create_default_context()
            if self.any_certificate:
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def ask(self, path: str, headers: dict[str, str]) -> tuple[int, str, str]:
        """`(status, where it leads, text)`; the text is empty where it is none."""
        # Behind no proxy the site would lead from http to https.
        more = {"Host": self.host_header, "X-Forwarded-Proto": urlsplit(settings.SITE_URL).scheme, **headers}
        self.request("GET", path, headers=more)
        answer = self.getresponse()
        body = answer.read()
        if not answer.headers.get("Content-Type", "").startswith(("text/html", "text/css")):
            return answer.status, answer.headers.get("Location", ""), ""
        unpack = UNPACK.get(answer.headers.get("Content-Encoding", ""), bytes)
        return answer.status, answer.headers.get("Location", ""), unpack(body).decode(errors="replace")


def first_addresses() -> list[str]:
    """Where to begin: what stands beside the pages, and every page that anybody may read."""
    codes = [code for code, _name in settings.LANGUAGES]
    beside = [f"/{each}" for each in BESIDE] + [f"/{code}/{each}" for code in codes for each in BESIDE_IN_A_LANGUAGE]
    beside += [reverse("sitemap_part", args=[name]) for name in sitemaps.parts()]
    pages = readable(Page.objects.all()).filter(depth__gt=1).order_by("path")
    return [*beside, *(urlsplit(page.url).path for page in pages.iterator() if page.url)]


def warm(connection: Through) -> Iterator[tuple[Warmed, int]]:
    """Asks one address after the other; gives what came of it so far, and how many are known to be left."""
    waiting, warmed = list(dict.fromkeys(first_addresses())), Warmed()
    known = set(waiting)
    while waiting:
        path = waiting.pop(0)
        for link in _asked_by_all(connection, path, warmed):
            if link not in known:
                known.add(link)
                waiting.append(link)
        yield warmed, len(waiting)


def _asked_by_all(connection: Through, path: str, warmed: Warmed) -> list[str]:
    links: list[str] = []
    warmed.addresses.add(path)
    languages = [code for code, _name in settings.LANGUAGES] if path.count("/") == 1 else [settings.LANGUAGE_CODE]
    is_lite = plain_path(path) != path  # the same whoever saves data
    for visitor in VISITORS[::2] if is_lite else VISITORS:
        for language in languages:
            warmed.asked += 1
            try:
                status, leads_to, text = connection.ask(path, {**visitor, "Accept-Language": language})
            except (OSError, HTTPException) as error:
                connection.close()
                warmed.failed.append(f"{path} ({error or type(error).__name__})")
                return links
            if status >= 500:
                warmed.failed.append(f"{path} ({status})")
                return links
            if not links:
                links = list(_links(path, [leads_to, *(a or b for a, b in LINK.findall(text))]))
    return links


def _links(path: str, found: list[str]) -> Iterator[str]:
    own = urlsplit(settings.SITE_URL)
    no_pages = tuple(each for each in NO_PAGES if each != "/static/")
    for link in filter(None, found):
        target = urlsplit(urljoin(settings.SITE_URL + path, unescape(link)))
        is_own = (target.scheme, target.netloc) == (own.scheme, own.netloc)
        if not is_own or target.path.startswith(no_pages) or (target.query and not FOLLOWED.fullmatch(target.query)):
            continue
        if not LEFT_ALONE.search(target.path):
            yield target.path + (f"?{target.query}" if target.query else "")
