"""Text that is encrypted in the database, with keys from the environment."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

__all__ = ["EncryptedTextField", "InvalidToken", "decrypt", "encrypt"]


@lru_cache
def _fernet(keys):
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text):
    """The text as only this site can read it."""
    return _fernet(tuple(settings.MESSAGE_KEYS)).encrypt(text.encode()).decode()


def decrypt(token, max_age=None):
    """The text behind it; `InvalidToken` if none of the keys made it, or if it is older than so many seconds."""
    return _fernet(tuple(settings.MESSAGE_KEYS)).decrypt(token.encode(), max_age).decode()


class EncryptedTextField(models.TextField):
    """Text that is encrypted on its way into the database and decrypted on its way out. It cannot be searched there."""

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value

    def get_prep_value(self, value):
        return encrypt(value) if value else value
