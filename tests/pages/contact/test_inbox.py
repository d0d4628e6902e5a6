"""Work in the inbox, and what is written down of it."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from pages.contact.staff_records import MessageAccess, MessageNote
from tests.pages.contact.inbox import cells, state_of
from tests.pages.contact.messages import (
    act,
    make_message,
    make_pages,
    person,
)


def test_every_reading_of_a_confidential_message_is_written_down_and_shown(client, messages):
    client.force_login(person("Confidential desk"))
    confidential = next(message for message in messages if message.is_confidential)
    address = reverse("messages:inspect", args=[confidential.pk])

    client.get(address)
    client.get(reverse("messages:inspect", args=[messages[0].pk]))
    text = client.get(address).text

    accesses = MessageAccess.objects.values_list("message", "username", "action")
    assert list(accesses) == [(confidential.pk, "confidential-desk", "opened")] * 2
    assert text.count("confidential-desk, opened") == 2


def test_access_stays_when_the_person_is_gone(client, messages):
    user = person("Confidential desk")
    client.force_login(user)
    confidential = next(message for message in messages if message.is_confidential)
    client.get(reverse("messages:inspect", args=[confidential.pk]))

    user.delete()

    assert MessageAccess.objects.get().username == "confidential-desk"


def test_assignment_gives_no_right_and_goes_only_to_roles_that_may_read(client, messages):
    confidential = next(message for message in messages if message.is_confidential)
    editors, desk = Group.objects.get(name="Editors"), Group.objects.get(name="Confidential desk")
    client.force_login(person("Confidential desk"))
    address = reverse("messages:inspect", args=[confidential.pk])

    act(client, confidential, "assign", role=editors.pk)
    assert state_of(confidential)[-1] is None
    act(client, confidential, "assign", role=desk.pk)
    assert state_of(confidential)[-1] == desk

    confidential.change(assigned_to=editors)
    client.force_login(person("Editors"))
    assert confidential.text not in client.get(address).text


def test_role_that_loses_its_right_sees_nothing_at_once(client, messages):
    client.force_login(person("Message desk"))
    assert client.get(reverse("messages:index")).status_code == 200

    Group.objects.get(name="Message desk").permissions.filter(codename="handle_messages").delete()

    assert client.get(reverse("messages:index")).status_code == 302


def test_work_on_a_message_from_new_to_closed(client, messages):
    client.force_login(person("Message desk"))
    message = messages[0]
    address = reverse("messages:inspect", args=[message.pk])

    assert "The message is in progress now." in act(client, message, "take").text
    assert state_of(message)[0] == "in_progress"
    noted = act(client, message, "note", note="A sample note")
    assert "The note was saved." in noted.text
    assert MessageNote.objects.get().text == "A sample note"
    assert "A sample note" in client.get(address).text
    act(client, message, "answer", answer="A sample answer")
    assert state_of(message)[:3] == ("answered", "", ["A sample answer"])
    assert "The message is closed now." in act(client, message, "close").text
    assert state_of(message)[0] == "closed"
    text = client.get(address).text
    for what in ("taken in hand", "note written", "answered", "closed"):
        assert f"message-desk, {what}" in text


def test_empty_answer_is_refused_beside_the_field(client, messages):
    client.force_login(person("Message desk"))

    response = act(client, messages[0], "answer", answer=" ")

    assert "This field is required." in response.text
    assert state_of(messages[0])[0] == "new"


@pytest.mark.parametrize(
    "data",
    [{}, {"action": "x"}, {"action": "close", "selected": ["x", "9" * 30, "-1", f"{uuid4()}.0", f"{uuid4()}.x", "."]}],
)
def test_odd_requests_of_staff(client, messages, data):
    client.force_login(person("Message desk"))

    assert client.post(reverse("messages:change_selected"), data).status_code < 500
    assert client.post(reverse("messages:inspect", args=[messages[0].pk]), data | {"role": "x"}).status_code < 500
    for query in (
        {"tab": "x"},
        {"assigned_to": "9" * 30},
        {"assigned_to": "²"},
        {"kind": "x"},
        {"p": "x"},
        {"ordering": "text"},
    ):
        assert client.get(reverse("messages:index"), query).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("text", "guarded"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "\t'=1"), ("a;+1", "a;'+1"), ("%0", "'%0")],
)
def test_no_cell_of_a_file_begins_like_a_formula(client, db, kind, text, guarded):
    make_message(sender=text)
    client.force_login(person("Message desk"))

    found = cells(client.post(reverse("messages:export"), {"format": kind}), kind)

    assert guarded in found
    assert text not in found


def test_form_that_nobody_reads_is_an_urgent_task(client, db):
    make_pages()
    client.force_login(person("administrator"))
    sentence = "Nobody may read what this form brings: “Confidential feedback or complaint”"
    assert sentence in client.get("/admin/").text

    person("Confidential desk")

    assert sentence not in client.get("/admin/").text
