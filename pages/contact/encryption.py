"""Text that only this site can read, and only in the place where it was written.

AES-GCM with associated data: table, row, field and kind belong to every ciphertext, so that whoever can write to the
database cannot have the words of one row decrypted in another. Each message has a data key of its own, which is stored
wrapped (`pages.contact.models.MessageKey`) and goes with it. What MESSAGE_KEYS hold encrypts nothing itself: each use
has a key of its own, derived by HKDF (RFC 5869). See docs/decisions/31-messages-at-rest.md.
"""

import os
from base64 import urlsafe_b64decode
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.functional import Promise

from pages.values.sealing import UnreadableError, seal, unseal

VERSION = "1"
KEY_BYTES, ID_BYTES = 32, 4
STEP = 1024  # bytes: a length tells no more than the next of these


class Use(StrEnum):
    """What a key is derived for."""

    KEY_ID = "key id"
    DATA_KEYS = "data keys"
    REFERENCES = "references"
    FORM_TOKENS = "form tokens"
    WORDS = "words"
    NOTICES = "notices"


@lru_cache
def derive(key: str, use: Use) -> bytes:
    """The key for one use that follows from one of MESSAGE_KEYS."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"pages.contact {use}".encode()).derive(urlsafe_b64decode(key))


def derived_keys(use: Use) -> list[bytes]:
    """The keys for one use, the newest first."""
    return [derive(key, use) for key in settings.MESSAGE_KEYS]


def key_id(key: str) -> str:
    """By which a key is recognised and nothing else is learnt of it."""
    return derive(key, Use.KEY_ID)[:ID_BYTES].hex()


def new_data_key() -> bytes:
    return os.urandom(KEY_BYTES)


def encrypt_text(data_key: bytes, text: str, *context: object) -> str:
    """A text under the data key of its message, with the version of the format in front and its length hidden."""
    content = text.encode() + b"\x01"
    padded = content.ljust(-(-len(content) // STEP) * STEP, b"\x00")
    return f"{VERSION}.{seal(data_key, padded, VERSION, *context)}"


def decrypt_text(data_key: bytes, encrypted: str, *context: object) -> str:
    """The text again, or `UnreadableError`."""
    version, _dot, sealed = encrypted.partition(".")
    if version != VERSION:
        raise UnreadableError
    return unseal(data_key, sealed, version, *context).rstrip(b"\x00")[:-1].decode()


def wrap(data_key: bytes, *context: object) -> str:
    """A data key as it is stored: under the newest key, with the version of the format and the key's id in front."""
    key = settings.MESSAGE_KEYS[0]
    sealed = seal(derive(key, Use.DATA_KEYS), data_key, VERSION, key_id(key), *context)
    return f"{VERSION}.{key_id(key)}.{sealed}"


def unwrap(wrapped: str, *context: object) -> bytes:
    """The data key again, or `UnreadableError`."""
    for key in settings.MESSAGE_KEYS:
        start = f"{VERSION}.{key_id(key)}."
        if wrapped.startswith(start):
            sealed = wrapped.removeprefix(start)
            return unseal(derive(key, Use.DATA_KEYS), sealed, VERSION, key_id(key), *context)
    raise UnreadableError


class HasDataKey(Protocol):
    """What encrypted texts ask of their model: under which key and in which place they stand."""

    @property
    def data_key(self) -> bytes: ...

    @property
    def encryption_context(self) -> tuple[object, ...]: ...


class EncryptedText(property):
    """A text of a model that is stored encrypted in a field of its own: `text = EncryptedText("encrypted_text", …)`.

    It is a property, so Django takes it in `create(text=…)`, while dumps, fixtures and queries meet the stored field
    only. The model says by `data_key` under which key and by `encryption_context` in which place it stands.
    """

    def __init__(self, stored_in: str, label: str | Promise) -> None:
        self.stored_in, self.short_description = stored_in, label
        super().__init__(self._decrypt, self._encrypt)

    if TYPE_CHECKING:  # what any other property gives is unknown to mypy; this one gives text

        def __get__(self, instance: Any, owner: Any = None, /) -> str: ...  # type: ignore[override]  # never of the class

        def __set__(self, instance: Any, value: str, /) -> None: ...

    def _decrypt(self, instance: HasDataKey) -> str:
        encrypted = getattr(instance, self.stored_in)
        return decrypt_text(instance.data_key, encrypted, *instance.encryption_context, self.stored_in)

    def _encrypt(self, instance: HasDataKey, text: str) -> None:
        encrypted = encrypt_text(instance.data_key, text, *instance.encryption_context, self.stored_in)
        setattr(instance, self.stored_in, encrypted)


class EncryptedModel:
    """What models with encrypted texts have in common; `ENCRYPTED` names the texts."""

    ENCRYPTED: tuple[str, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether all its texts open. What does not is told to people and never stops a page."""
        try:
            return all(getattr(self, name) is not None for name in self.ENCRYPTED)
        except UnreadableError:
            return False
