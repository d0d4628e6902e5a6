"""Work at the desk: two people at one message, files with words, mail that reaches nobody."""

from io import BytesIO

import msoffcrypto
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from pages.contact.models import Message
from pages.contact.staff_records import MessageAccess
from tests.pages.accounts.people import sign_in
from tests.pages.contact.messages import (
    PASSWORD,
    act,
    make_message,
    make_pages,
    person,
    post,
    reference_after,
    selected,
    send,
)

FILE_PASSWORD = "a password of a file"


@pytest.fixture
def pages(db):
    return make_pages()


@pytest.fixture
def message(db):
    return make_message("confidential", text="Sample words of a sender", contact_details="sample@example.org")


@pytest.fixture
def desk(client, db):
    user = person("Confidential desk")
    client.force_login(user)
    return user


def test_two_who_answer_from_the_same_state_do_not_replace_each_other(client, desk, message):
    address = reverse("messages:inspect", args=[message.pk])
    seen = {"action": "answer", "version": 0}
    client.post(address, {**seen, "answer": "The answer of one"})

    late = client.post(address, {**seen, "answer": "The answer of another"})

    assert "Somebody changed this message meanwhile" in late.text
    assert "The answer of one" in late.text
    assert "The answer of another</textarea>" in late.text
    assert [answer.text for answer in message.answers.all()] == ["The answer of one"]
    assert MessageAccess.objects.filter(action="answered").count() == 1


@pytest.mark.parametrize("action", ["take", "close", "release", "answer", "assign"])
def test_old_form_changes_nothing(client, desk, message, action):
    act(client, message, "close")
    before = Message.objects.filter(pk=message.pk).values().get()

    for version in (0, "", "x", "9" * 40):
        data = {"action": action, "version": version, "answer": "Late", "role": ""}
        client.post(reverse("messages:inspect", args=[message.pk]), data)

    assert Message.objects.filter(pk=message.pk).values().get() == before
    assert not message.answers.exists()


def test_note_is_kept_whatever_happened_meanwhile(client, desk, message):
    act(client, message, "close")

    client.post(reverse("messages:inspect", args=[message.pk]), {"action": "note", "version": 0, "note": "A late note"})

    assert message.notes.get().text == "A late note"


def test_old_list_leaves_what_was_changed_meanwhile(client, desk, message):
    other, ticked = make_message(), selected(message)
    act(client, message, "answer", answer="A sample answer")

    said = client.post(
        reverse("messages:change_selected"), {"action": "close", "selected": ticked + selected(other)}, follow=True
    )

    assert "1 message was changed." in said.text and "1 message was left" in said.text
    assert Message.objects.get(pk=message.pk).state == "answered"
    assert Message.objects.get(pk=other.pk).state == "closed"


def test_second_answer_stands_beside_the_first_and_a_slip_is_withdrawn(client, pages, desk):
    reference = reference_after(client, send(client, pages["confidential"], "confidential"))
    message = Message.objects.get()
    for text in ("The first answer", "A slip about somebody else"):
        act(client, message, "answer", answer=text)
    slip = message.answers.last()

    said = act(client, message, "withdraw", given=slip.pk)

    assert "no longer sees this answer" in said.text and "A slip about somebody else" in said.text
    shown = post(client, f"{pages['confidential']}a/", {"reference": reference}).text
    assert "The first answer" in shown and "A slip" not in shown
    assert Message.objects.get().state == "answered"
    act(client, message, "withdraw", given=message.answers.first().pk)
    shown = post(client, f"{pages['confidential']}a/", {"reference": reference}).text
    assert "Someone is working on your message." in shown
    assert MessageAccess.objects.filter(action="withdrawn").count() == 2


def test_answer_of_another_message_is_not_withdrawn_here(client, desk, message):
    other = make_message().answers.create(text="Sample")

    act(client, message, "withdraw", given=other.pk)

    other.refresh_from_db()
    assert not other.is_withdrawn


@pytest.fixture
def signed_in(client, desk):
    """They have just shown who they are."""
    sign_in(client, desk.username)


def asked_for(client, **changed):
    form = {"file_password": FILE_PASSWORD, "reason": "A sample of a reason", **changed}
    return client.post(reverse("messages:export_words"), form)


def test_file_with_words_opens_with_its_password_only_and_the_reason_is_kept(client, desk, signed_in, message):
    message.answers.create(text="A sample answer")

    response = asked_for(client)

    data = response.getvalue()
    assert b"Sample words" not in data and not data.startswith(b"PK")
    locked = msoffcrypto.OfficeFile(BytesIO(data))
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        locked.load_key(password="another password", verify_password=True)
    locked.load_key(password=FILE_PASSWORD, verify_password=True)
    opened = BytesIO()
    locked.decrypt(opened, verify_integrity=True)
    cells = [cell.value for row in load_workbook(opened).active.iter_rows() for cell in row]
    assert {"Sample words of a sender", "A sample answer", "sample@example.org"} <= set(cells)
    access = MessageAccess.objects.get(action="exported_words")
    assert (access.message, access.username, access.reason) == (message, desk.username, "A sample of a reason")
    text = client.get(reverse("messages:inspect", args=[message.pk])).text
    assert "exported with its words: A sample of a reason" in text
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": "x"}, "Write a little more"),
        ({"file_password": "short"}, "at least 16"),
    ],
)
def test_file_with_words_needs_a_reason_and_a_password(client, desk, signed_in, message, changed, said):
    response = asked_for(client, **changed)

    assert said in response.text
    assert "Sample words" not in response.text
    assert not MessageAccess.objects.exists()


def test_file_with_words_asks_again_who_it_is_and_then_goes_on(client, desk, signed_in, message):
    session = client.session
    session["started_at"] -= 600
    session.save()

    asked = asked_for(client)

    assert asked.url.startswith("/accounts/reauthenticate/")
    assert not MessageAccess.objects.exists()
    again = client.post(asked.url, {"password": "wrong"})
    assert again.status_code == 200 and not MessageAccess.objects.exists()
    done = client.post(asked.url, {"password": PASSWORD})
    assert done.headers["Content-Type"].endswith("sheet") and not done.getvalue().startswith(b"PK")
    assert MessageAccess.objects.get().reason == "A sample of a reason"


def test_button_of_the_list_leads_to_the_form_and_not_to_a_file(client, desk, signed_in, message):
    assert reverse("messages:export_words") in client.get(reverse("messages:index")).text
    response = client.post(reverse("messages:export_words", query={"tab": "new"}))

    assert "A new password for the file" in response.text
    assert not MessageAccess.objects.exists()


@pytest.mark.parametrize("backend", ["dummy", "console"])
def test_without_a_mail_server_nothing_is_said_to_be_sent(client, pages, desk, message, settings, work, backend):
    message.answers.create(text="A sample answer")
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"

    assert "This site sends no mail" in client.get(reverse("messages:inspect", args=[message.pk])).text
    assert "This site sends no mail" in act(client, message, "notify").text
    work()

    assert not MessageAccess.objects.filter(action__in=["notifying", "notified"]).exists()
    client.force_login(person("administrator"))
    assert "This site sends no mail" in client.get("/admin/").text
