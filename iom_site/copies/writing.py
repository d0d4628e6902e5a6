"""The files of a copy, from what the site answered: a folder for a web server, or one language to carry along."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from iom_site.copies.addresses import address_of, file_of, links_of, relative, rewritten
from iom_site.copies.search_index import search_index
from iom_site.copies.walk import HTML, START, Walk, index_address
from pages.site.context import published_languages, site_context_for
from pages.values.styles import inline_sheet

SOURCE = re.compile(r"<source\b[^>]*>\s*")
IMAGE = re.compile(r"<img\b[^>]*>")
SRCSET = re.compile(r'\ssrcset="(\S+)[^"]*"')
# What a page to carry along leaves to the site: files that are large, and what only programs read.
NOT_CARRIED = re.compile(r"/documents/|/copies/|.*\.(?:csv|json|xml)(?:\?|$)")

Files = dict[str, str]  # the place in the copy of each address


def whole_site(walked: Walk) -> Iterator[tuple[str, bytes]]:
    """Each file of a copy of everything: `(place, content)`."""
    files = {address: file_of(address) for address in walked.kept}
    languages = published_languages()
    files |= {index_address(code): file_of(index_address(code)) for code in languages}
    for code in languages:
        yield files[index_address(code)], search_index(walked, code, files).encode()
    yield "index.html", _first_page(walked, files, languages)
    yield from _written(walked, files)


def one_language(walked: Walk, language: str) -> Iterator[tuple[str, bytes]]:
    """Each file of a small copy of one language, which begins with `index.html`: `(place, content)`."""
    files = {address: file_of(address) for address in walked.pages(language) if not NOT_CARRIED.match(address)}
    files[f"/{language}/{START}"] = "index.html"
    for address in list(files):
        files |= _named(walked, address, with_small_pictures(walked.text(address)), HTML)
    files[index_address(language)] = "search-index.js"
    yield files[index_address(language)], search_index(walked, language, files).encode()
    yield from _written(walked, files, with_small_pictures)


def with_small_pictures(html: str) -> str:
    """Each picture in its smallest size, which every browser can show."""

    def small(match: re.Match[str]) -> str:
        smallest = SRCSET.search(match[0])
        tag = SRCSET.sub("", match[0])
        return re.sub(r'(?<=\s)src="[^"]*"', f'src="{smallest[1]}"', tag) if smallest else tag

    return IMAGE.sub(small, SOURCE.sub("", html))


def _named(walked: Walk, at: str, text: str, kind: str) -> Files:
    """What a page of a language shows but does not lead to: style sheets, scripts, pictures, what these name."""
    files: Files = {}
    for link in links_of(text, kind):
        address = address_of(link, at, walked.origins)
        address = walked.end_of(address) if address else ""
        kept = walked.kept.get(address)
        if not kept or kept.kind == HTML or address in files or NOT_CARRIED.match(address):
            continue
        files[address] = file_of(address)
        if kept.kind == "text/css":
            files |= _named(walked, address, walked.text(address), kept.kind)
    return files


def _written(walked: Walk, files: Files, prepare=str) -> Iterator[tuple[str, bytes]]:
    for address, place in files.items():
        kept = walked.kept.get(address)
        if kept and kept.kind == HTML:
            yield place, _page(walked, address, prepare(walked.text(address)), files)
        elif kept:
            yield place, kept.body.read_bytes()


def _page(walked: Walk, address: str, html: str, files: Files) -> bytes:
    return rewritten(html, lambda link: _link(walked, link, address, files)).encode()


def _link(walked: Walk, link: str, at: str, files: Files) -> str:
    """To the file of this copy; to the site itself, where the copy has none; anything else as it was."""
    if link.startswith("#") or not (address := address_of(link, at, walked.origins)):
        return link if urlsplit(link).scheme or link.startswith(("#", "//")) else settings.SITE_URL + link
    target = walked.end_of(address)
    target = target if target in files else walked.end_of(target.partition("?")[0])
    fragment = f"#{part}" if (part := urlsplit(link).fragment) else ""
    if target in files:
        return relative(files[target], files[at]) + fragment
    away = urlsplit(link)
    return settings.SITE_URL + away.path + (f"?{away.query}" if away.query else "") + fragment


def _first_page(walked: Walk, files: Files, languages: list[str]) -> bytes:
    """Where somebody comes who asks for no language: the languages, each in its own words."""
    choices = [{"code": code, "site": site_context_for(code), "url": f"/{code}/"} for code in languages]
    context = {"choices": choices, "copied_on": walked.made_on, "styles": inline_sheet("help").element}
    html = render_to_string("copies/languages.html", context)
    return _page(walked, "/", html, {**files, "/": "index.html"})
