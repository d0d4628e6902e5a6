"""The second factor: who holds a password alone reaches nothing of the admin, if their account opens much."""

import re
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, get_resolver

from pages.accounts.models import User
from tests.pages.accounts.people import (
    Authenticator,
    code_now,
    entries,
    give_second_factor,
    is_signed_in,
    person,
    sign_in,
    signed_in,
)

SET_UP = "/accounts/second-factor/"
WITHOUT_SIGNING_IN = ("login/", "logout/", "password_reset/", "jsi18n/", "sprite/")


@pytest.fixture
def required(settings, db):
    settings.SECOND_FACTOR = "required"


def admin_addresses():
    """Every address of the admin, with something in the place of what it asks for."""

    def walk(patterns, prefix):
        for pattern in patterns:
            part = re.sub(r"<uuid:\w+>", str(UUID(int=1)), str(pattern.pattern)).lstrip("^").rstrip("$")
            part = re.sub(r"<(?:int:)?\w*(?:pk|id)\w*>", "1", part)
            part = re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]*>", "x", part).replace("\\", "")
            if isinstance(pattern, URLPattern):
                yield prefix + part
            else:
                yield from walk(pattern.url_patterns, prefix + part)

    found = {address for address in walk(get_resolver().url_patterns, "/") if address.startswith("/admin/")}
    return sorted(
        address for address in found if not address.startswith(tuple(f"/admin/{x}" for x in WITHOUT_SIGNING_IN))
    )


def test_walk_finds_the_addresses():
    addresses = admin_addresses()

    assert len(addresses) > 250
    for known in (
        "/admin/",
        "/admin/pages/1/edit/",
        "/admin/api/main/pages/",
        "/admin/audit-log/",
        f"/admin/messages/{UUID(int=1)}/",
    ):
        assert known in addresses


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_of_the_admin_answers_before_a_second_factor_is_set_up(client, required, method):
    client.force_login(User.objects.create_superuser("sample", "sample@example.org"))

    for address in admin_addresses():
        response = getattr(client, method)(address)
        assert (
            (response.status_code, response.url.startswith(SET_UP)) == (302, True)
            if not address.startswith("/admin/api/")
            else response.status_code == 403
        ), address


def test_scripts_are_refused_in_their_own_language(client, required):
    client.force_login(User.objects.create_superuser("sample", "sample@example.org"))

    response = client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"})

    assert response.status_code == 403
    assert "second factor" in response.json()["detail"]


def test_outside_the_admin_who_owes_it_is_a_reader(client, required):
    client.force_login(User.objects.create_superuser("sample", "sample@example.org"))

    assert "wagtail-userbar" not in client.get("/en/").text

    give_second_factor(User.objects.get(username="sample"))
    assert "wagtail-userbar" in client.get("/en/").text
    assert client.get("/admin/").status_code == 200


ROLES = [
    ("Moderators", True),
    ("Message desk", True),
    ("Confidential desk", True),
    ("Editors", False),
    ("Translators", False),
    ("Translators (Russian)", False),
    ("Data", True),
]


@pytest.mark.parametrize(("role", "must"), ROLES)
def test_it_is_asked_of_whoever_publishes_or_reads_messages(client, required, role, must):
    client.force_login(person("sample", role))

    assert client.get("/admin/").status_code == (302 if must else 200)


@pytest.mark.parametrize("codename", ["handle_messages", "handle_confidential_messages", "publish_hotline"])
def test_permission_counts_and_not_the_name_of_the_role(client, required, codename):
    user = person("sample", "Editors")
    Group.objects.get(name="Editors").permissions.add(Permission.objects.get(codename=codename))
    client.force_login(user)

    assert client.get("/admin/").status_code == 302


def test_where_it_is_offered_the_first_screen_says_so(client, publisher):
    assert "protected by a password alone" in client.get("/admin/").text

    give_second_factor(publisher)

    assert "protected by a password alone" not in client.get("/admin/").text


def test_from_the_password_to_the_admin_by_way_of_an_app(client, required):
    person("sample", "Moderators")
    sign_in(client, "sample")
    asked = client.get("/admin/", follow=True)
    assert "You have none yet" in asked.text
    form = client.get("/accounts/second-factor/totp/activate/")
    secret = re.search(r'id="secret">([A-Z2-7]+)<', form.text)[1]
    assert "<svg" in form.text

    codes = client.post("/accounts/second-factor/totp/activate/", {"code": code_now(secret)}, follow=True)

    assert len(re.findall(r"<li>\d{8}</li>", codes.text)) == 10
    assert client.get("/admin/").status_code == 200
    assert entries("second_factor_added").filter(username="sample").count() == 1


