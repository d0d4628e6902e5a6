"""Why a message looks like spam and is quarantined for staff to look at. Nothing here refuses or deletes one."""

import re
import unicodedata

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from pages.contact.models import Message

TOO_FAST_SECONDS = 3
MAX_LINKS = 2
REMEMBERED_SECONDS = 6 * 60 * 60
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# Words that sell something. No word of debts, work, travel or love: that is what people in need write of.
COMMERCE = re.compile(
    r"\b(viagra|cialis|casino|backlinks?|seo (?:services?|agency|audit)|guest posts?|forex|1xbet"
    r"|казино|продвижени[ея] сайт|раскрутк[аи] сайт|ставки на спорт)",
    re.IGNORECASE,
)


def quarantine_reasons(text, age, trap):
    """Why a message that was sent `age` seconds after its form was shown should be looked at first."""
    found = {
        Message.Reason.TRAP: bool(trap),
        Message.Reason.FAST: age < TOO_FAST_SECONDS,
        Message.Reason.LINKS: len(LINK.findall(text)) > MAX_LINKS,
        Message.Reason.COMMERCE: bool(COMMERCE.search(text)),
        Message.Reason.ALPHABET: _is_in_another_alphabet(text),
        Message.Reason.REPEATED: _was_sent_before(text),
    }
    return [reason for reason, is_so in found.items() if is_so]


def _is_in_another_alphabet(text):
    letters = [letter for letter in text if letter.isalpha()]
    ours = sum(unicodedata.name(letter, "").startswith(("LATIN", "CYRILLIC")) for letter in letters)
    return ours < len(letters) / 2


def _was_sent_before(text):
    """Whether the same text came in the last hours; only its fingerprint is remembered."""
    normalized = " ".join(text.casefold().split())
    key = "messages:text:" + salted_hmac("messages.text", normalized, algorithm="sha256").hexdigest()
    seen = cache.get(key)
    cache.set(key, 1, REMEMBERED_SECONDS)
    return bool(seen)
