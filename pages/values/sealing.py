"""Content that only one key opens, and only in the place for which it was sealed.

AES-GCM with associated data: whoever can write to the database can destroy what is sealed, not have it opened in
another row, field or use. See docs/decisions/31-messages-at-rest.md.
"""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class UnreadableError(Exception):
    """None of the keys opens it, it is damaged, or it was sealed for another place."""


def seal(key: bytes, content: bytes, *context: object) -> str:
    """The content as only this key (32 bytes) opens it, and only with the same context."""
    nonce = os.urandom(NONCE_BYTES)
    data = nonce + AESGCM(key).encrypt(nonce, content, _associated(context))
    return urlsafe_b64encode(data).decode().rstrip("=")


def unseal(key: bytes, sealed: str, *context: object) -> bytes:
    """The content again, or `UnreadableError`."""
    try:
        data = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], _associated(context))
    except (InvalidTag, ValueError):
        raise UnreadableError from None


def _associated(context: tuple[object, ...]) -> bytes:
    return json.dumps([str(each) for each in context]).encode()
