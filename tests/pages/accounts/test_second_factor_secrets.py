"""The secret of a second factor: unreadable in the database, bound to its row, and outliving a change of keys."""

import json

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from tests.pages.accounts.people import (
    SECRET,
    Authenticator,
    code_now,
    give_second_factor,
    is_signed_in,
    person,
    sign_in,
)


def test_secrets_are_not_readable_in_the_database(db):
    user = person("sample")
    codes = give_second_factor(user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = json.dumps(cursor.fetchall(), default=str)

    assert SECRET not in stored
    assert "secret" in stored and "seed" in stored
    assert not any(code in stored for code in codes)


def enter(code):
    client = Client()
    sign_in(client, "sample")
    client.post("/accounts/second-factor/authenticate/", {"code": code})
    return is_signed_in(client)


def test_second_factor_outlives_a_change_of_keys(db, settings, capsys):
    give_second_factor(person("sample", "Moderators"))
    new, old = "A" * 43 + "=", settings.MESSAGE_KEYS
    settings.MESSAGE_KEYS = [new, *old]
    call_command("rotate_account_keys")
    settings.MESSAGE_KEYS = [new]

    assert enter(code_now())


def test_secret_whose_key_is_gone_fits_no_code(db, settings):
    give_second_factor(person("sample", "Moderators"))
    settings.MESSAGE_KEYS = ["A" * 43 + "="]
    empty = code_now("")

    assert not enter(code_now())
    assert not enter(empty)
    with pytest.raises(CommandError, match="sample"):
        call_command("rotate_account_keys")


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES])
def test_secret_written_into_the_row_of_another_lets_nobody_in(db, kind):
    codes = give_second_factor(person("lender"))
    mine, theirs = person("sample"), Authenticator.objects.get(user__username="lender", type=kind)
    TOTP.activate(mine, "KRSXG5CTMVRXEZLU"), RecoveryCodes.activate(mine)

    Authenticator.objects.filter(user=mine, type=kind).update(data=theirs.data)
    assert not enter(code_now() if kind == Authenticator.Type.TOTP else codes[0])

    Authenticator.objects.filter(user=mine, type=kind).delete()
    Authenticator.objects.filter(pk=theirs.pk).update(user=mine)
    assert not enter(code_now() if kind == Authenticator.Type.TOTP else codes[0])
