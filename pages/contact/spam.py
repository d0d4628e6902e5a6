"""Signs by which a message is held back for staff to look at. None of them refuses or deletes anything."""

import re
import unicodedata

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from pages.contact.models import Message

TOO_FAST_SECONDS = 3
MOST_LINKS = 2
REMEMBERED_SECONDS = 6 * 60 * 60
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# Words that sell something. No word of debts, work, travel or love: that is what people in need write of.
COMMERCE = re.compile(
    r"\b(viagra|cialis|casino|backlinks?|seo (?:services?|agency|audit)|guest posts?|forex|1xbet"
    r"|казино|продвижени[ея] сайт|раскрутк[аи] сайт|ставки на спорт)",
    re.IGNORECASE,
)


def reasons(text, age, trap):
    """Why a message that was sent `age` seconds after its form was shown should be looked at first."""
    found = {
        Message.Reason.TRAP: bool(trap),
        Message.Reason.FAST: age < TOO_FAST_SECONDS,
        Message.Reason.LINKS: len(LINK.findall(text)) > MOST_LINKS,
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
    """Whether the same words came in the last hours; only their fingerprint is remembered."""
    words = " ".join(text.casefold().split())
    key = "messages:text:" + salted_hmac("messages.text", words, algorithm="sha256").hexdigest()
    known = cache.get(key)
    cache.set(key, 1, REMEMBERED_SECONDS)
    return bool(known)
