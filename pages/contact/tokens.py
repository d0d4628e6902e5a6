"""What stands for a message outside the office: the token in its form, and its reference.

A form carries a token instead of a cookie. Its nonce and the words sent decide the reference of the message: the same
words sent twice make one message, other words another one, and nobody learns a reference from a token. The token is
encrypted: nothing in it, not even when the form was opened, can be read by whoever finds it. The reference is stored
nowhere: the database knows only its fingerprint.
"""

import hmac
import json
import secrets
from time import time

from pages.contact import encryption
from pages.contact.encryption import Use
from pages.values.sealing import UnreadableError, seal, unseal

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 12, 4
CYRILLIC_LOOKALIKES = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


def issue(kind: str, age: float = 0) -> str:
    """A token for a form of this kind that was shown so many seconds ago: now."""
    content = f"{secrets.token_urlsafe(16)}.{int(time() - age)}"
    return seal(encryption.derived_keys(Use.FORM_TOKENS)[0], content.encode(), "form", kind)


def verify(token: str, kind: str) -> tuple[str, float] | None:
    """The nonce of a token and its age in seconds; `None` if it is not ours or of another form.

    No token grows too old: a tab that was opened again after weeks sends its words like any other.
    """
    for key in encryption.derived_keys(Use.FORM_TOKENS):
        try:
            nonce, issued_at = unseal(key, token, "form", kind).decode().split(".")
        except UnreadableError:
            continue
        return nonce, time() - int(issued_at)
    return None


def references_for(nonce: str, *values: str) -> list[str]:
    """The references that follow from a nonce and the values sent, by the newest key first.

    The first is that of a new message. By the others a form is recognised that was sent before a key was changed.
    """
    sent = json.dumps([nonce, *values]).encode()
    return [_reference(hmac.digest(key, b"reference" + sent, "sha256")) for key in _keys()]


def _reference(digest: bytes) -> str:
    """As people write it down: three groups of four letters."""
    number, letters = int.from_bytes(digest, "big"), ""
    for _position in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters += ALPHABET[index]
    return _grouped(letters)


def normalize_reference(text: str) -> str:
    """The reference that somebody meant: any spaces, small letters, a Cyrillic keyboard. Empty if it is none."""
    letters = [letter for letter in text.upper().translate(CYRILLIC_LOOKALIKES) if letter.isalnum()]
    if len(letters) != LENGTH or set(letters) - set(ALPHABET):
        return ""
    return _grouped("".join(letters))


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def fingerprints(reference: str) -> list[str]:
    """What the database may know of a reference: under each key, the newest first."""
    return [hmac.new(key, b"fingerprint" + reference.encode(), "sha256").hexdigest() for key in _keys()]


def _keys() -> list[bytes]:
    return encryption.derived_keys(Use.REFERENCES)