def test_password_and_code_sign_in_and_neither_alone(client, required):
    give_second_factor(person("sample", "Moderators"))

    assert sign_in(client, "sample").url == "/accounts/second-factor/authenticate/"
    assert not is_signed_in(client)
    assert client.post("/accounts/second-factor/authenticate/", {"code": code_now(steps=9)}).status_code == 200
    assert not is_signed_in(client)
    client.post("/accounts/second-factor/authenticate/", {"code": code_now()})

    assert is_signed_in(client)
    assert client.get("/admin/").status_code == 200
    assert entries("code_failed").filter(username="sample").count() == 1


def test_recovery_code_works_once(required):
    codes = give_second_factor(person("sample", "Moderators"))
    states = []
    for _time in range(2):
        client = Client()
        sign_in(client, "sample")
        client.post("/accounts/second-factor/authenticate/", {"code": codes[0]})
        states.append(is_signed_in(client))

    assert states == [True, False]
    assert entries("recovery_code_used").filter(username="sample").count() == 1


def test_by_the_sixth_wrong_code_one_waits(required):
    give_second_factor(person("sample", "Moderators"))
    for number in range(5):
        client = Client()
        sign_in(client, "sample", network=f"10.1.{number}.1")
        client.post("/accounts/second-factor/authenticate/", {"code": code_now(steps=9)})
    client = Client()
    sign_in(client, "sample", network="10.9.1.1")

    response = client.post("/accounts/second-factor/authenticate/", {"code": code_now()})

    assert "Wait a little" in response.text
    assert not is_signed_in(client)


def test_who_must_have_one_cannot_take_the_last_away(required):
    user = person("sample", "Moderators")
    give_second_factor(user)
    client = signed_in("sample")
    client.post("/accounts/second-factor/authenticate/", {"code": code_now()})

    response = client.post("/accounts/second-factor/totp/deactivate/")

    assert "Your role needs a second factor" in response.text
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_who_need_not_have_one_takes_it_away(db):
    user = person("sample", "Editors")
    give_second_factor(user)
    client = signed_in("sample")
    client.post("/accounts/second-factor/authenticate/", {"code": code_now()})

    client.post("/accounts/second-factor/totp/deactivate/")

    assert not Authenticator.objects.filter(user=user).exists()
    assert entries("second_factor_removed").filter(username="sample").exists()


def test_passkeys_are_offered_at_every_step(client, required):
    user = person("sample", "Moderators")
    assert 'data-passkey="loginForm"' in client.get("/accounts/login/").text
    assert (
        "challenge"
        in client.get("/accounts/second-factor/webauthn/login/", headers={"accept": "application/json"}).text
    )
    sign_in(client, "sample")
    assert 'data-passkey="addForm"' in client.get("/accounts/second-factor/webauthn/add/").text
    give_second_factor(user)
    other = signed_in("sample")

    assert 'data-passkey="authenticateForm"' in other.get("/accounts/second-factor/authenticate/").text


def test_lost_second_factor_is_taken_away_on_the_server(db, capsys):
    give_second_factor(person("sample", "Moderators"))
    client = signed_in("sample")
    client.post("/accounts/second-factor/authenticate/", {"code": code_now()})

    call_command("reset_second_factor", "sample")

    assert not is_signed_in(client)
    assert sign_in(Client(), "sample").url == "/admin/"
    assert entries("second_factor_removed").get().subject == "sample"
    with pytest.raises(CommandError, match="Nobody"):
        call_command("reset_second_factor", "nobody")


def test_dangerous_acts_ask_again_who_it_is(db, settings):
    give_second_factor(person("sample", "Editors"))
    client = signed_in("sample")
    client.post("/accounts/second-factor/authenticate/", {"code": code_now()})
    session = client.session
    session["started_at"] -= 600
    session.save()

    response = client.get("/accounts/second-factor/recovery-codes/")

    assert response.url.startswith("/accounts/reauthenticate/")
    form = client.get(response.url)
    assert "Show that it is you" in form.text
    again = {"password": "a long password of tests", "next": "/accounts/second-factor/recovery-codes/"}
    assert "Recovery codes" in client.post("/accounts/reauthenticate/", again, follow=True).text
