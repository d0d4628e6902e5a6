"""Why a message looks like spam and is quarantined for staff to look at. Nothing here refuses or deletes one."""

import hmac
import re
import unicodedata
from time import time
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest

from pages.contact import encryption
from pages.contact.models import Message

TOO_FAST_SECONDS = 3
MAX_LINKS = 2
REMEMBERED_SECONDS = 6 * 60 * 60
LINK = re.compile(r"(?:https?://|www\.)[^\s]*", re.IGNORECASE)
# Of the languages of the country, its neighbours and those who pass through it, Persian and Pashto among them.
ALPHABETS = ("LATIN", "CYRILLIC", "ARABIC")
# Words that sell something. No word of debts, work, travel or love: that is what people in need write of.
COMMERCE = re.compile(
    r"\b(viagra|cialis|casino|backlinks?|seo (?:services?|agency|audit)|guest posts?|forex|1xbet"
    r"|казино|продвижени[ея] сайт|раскрутк[аи] сайт|ставки на спорт)",
    re.IGNORECASE,
)


def quarantine_reasons(text: str, age: float, trap: str | None) -> list[Message.Reason]:
    """Why a message that was sent `age` seconds after its form was shown should be looked at first."""
    found = {
        Message.Reason.TRAP: bool(trap),
        Message.Reason.FAST: age < TOO_FAST_SECONDS,
        Message.Reason.LINKS: len(LINK.findall(text)) > MAX_LINKS,
        Message.Reason.COMMERCE: bool(COMMERCE.search(text)),
        Message.Reason.REPEATED: _was_sent_before(text),
    }
    reasons = [reason for reason, is_so in found.items() if is_so]
    # An alphabet alone says nothing: whoever is far from home writes as they can.
    if (reasons or LINK.search(text)) and _is_in_another_alphabet(text):
        reasons.append(Message.Reason.ALPHABET)
    return reasons


def comes_from_another_site(request: HttpRequest) -> bool:
    """Whether the form was sent by a page of another site, as far as the browser says. Ours says `Origin: null`."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.get_host()


def _is_in_another_alphabet(text: str) -> bool:
    letters = [letter for letter in LINK.sub("", text) if letter.isalpha()]
    ours = sum(unicodedata.name(letter, "").startswith(ALPHABETS) for letter in letters)
    return ours < len(letters) / 2


def _was_sent_before(text: str) -> bool:
    """Whether the same text came in these hours or the six before; only its fingerprint is remembered.

    All that is remembered is forgotten at set times, so that no remaining time tells when something was sent.
    """
    normalized = " ".join(text.casefold().split()).encode("utf-8", "replace")
    digest = hmac.new(encryption.derived_keys(encryption.Use.WORDS)[0], normalized, "sha256").hexdigest()
    period = int(time() / REMEMBERED_SECONDS)
    names = [f"messages:text:{number}:{digest}" for number in (period, period - 1)]
    seen = cache.get_many(names)
    cache.set(names[0], 1, (period + 2) * REMEMBERED_SECONDS - time())
    return bool(seen)
