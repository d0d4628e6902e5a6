"""What stands for a message outside the office: the token in its form, its reference, the address after sending.

A form carries a signed token instead of a cookie. Its nonce and the text sent decide the reference of the message:
the same text sent twice makes one message, and nobody learns a reference from a token. The reference itself is stored
nowhere: the database knows only its fingerprint.
"""

import hmac
import json
import secrets
from time import time

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from pages.contact.encryption import InvalidToken, decrypt, encrypt

VALID_SECONDS = 24 * 60 * 60
SENT_SECONDS = 30 * 60
SENT = "sent:"  # no message in the database begins so: its address could be used to decrypt it
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 12, 4
CYRILLIC_LOOKALIKES = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


def issue(kind, age=0):
    """A token for a form of this kind that was shown so many seconds ago: now."""
    return _signer(kind).sign(f"{secrets.token_urlsafe(16)}.{int(time() - age)}")


def verify(token, kind):
    """The nonce of a token and its age in seconds; `None` if it is not ours, of another form, or a day old."""
    try:
        nonce, issued_at = _signer(kind).unsign(token).split(".")
    except BadSignature:
        return None
    age = time() - int(issued_at)
    return (nonce, age) if age <= VALID_SECONDS else None


def _signer(kind):
    return Signer(salt=f"messages.{kind}")


def reference_for(nonce, *values):
    """The reference that follows from a nonce and the values sent, as people write it down: three groups of four."""
    sent = json.dumps([nonce, *values])
    number = int.from_bytes(salted_hmac("messages.reference", sent, algorithm="sha256").digest(), "big")
    letters = ""
    for _position in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters += ALPHABET[index]
    return _grouped(letters)


def normalize_reference(text):
    """The reference that somebody meant: any spaces, small letters, a Cyrillic keyboard. Empty if it is none."""
    letters = [letter for letter in text.upper().translate(CYRILLIC_LOOKALIKES) if letter.isalnum()]
    if len(letters) != LENGTH or set(letters) - set(ALPHABET):
        return ""
    return _grouped("".join(letters))


def _grouped(letters):
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def fingerprints(reference):
    """What the database may know of a reference: under each key, the newest first."""
    return [hmac.new(key.encode(), reference.encode(), "sha256").hexdigest() for key in settings.MESSAGE_KEYS]


def url_token_for(reference):
    """The reference, encrypted so that it can stand in the address of the page after sending."""
    return encrypt(SENT + reference).rstrip("=")


def reference_in(url_token):
    """The reference in such an address; empty if it is not ours or half an hour old."""
    try:
        text = decrypt(url_token + "=" * (-len(url_token) % 4), SENT_SECONDS)
    except InvalidToken:
        return ""
    return normalize_reference(text.removeprefix(SENT)) if text.startswith(SENT) else ""
