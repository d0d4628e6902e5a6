"""Sessions: their owner sees and ends them, they end by themselves, and a copy of the database opens none."""

import json

import pytest
from django.db import connection
from django.test import Client

from pages.accounts.models import Session
from pages.accounts.session_limits import IDLE_SECONDS, browser_family
from tests.pages.accounts.people import entries, is_signed_in, person, sign_in, signed_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


def grow_older(client, seconds):
    session = client.session
    for name in ("started_at", "used_at"):
        session[name] -= seconds
    session.save()


def test_key_of_the_browser_is_not_in_the_database(db):
    person("sample")
    client = signed_in("sample")
    key = client.cookies["session"].value
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM pages_session")
        stored = json.dumps(cursor.fetchall(), default=str)

    assert key not in stored
    assert "_auth_user" not in stored
    thief = Client()
    thief.cookies["session"] = Session.objects.get(user__username="sample").pk
    assert not is_signed_in(thief)


def test_key_of_encryption_that_is_gone_ends_the_session(db, settings):
    person("sample")
    client = signed_in("sample")
    settings.MESSAGE_KEYS = ["A" * 43 + "="]

    assert not is_signed_in(client)


@pytest.mark.parametrize("with_the_person", [False, True])
def test_content_of_a_session_written_into_another_signs_nobody_in(db, with_the_person):
    victim, thief = person("victim"), person("thief")
    signed_in("victim")
    client = signed_in("thief")
    mine, theirs = (Session.objects.get(user=user) for user in (thief, victim))

    mine.session_data = theirs.session_data
    mine.user_id = victim.pk if with_the_person else thief.pk
    mine.save()

    assert not is_signed_in(client)


def test_session_given_to_another_person_is_over(db):
    person("sample")
    client = signed_in("sample")

    Session.objects.update(user=person("other"))

    assert not is_signed_in(client)


def test_owner_sees_sessions_by_browser_and_ends_one(db):
    person("sample")
    telephone, here = Client(headers={"user-agent": CHROME}), Client(headers={"user-agent": FIREFOX})
    sign_in(telephone, "sample"), sign_in(here, "sample")

    shown = here.get("/accounts/sessions/").text
    assert "Firefox, Windows" in shown
    assert "Chrome, Android" in shown
    assert "10.1.1.1" not in shown
    other = Session.objects.exclude(pk=[*here.get("/accounts/sessions/").context][-1]["this"]).get()
    here.post("/accounts/sessions/end/", {"session": other.pk})

    assert not is_signed_in(telephone)
    assert is_signed_in(here)
    assert entries("session_ended").filter(username="sample").exists()


def as_administrator():
    person("boss", is_superuser=True)
    return signed_in("boss", network="10.1.1.2")


def test_account_that_is_not_active_any_more_is_signed_in_nowhere_also_when_it_is_active_again(db):
    user, boss = person("sample", "Editors"), as_administrator()
    client = signed_in("sample")
    for active in ("False", "True"):
        boss.post(f"/admin/bulk/pages/user/set_active_state/?id={user.pk}", {"mark_as_active": active})

    user.refresh_from_db()
    assert user.is_active
    assert not is_signed_in(client)
    assert entries("session_ended").get().username == "boss"


def test_administrator_ends_the_sessions_of_a_person_and_nobody_else_does(db):
    user, boss = person("sample", "Editors"), as_administrator()
    client = signed_in("sample")
    person("other", "Moderators")
    address = f"/admin/users/{user.pk}/end-sessions/"
    assert f'href="{address}"' in boss.get("/admin/users/").text
    signed_in("other").post(address)
    assert "signed out on every device" in boss.get(address).text
    assert is_signed_in(client)

    boss.post(address)

    assert not is_signed_in(client)
    assert is_signed_in(boss)
    assert entries("session_ended").get().subject == "sample"


def test_nobody_ends_the_session_of_another(db):
    person("sample"), person("other")
    victim, other = signed_in("sample"), signed_in("other")

    other.post("/accounts/sessions/end/", {"session": Session.objects.get(user__username="sample").pk})
    other.post("/accounts/sessions/end/", {"session": "others"})

    assert is_signed_in(victim)


def test_page_of_the_account_leads_there(client, editor):
    shown = client.get("/admin/account/").text

    for address in ("/accounts/sessions/", "/accounts/second-factor/", "/accounts/password/change/"):
        assert f'href="{address}"' in shown


@pytest.mark.parametrize(
    ("role", "minutes", "stays"),
    [
        ("Message desk", 29, True),
        ("Message desk", 31, False),
        ("Confidential desk", 31, False),
        ("Editors", 31, True),
        ("Editors", 60 * 12 - 1, True),
        ("Editors", 60 * 12 + 1, False),
    ],
)
def test_session_ends_by_itself(db, role, minutes, stays):
    person("sample", role)
    client = signed_in("sample")
    grow_older(client, minutes * 60)

    assert is_signed_in(client) == stays
    assert (client.get("/admin/").status_code == 200) == stays


def test_what_the_admin_asks_by_itself_keeps_no_session_open(db):
    person("sample", "Message desk")
    client = signed_in("sample")
    grow_older(client, IDLE_SECONDS - 60)
    client.post("/admin/editing-sessions/ping/pages/homepage/1/1/")
    assert client.get("/accounts/session/").json()["left"] <= 60

    client.get("/admin/messages/")

    assert client.get("/accounts/session/").json()["left"] > IDLE_SECONDS - 60


def test_script_that_sees_somebody_write_keeps_the_session_open(db):
    person("sample", "Message desk")
    client = signed_in("sample")
    grow_older(client, IDLE_SECONDS - 60)

    assert client.post("/accounts/session/").json()["left"] > IDLE_SECONDS - 60


def test_stranger_learns_nothing_of_sessions(client, db):
    assert client.get("/accounts/session/").json() == {"signedIn": False}
    assert client.get("/accounts/sessions/").url.startswith("/accounts/login/")


def test_form_without_its_token_is_answered_by_a_page_that_says_what_became_of_the_words(db):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/admin/messages/1/", {"action": "answer", "answer": "Sample words."})

    assert response.status_code == 403
    assert "kept in this browser" in response.text
    assert "/accounts/login/?next=%2Fadmin%2Fmessages%2F1%2F" in response.text
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_reader_gets_no_cookie_and_nothing_that_depends_on_one(client, db):
    response = client.get("/en/")

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("agent", "name"), [(FIREFOX, "Firefox, Windows"), (CHROME, "Chrome, Android"), ("", ""), ("x", "")]
)
def test_browser_is_named_by_its_family_alone(agent, name):
    assert browser_family(agent) == name


def test_browser_forgets_the_site_after_signing_out_but_not_when_a_sign_in_has_ended(db):
    person("sample", "Editors")
    here = signed_in("sample")
    Session.objects.all().delete()

    assert "Clear-Site-Data" not in here.post("/admin/pages/1/edit/").headers
    again = signed_in("sample")
    assert again.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'
