"""Secrets of second factors, each bound to its person: whoever writes to the database cannot lend one to another.

allauth hands a secret to its adapter without saying whose it is. So a new one is bound when its row is saved, and what
comes from the database is a `PlacedSecret`, which knows in whose row it stands.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init, pre_save

from pages.accounts.encryption import decrypt, encrypt

USE = "second-factor"
NEW = "new."  # stands before a secret that has no row yet
FIELDS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class PlacedSecret(str):
    """The ciphertext of a secret that stands in the row of somebody."""

    __slots__ = ("place",)
    place: tuple[object, ...]


def connect() -> None:
    """Begin to bind, once the models are there."""
    pre_save.connect(_bind, sender=Authenticator)
    post_init.connect(_place, sender=Authenticator)


def new(text: str) -> str:
    """A secret for a row that is about to be saved."""
    return NEW + encrypt(text, USE, NEW)


def text_of(secret: str) -> str:
    """The secret itself; `UnreadableError` if its key is gone or it was made for another person."""
    if isinstance(secret, PlacedSecret):
        return decrypt(secret, USE, *secret.place)
    return decrypt(secret.removeprefix(NEW), USE, NEW)


def _place(instance: Authenticator, **kwargs: Any) -> None:
    """Let what was read from a row know where it stood."""
    name = FIELDS.get(instance.type)
    if name and instance.pk and name in instance.data:
        instance.data[name] = _placed(instance.data[name], instance)


def _bind(instance: Authenticator, raw: bool = False, **kwargs: Any) -> None:
    name = FIELDS.get(instance.type)
    secret = instance.data.get(name) if name and not raw else None
    if name and secret and not isinstance(secret, PlacedSecret):
        instance.data[name] = _placed(encrypt(text_of(secret), USE, *_place_of(instance)), instance)


def _placed(secret: str, instance: Authenticator) -> PlacedSecret:
    placed = PlacedSecret(secret)
    placed.place = _place_of(instance)
    return placed


def _place_of(instance: Authenticator) -> tuple[object, ...]:
    """A person has one of each kind. The row may not have a number yet."""
    return Authenticator._meta.db_table, instance.type, instance.user_id
