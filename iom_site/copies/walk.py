"""Every public address, asked for once: the pages, and all that they name. What comes back is kept as it is."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from iom_site.copies.addresses import address_of, links_of, own_origins
from iom_site.copies.asking import Answer, SiteInProcess
from iom_site.warming import first_addresses

HTML, READ_FOR_LINKS = "text/html", ("text/html", "text/css")
PICTURE_KIND = "image/*"
START = "all-pages/"  # below the language: the page that a copy begins with
REDIRECTS = (301, 302, 303, 307, 308)


class CopyError(Exception):
    """No copy can be made; why, in one sentence."""


@dataclass(frozen=True)
class Kept:
    """One answer of the site: its content type, and where its body lies."""

    kind: str
    body: Path


@dataclass
class Walk:
    """What was asked for. `leading` holds addresses that lead to others, `left` those that are not to be copied."""

    made_on: date
    store: Path
    kept: dict[str, Kept] = field(default_factory=dict)
    leading: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=own_origins)

    def text(self, address: str) -> str:
        """The words of a page or a style sheet, without the spaces that fill it up."""
        return self.kept[address].body.read_text(encoding="utf-8").rstrip() + "\n"

    def pages(self, language: str) -> list[str]:
        """The addresses of the pages of one language, in their order."""
        return sorted(
            address for address, kept in self.kept.items() if kept.kind == HTML and address.startswith(f"/{language}/")
        )

    def end_of(self, address: str) -> str:
        """Where an address leads in the end."""
        for _turn in range(5):
            address = self.leading.get(address, address)
        return address


def walk(made_on: date, store: Path) -> Iterator[tuple[Walk, int]]:
    """Asks one address after the other; gives what came of it so far, and how many are known to be left."""
    site, walked = SiteInProcess(made_on), Walk(made_on, store)
    languages = [code for code, _name in settings.LANGUAGES]
    walked.leading = {f"/{code}/search/": f"/{code}/{START}" for code in languages}
    waiting = deque(_first(walked))
    known = {*waiting, *walked.leading, *map(index_address, languages)}
    while waiting:
        address = waiting.popleft()
        for link in _ask(site, walked, address):
            found = address_of(link, address, walked.origins)
            if found and found not in known:
                known.add(found)
                waiting.append(found)
        yield walked, len(waiting)


def index_address(language: str) -> str:
    """Where a copy has the words of its pages; the site itself has nothing there."""
    return f"/search-index-{language}.js"


def _first(walked: Walk) -> list[str]:
    wanted = (address_of(each, "/", walked.origins) for each in first_addresses())
    return list(dict.fromkeys(each for each in wanted if each and each != "/" and each not in walked.leading))


def _ask(site: SiteInProcess, walked: Walk, address: str) -> list[str]:
    """Keeps the answer; the links in it."""
    answer = _picture(address) if address.startswith("/media/") and settings.MEDIA_DOMAIN else site.ask(address)
    if answer.status >= 500:
        raise CopyError(f"{address} was answered by {answer.status}.")
    if answer.status in REDIRECTS:
        if target := address_of(answer.leads_to, address, walked.origins):
            walked.leading[address] = target
        return [answer.leads_to]
    # A form that is still there asks for a password, or for something else that no copy can answer.
    if answer.status != 200 or (answer.kind == HTML and b"<form" in answer.body):
        walked.left.add(address)
        return []
    body = walked.store / str(len(walked.kept))
    body.write_bytes(answer.body)
    walked.kept[address] = Kept(answer.kind, body)
    return links_of(answer.body.decode(), answer.kind) if answer.kind in READ_FOR_LINKS else []


def _picture(address: str) -> Answer:
    """A drawn size that lies in a bucket, to which the site leads browsers."""
    try:
        with storages["renditions"].open(address.removeprefix("/media/")) as file:
            return Answer(200, PICTURE_KIND, "", file.read())
    except FileNotFoundError:
        return Answer(404, "", "", b"")
