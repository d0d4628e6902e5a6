"""Secrets of people who sign in, as only this site can read them: what a stolen dump must not give away.

The key is derived from each of `MESSAGE_KEYS` for this one use (HKDF, RFC 5869): it opens no message and no
key of messages opens it. The first encrypts, all of them decrypt.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

__all__ = ["InvalidToken", "decrypt", "derived_keys", "encrypt"]


@lru_cache
def _derive(key: str, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"accounts:{use}".encode()).derive(
        urlsafe_b64decode(key)
    )


def derived_keys(use: str) -> list[bytes]:
    """A key of 32 bytes for this use from each of `MESSAGE_KEYS`, the newest first."""
    return [_derive(key, use) for key in settings.MESSAGE_KEYS]


def _fernet(use: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived_keys(use)])


def encrypt(text: str, use: str) -> str:
    """The text for the database; what was encrypted for one use cannot be read for another."""
    return _fernet(use).encrypt(text.encode()).decode()


def decrypt(token: str, use: str) -> str:
    """The text behind it; `InvalidToken` if none of the keys made it for this use."""
    return _fernet(use).decrypt(token.encode()).decode()
