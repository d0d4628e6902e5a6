"""What the audit log hears by itself, who is told, and who may read it."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django_tasks_db.models import DBTaskResult

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.accounts.models import AuditLogEntry, User
from tests.pages.accounts.people import PASSWORD, entries, person


@pytest.fixture
def administrator(client, db):
    user = User.objects.create_superuser("boss", "boss@example.org", PASSWORD, first_name="A", last_name="B")
    client.force_login(user)
    return user


def change(client, user, roles=(), **changed):
    """Save the form of a person, as an administrator does."""
    form = {
        "username": user.username,
        "email": user.email,
        "first_name": "New",
        "last_name": "Comer",
        "is_active": "on",
    }
    form["groups"] = [Group.objects.get(name=role).pk for role in roles]
    response = client.post(f"/admin/users/edit/{user.pk}/", form | changed)
    assert response.status_code == 302, response.context["form"].errors


def test_joining_a_desk_is_written_down_and_all_its_members_are_told(client, administrator, work, mailoutbox):
    member, newcomer = person("member", "Confidential desk"), person("newcomer")
    work()
    mailoutbox.clear()

    change(client, newcomer, ["Confidential desk"])
    work()

    entry = entries("role_given").get(subject="newcomer: Confidential desk")
    assert entry.username == "boss"
    assert {address for mail in mailoutbox for address in mail.bcc} == {member.email, newcomer.email}
    assert "newcomer: Confidential desk" in mailoutbox[0].body


def test_leaving_a_desk_is_told_to_whoever_leaves_too(client, administrator, work, mailoutbox):
    member, leaver = person("member", "Message desk"), person("leaver", "Message desk")
    work()
    mailoutbox.clear()

    change(client, leaver, [])
    work()

    assert entries("role_taken").get().subject == "leaver: Message desk"
    assert set(mailoutbox[0].bcc) == {member.email, leaver.email}


def in_bulk(client, user, action, **form):
    client.post(f"/admin/bulk/pages/user/{action}/?id={user.pk}", form)


CHANGES_OF_A_MEMBER = {
    "not active": lambda client, leaver: change(client, leaver, ["Message desk"], is_active=""),
    "not active, in bulk": lambda client, leaver: in_bulk(client, leaver, "set_active_state", mark_as_active="False"),
    "another address": lambda client, leaver: change(client, leaver, ["Message desk"], email="other@example.org"),
    "administrator": lambda client, leaver: change(client, leaver, ["Message desk"], is_superuser="on"),
    "deleted": lambda client, leaver: client.post(f"/admin/users/delete/{leaver.pk}/"),
    "deleted, in bulk": lambda client, leaver: in_bulk(client, leaver, "delete"),
    "their role deleted": lambda client, leaver: client.post(f"/admin/groups/delete/{leaver.groups.get().pk}/"),
}


@pytest.mark.parametrize("how", CHANGES_OF_A_MEMBER)
def test_whatever_changes_who_reads_messages_is_told_to_all_of_them(client, administrator, work, mailoutbox, how):
    member, leaver = person("member", "Confidential desk"), person("leaver", "Message desk")
    work()
    mailoutbox.clear()

    CHANGES_OF_A_MEMBER[how](client, leaver)
    work()

    [mail] = [mail for mail in mailoutbox if mail.subject == "Who may read messages was changed"]
    assert {member.email, "leaver@example.org"} <= set(mail.bcc)
    assert "boss: " in mail.body and ("leaver" in mail.body or "Message desk" in mail.body)


def test_member_who_becomes_active_again_and_new_administrator_are_told_of(client, administrator, work, mailoutbox):
    member, sleeper = person("member", "Confidential desk"), person("sleeper", "Message desk", is_active=False)
    work()
    for act in (
        lambda: change(client, sleeper, ["Message desk"], is_active="on"),
        lambda: User.objects.create_superuser("second", "second@example.org"),
    ):
        mailoutbox.clear()
        act()
        work()
        assert member.email in mailoutbox[0].bcc


def test_addresses_do_not_wait_in_clear(client, administrator):
    leaver = person("leaver", "Message desk")
    change(client, leaver, ["Message desk"], email="other@example.org")

    assert DBTaskResult.objects.exists()
    assert "example.org" not in str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))


def test_administrator_who_joins_alone_is_seen(client, administrator, work, mailoutbox):
    person("member", "Confidential desk")
    work()
    mailoutbox.clear()

    administrator.groups.add(Group.objects.get(name="Confidential desk"))
    work()

    assert "member@example.org" in mailoutbox[0].bcc


def test_other_roles_are_written_down_without_a_mail(client, administrator, work, mailoutbox):
    change(client, person("newcomer"), ["Editors"])
    work()

    assert entries("role_given").get(subject="newcomer: Editors")
    assert mailoutbox == []


def test_role_that_gets_to_read_messages_is_told_as_well(db, work, mailoutbox):
    person("member", "Confidential desk"), person("sample", "Editors")
    work()
    mailoutbox.clear()

    Group.objects.get(name="Editors").permissions.add(Permission.objects.get(codename="handle_confidential_messages"))
    work()

    entry = entries("permission_given").first()
    assert (entry.subject, entry.details) == ("Editors", {"permissions": ["handle_confidential_messages"]})
    assert "member@example.org" in mailoutbox[0].bcc


def test_right_to_publish_a_part_of_the_pages_is_written_down(db, home):
    editors = Group.objects.get(name="Editors")
    publish = Permission.objects.get(codename="publish_page")
    given = editors.page_permissions.create(page=home, permission=publish)
    given.delete()

    assert entries("permission_given").first().details == {"permissions": ["publish_page"], "page": home.pk}
    assert entries("permission_taken").first().subject == "Editors"


@pytest.mark.parametrize(
    ("changed", "details"),
    [
        ({"is_superuser": "on"}, {"fields": ["is_superuser"], "is_superuser": True}),
        ({"is_active": ""}, {"fields": ["is_active"], "is_active": False}),
        ({"email": "other@example.org"}, {"fields": ["email"]}),
    ],
)
def test_what_an_account_may_is_written_down_but_no_address(client, administrator, changed, details):
    change(client, person("newcomer"), **changed)

    entry = entries("user_changed").get()
    assert (entry.username, entry.subject, entry.details) == ("boss", "newcomer", details)


def test_deleted_person_stays_in_the_log(client, administrator):
    user = person("leaver")

    client.post(f"/admin/users/delete/{user.pk}/")

    assert entries("user_deleted").get().subject == "leaver"
    assert audit.first_broken_entry() is None


@pytest.mark.parametrize("role", ["Editors", "Moderators", "Translators", "Message desk", "Confidential desk"])
@pytest.mark.parametrize("address", ["/admin/audit-log/", "/admin/audit-log/results/", "/admin/audit-log/?export=csv"])
def test_only_administrators_read_it(client, db, role, address):
    client.force_login(person("sample", role))

    assert client.get(address).status_code == 302


def test_administrator_reads_filters_and_exports_it(client, administrator):
    audit.log(Action.MESSAGE_ANSWERED, user="sample-who", subject="M-00012")
    assert "/admin/audit-log/" in client.get("/admin/").text

    shown = client.get("/admin/audit-log/", {"action": "message_answered"}).text
    assert "sample-who" in shown
    assert "M-00012" in shown
    assert "M-00012" not in client.get("/admin/audit-log/", {"action": "signed_out"}).text
    assert "M-00012" in client.get("/admin/audit-log/", {"username": "SAMPLE"}).text

    exported = client.get("/admin/audit-log/", {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(exported.streaming_content).decode())))
    assert any("M-00012" in row for row in rows)
    assert len(rows) >= AuditLogEntry.objects.exclude(action="log_exported").count()
    assert entries("log_exported").get().username == "boss"


def test_file_of_the_log_asks_again_who_it_is(client, administrator):
    session = client.session
    session["started_at"] -= 600
    session.save()
    address = "/admin/audit-log/?export=csv"
    asked = client.get(address)
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert client.get("/admin/audit-log/").status_code == 200

    wrong = client.post(asked.url, {"password": "wrong", "next": address})
    assert wrong.status_code == 200
    right = client.post(asked.url, {"password": PASSWORD, "next": address})

    assert right.url == address
    assert client.get(address).headers["Content-Type"].startswith("text/csv")
    assert entries("reauthenticated").get().username == "boss"


def test_exported_log_calculates_nothing(client, administrator):
    audit.log(Action.SIGN_IN_FAILED, user='=HYPERLINK("http://evil")', subject="x;=1+1")

    exported = client.get("/admin/audit-log/", {"export": "csv"})
    text = b"".join(exported.streaming_content).decode()

    assert "'=HYPERLINK" in text
    assert "x;'=1+1" in text


def test_report_has_nothing_to_change(client, administrator):
    entry = audit.log(Action.SIGNED_IN, user="sample")

    for address in (f"/admin/audit-log/{entry.pk}/", f"/admin/audit-log/delete/{entry.pk}/"):
        assert client.get(address).status_code == 404
    assert client.post("/admin/audit-log/").status_code == 405


@pytest.mark.parametrize("left_alone", ["email", "is_superuser", "in bulk", "group"])
def test_what_an_account_may_is_changed_only_by_whoever_has_just_shown_who_they_are(client, administrator, left_alone):
    user, group = person("sample", "Editors"), Group.objects.get(name="Moderators")
    form = {"username": "sample", "email": "sample@example.org", "first_name": "S", "last_name": "T", "is_active": "on"}
    address, changed = {
        "email": (f"/admin/users/edit/{user.pk}/", {**form, "email": "other@example.org"}),
        "is_superuser": (f"/admin/users/edit/{user.pk}/", {**form, "is_superuser": "on"}),
        "in bulk": (f"/admin/bulk/pages/user/assign_role/?id={user.pk}", {"role": group.pk}),
        "group": (f"/admin/groups/delete/{group.pk}/", {}),
    }[left_alone]

    def state():
        return [*User.objects.values_list("email", "is_superuser", "groups"), *Group.objects.values_list("name")]

    before = state()
    session = client.session
    session["started_at"] -= 600
    session.save()
    asked = client.post(address, changed)
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert state() == before

    client.post(asked.url, {"password": PASSWORD, "next": address})
    if left_alone == "in bulk":
        client.post(address, changed)
    assert state() != before
