"""The words of the pages of a copy as a script, which its start page searches (`static/js/copy.js`)."""

import json
import re
from html import unescape

from iom_site.copies.walk import START, Walk

MOST_LETTERS = 1_500_000  # of all pages together: what an old telephone can still hold
LEAST_OF_A_PAGE = 300
MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
NO_WORDS = re.compile(r"<(nav|script|style|svg|aside)\b.*?</\1>", re.DOTALL)
HEAD = "self.copyOfSite={root:document.currentScript.src.replace(/[^/]*$/,''),pages:"


def search_index(walked: Walk, language: str, files: dict[str, str]) -> str:
    """A list of `[title, file, words]` of what can be read, without other views of the same list."""
    pages = [address for address in walked.pages(language) if address in files and _is_searched(address, language)]
    most = max(LEAST_OF_A_PAGE, MOST_LETTERS // max(len(pages), 1))
    entries = []
    for address in pages:
        main = NO_WORDS.sub(" ", next(iter(MAIN.findall(walked.text(address))), ""))
        title, words = _words(next(iter(HEADING.findall(main)), "")), _words(HEADING.sub(" ", main, count=1))
        if title:
            entries.append([title, files[address], words[:most]])
    return f"{HEAD}{json.dumps(entries, ensure_ascii=False, separators=(',', ':'))}}};\n"


def _is_searched(address: str, language: str) -> bool:
    return "?" not in address and not address.startswith((f"/{language}/{START}", f"/{language}/calendar/"))


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\xad", "").split())
