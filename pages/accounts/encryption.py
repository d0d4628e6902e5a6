"""Secrets of people who sign in, as only this site can read them: what a stolen dump must not give away.

The key is derived from each of `MESSAGE_KEYS` for this one use (HKDF, RFC 5869): it opens no message and no
key of messages opens it. The first encrypts, all of them decrypt. What lies in the database is bound to its place, so
that whoever writes there cannot put the secret of one person under the name of another.
"""

from base64 import urlsafe_b64decode
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from pages.values.sealing import UnreadableError, seal, unseal


@lru_cache
def _derive(key: str, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"accounts:{use}".encode()).derive(
        urlsafe_b64decode(key)
    )


def derived_keys(use: str) -> list[bytes]:
    """A key of 32 bytes for this use from each of `MESSAGE_KEYS`, the newest first."""
    return [_derive(key, use) for key in settings.MESSAGE_KEYS]


def encrypt(text: str, use: str, *place: object) -> str:
    """The text as it can be read for this use and in this place (table, row, person) alone."""
    return seal(derived_keys(use)[0], text.encode(), *place)


def decrypt(sealed: str, use: str, *place: object) -> str:
    """The text behind it; `UnreadableError` if none of the keys made it for this use and this place."""
    for key in derived_keys(use):
        try:
            return unseal(key, sealed, *place).decode()
        except UnreadableError:
            continue
    raise UnreadableError
