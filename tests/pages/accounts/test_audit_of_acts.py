"""What staff do with messages and with what readers rely on is in the audit log, and stays when the message is gone."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from pages.contact.models import Message
from tests.pages.accounts.people import entries, sign_in
from tests.pages.contact.messages import act, make_message, make_pages, person, selected

WORDS = "Sample words that nobody else may read"


@pytest.fixture
def message(db):
    make_pages()
    return make_message("confidential", text=WORDS, contact_details="sample@example.org")


@pytest.fixture
def desk(client, db):
    user = person("Confidential desk")
    client.force_login(user)
    return user


def logged(action):
    return [(entry.username, entry.subject, entry.details.get("kind")) for entry in entries(action)]


@pytest.mark.parametrize(
    ("do", "action"),
    [
        ("take", "message_taken"),
        ("close", "message_closed"),
        ("release", "message_released"),
        ("note", "message_noted"),
        ("answer", "message_answered"),
        ("notify", "message_notifying"),
    ],
)
def test_what_is_done_with_a_message(client, desk, message, do, action):
    if do == "notify":
        message.answers.create(text=WORDS)
    act(client, message, do, note=WORDS, answer=WORDS)

    assert logged(action) == [("confidential-desk", str(Message.objects.get()), "confidential")]
    assert WORDS not in str(list(entries(action).values()))


def test_mail_that_went_out(client, desk, message, work):
    message.answers.create(text="A sample answer")
    act(client, message, "notify")
    work()

    assert logged("message_notified") == logged("message_notifying") != []


def test_answer_that_was_withdrawn(client, desk, message):
    act(client, message, "answer", answer="A slip")
    act(client, message, "withdraw", given=message.answers.get().pk)

    assert logged("answer_withdrawn") == logged("message_answered") != []


def test_look_at_a_confidential_message(client, desk, message):
    client.get(reverse("messages:inspect", args=[message.pk]))

    assert logged("message_opened") == [("confidential-desk", str(Message.objects.get()), "confidential")]


def test_several_at_once(client, desk, message):
    ticked = selected(message, make_message("confidential"))
    client.post(reverse("messages:change_selected"), {"selected": ticked, "action": "close"})

    assert len(set(logged("message_closed"))) == 2


@pytest.mark.parametrize(
    ("view", "action"), [("export", "messages_exported"), ("export_words", "messages_exported_with_words")]
)
def test_file_names_what_was_in_it_and_why(client, desk, message, view, action):
    sign_in(client, desk.username)
    form = {"reason": "A sample of a reason", "file_password": "a password of a file"}
    client.post(reverse(f"messages:{view}"), form)

    entry = entries(action).get()
    assert entry.details["messages"] == [str(Message.objects.get())]
    assert entry.details["reason"] == (form["reason"] if view == "export_words" else "")


def test_entries_outlive_the_message_without_its_words(client, desk, message):
    act(client, message, "answer", answer=WORDS)
    number = str(Message.objects.get())
    Message.objects.update(received_at=timezone.now() - timedelta(days=10_000))

    call_command("purge_messages")

    assert not Message.objects.exists()
    assert logged("message_answered") == [("confidential-desk", number, "confidential")]
    gone = entries("message_deleted").get()
    assert (gone.username, gone.details) == ("purge_messages", {"count": 1, "messages": [number]})


def test_purge_that_removes_nothing_writes_nothing(db):
    call_command("purge_messages")

    assert not entries("message_deleted").exists()


def test_new_keys(message):
    call_command("rotate_message_keys")

    assert entries("keys_rotated").get().details == {"count": 1}
