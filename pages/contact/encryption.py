"""Words that are encrypted in the database, with keys from the environment."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

__all__ = ["InvalidToken", "SecretField", "locked", "unlocked"]


@lru_cache
def _locks(keys):
    return MultiFernet([Fernet(key) for key in keys])


def locked(text):
    """The text as only this site can read it."""
    return _locks(tuple(settings.MESSAGE_KEYS)).encrypt(text.encode()).decode()


def unlocked(token, seconds=None):
    """The text behind it; `InvalidToken` if none of the keys made it, or if it is older than so many seconds."""
    return _locks(tuple(settings.MESSAGE_KEYS)).decrypt(token.encode(), seconds).decode()


class SecretField(models.TextField):
    """Text that is encrypted on its way into the database and decrypted on its way out. It cannot be searched there."""

    def from_db_value(self, value, expression, connection):
        return unlocked(value) if value else value

    def get_prep_value(self, value):
        return locked(value) if value else value
