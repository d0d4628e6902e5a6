"""What the tests of signing in have in common: people, sign-in, codes."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.test import Client

from pages.accounts.models import AuditLogEntry, User

PASSWORD = "a long password of tests"
SECRET = "JBSWY3DPEHPK3PXP"


def person(name, role=None, **fields):
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def sign_in(client, name, password=PASSWORD, network="10.1.1.1", **more):
    return client.post("/accounts/login/", {"login": name, "password": password}, REMOTE_ADDR=network, **more)


def is_signed_in(client):
    return client.get("/accounts/session/").json()["signedIn"]


def give_second_factor(user):
    """An app and recovery codes; answers the codes."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).get_unused_codes()


def code_now(secret=SECRET, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def signed_in(name, network="10.1.1.1"):
    client = Client()
    sign_in(client, name, network=network)
    return client


def entries(action):
    return AuditLogEntry.objects.filter(action=action)


def link_in(text):
    """The path of the link by which somebody chooses a password."""
    return re.search(r"https?://[^/\s]+(/accounts/password/key/\S+?/)(?:\s|<|$)", text)[1]


__all__ = [
    "PASSWORD",
    "SECRET",
    "Authenticator",
    "code_now",
    "entries",
    "give_second_factor",
    "is_signed_in",
    "link_in",
]
