"""Nobody types a password for somebody else: people get a link, for a time, once."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from iom_site.roles import DESKS, EDITORIAL_ROLES
from pages.accounts.links import LinkTokenGenerator, link_for
from pages.accounts.models import User
from tests.pages.accounts.people import PASSWORD, entries, is_signed_in, link_in, person, sign_in, signed_in

NEW = "quite another long password"


@pytest.fixture
def administrator(client, db):
    user = User.objects.create_superuser("boss", "boss@example.org", PASSWORD)
    client.force_login(user)
    return user


def add(client, name="newcomer"):
    form = {"username": name, "email": f"{name}@example.org", "first_name": "New", "last_name": "Comer"}
    return client.post("/admin/users/new/", {**form, "groups": [Group.objects.get(name="Editors").pk]})


def choose(link, password=NEW, client=None):
    client = client or Client()
    form = client.get(link, follow=True)
    if "password1" not in form.text:
        return form
    return client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True)


def at(monkeypatch, **later):
    monkeypatch.setattr(LinkTokenGenerator, "_now", lambda self: datetime.now() + timedelta(**later))  # noqa: DTZ005


def test_administrator_reads_what_each_role_is_for(client, administrator):
    for address in ("/admin/users/new/", f"/admin/users/edit/{administrator.pk}/"):
        shown = client.get(address).text
        for role in (*EDITORIAL_ROLES, *DESKS):
            assert f"{role.name}: {role.description}" in shown


def test_administrator_types_no_password(client, administrator):
    assert "password1" not in client.get("/admin/users/new/").text
    assert "password1" not in client.get(f"/admin/users/edit/{administrator.pk}/").text


def test_from_the_invitation_to_signing_in(client, administrator, work, mailoutbox):
    add(client)
    work()

    [mail] = mailoutbox
    assert mail.bcc == ["newcomer@example.org"]
    assert "newcomer" in mail.body
    assert "kept" in choose(link_in(mail.body)).text
    assert sign_in(Client(), "newcomer", NEW).url == "/admin/"
    assert entries("invited").get().username == "boss"


def test_link_works_once(client, administrator, work, mailoutbox):
    add(client)
    work()
    link = link_in(mailoutbox[0].body)
    choose(link)

    assert "used before" in choose(link, "yet another long password").text
    assert sign_in(Client(), "newcomer", NEW).status_code == 302


@pytest.mark.parametrize(("days", "works"), [(2.9, True), (3.1, False)])
def test_invitation_is_good_for_three_days(db, monkeypatch, days, works):
    user = User.objects.create_user("newcomer", "newcomer@example.org")
    link = link_in(link_for(user) + " ")
    at(monkeypatch, days=days)

    assert ("password1" in Client().get(link, follow=True).text) == works


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_link_of_a_forgotten_password_is_good_for_an_hour(db, monkeypatch, minutes, works):
    link = link_in(link_for(person("sample")) + " ")
    at(monkeypatch, minutes=minutes)

    assert ("password1" in Client().get(link, follow=True).text) == works


def test_new_invitation_makes_the_old_link_void(client, administrator, work, mailoutbox):
    add(client)
    work()
    user = User.objects.get(username="newcomer")
    assert "Invite again" in client.get("/admin/users/").text

    client.post(f"/admin/users/{user.pk}/invite/")
    work()

    old, new = (link_in(mail.body) for mail in mailoutbox)
    assert "used before" in choose(old).text
    assert "kept" in choose(new).text


def test_password_of_somebody_who_has_one_is_not_taken_by_an_invitation(client, administrator):
    user = person("sample")

    client.post(f"/admin/users/{user.pk}/invite/")

    assert sign_in(Client(), "sample").status_code == 302


def test_editor_invites_nobody(client, editor):
    user = User.objects.create_user("newcomer", "newcomer@example.org")

    client.post(f"/admin/users/{user.pk}/invite/")

    assert not entries("invited").exists()


def test_where_no_mail_can_be_sent_the_link_is_shown_once(client, administrator, settings, work):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    response = add(client)

    assert "shown only now" in response.text
    assert "kept" in choose(link_in(response.text)).text
    assert "password/key" not in client.get("/admin/users/").text


def ask(email, network="10.1.1.1"):
    return Client().post("/accounts/password/reset/", {"email": email}, REMOTE_ADDR=network, follow=True)


def test_forgotten_password_by_mail(db, work, mailoutbox):
    person("sample")
    assert "If there is an account" in ask("Sample@Example.org").text
    assert mailoutbox == []
    work()

    assert "kept" in choose(link_in(mailoutbox[0].body)).text
    assert sign_in(Client(), "sample", NEW).status_code == 302
    assert entries("password_changed").get().username == "sample"


def test_answer_and_work_are_the_same_without_an_account(db, django_assert_num_queries, work, mailoutbox):
    person("sample")
    without_token = [
        re.sub(r'value="\w{64}"', "", ask(address).text) for address in ("sample@example.org", "no@example.org")
    ]
    assert without_token[0] == without_token[1]
    costs = []
    for address in ("sample@example.org", "no@example.org"):
        client = Client()
        with django_assert_num_queries(100, exact=False) as found:
            client.post("/accounts/password/reset/", {"email": address})
        costs.append(len(found))
    assert costs[0] == costs[1]


def test_mailbox_is_not_flooded(db, work, mailoutbox):
    person("sample")
    for _time in range(8):
        ask("sample@example.org")
    work()

    assert len(mailoutbox) == 3


def test_task_table_holds_no_link_and_no_address(db):
    from django_tasks_db.models import DBTaskResult

    person("sample")
    ask("sample@example.org")

    stored = str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    assert "example.org" not in stored
    assert "password/key" not in stored


def test_wagtails_own_addresses_lead_to_ours(client, db):
    for address in ("/admin/password_reset/", "/admin/password_reset/confirm/x/y/", "/admin/password_reset/done/"):
        assert client.get(address).url == "/accounts/password/reset/"


def test_new_password_ends_what_was_open_elsewhere(db):
    person("sample")
    elsewhere, here = signed_in("sample"), signed_in("sample")

    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    here.post("/accounts/password/change/", form)

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert User.objects.get(username="sample").sessions.count() == 1


@pytest.mark.parametrize("password", ["short", "password123456", "sample-sample"])
def test_weak_password_is_refused_beside_the_field(db, password):
    link = link_in(link_for(person("sample")) + " ")

    response = choose(link, password)

    assert "password1" in response.context["form"].errors or "password2" in response.context["form"].errors
    assert sign_in(Client(), "sample").status_code == 302
