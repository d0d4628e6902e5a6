"""Copies, new keys and what cannot be read."""

import json
from base64 import urlsafe_b64encode
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from iom_site import env
from pages.contact import tokens
from pages.contact.models import Message
from pages.contact.staff_records import MessageAnswer, MessageNote
from tests.pages.contact.at_rest import SECRETS, full_message, new_key, readable
from tests.pages.contact.messages import TEXT, act, make_message, person, post, reference_after, send


def test_dump_holds_no_words_and_is_read_back(db):
    message = full_message("confidential")
    dumped = StringIO()
    models = ["message", "messagekey", "messagenumber", "messageanswer", "messagenote"]
    call_command("dumpdata", *(f"pages.{model}" for model in models), stdout=dumped)
    for secret in SECRETS.values():
        assert secret not in dumped.getvalue()
    assert len(json.loads(dumped.getvalue())) == 4
    before = readable(message)
    Message.objects.all().delete()

    _load(dumped.getvalue())

    assert readable(message) == before
    assert TEXT in before and SECRETS["answer"] in before and SECRETS["note"] in before


def _load(text):
    from django.core import serializers

    for row in serializers.deserialize("json", text):
        row.save()


def test_dump_of_what_cannot_be_read_is_made_as_well(db, settings):
    full_message()
    settings.MESSAGE_KEYS = [new_key()]
    dumped = StringIO()

    call_command("dumpdata", "pages.message", stdout=dumped)

    assert "encrypted_text" in dumped.getvalue()


def test_new_key_reads_what_the_old_one_encrypted_and_then_the_old_one_opens_no_word(client, pages, settings):
    reference = reference_after(client, send(client, pages["contact"], "contact"))
    message = Message.objects.get()
    message.notes.create(text=SECRETS["note"])
    message.answers.create(text=SECRETS["answer"])
    before, old, new = readable(message), settings.MESSAGE_KEYS[0], new_key()

    settings.MESSAGE_KEYS = [new, old]
    assert readable(message) == before
    said = StringIO()
    call_command("rotate_message_keys", stdout=said)
    assert "1 messages" in said.getvalue()
    assert SECRETS["answer"] in post(client, f"{pages['contact']}a/", {"reference": reference}).text

    settings.MESSAGE_KEYS = [new]
    assert readable(message) == before
    settings.MESSAGE_KEYS = [old]
    assert set(readable(message)) == {None}


def test_form_that_was_open_while_the_key_changed_is_sent_once(client, pages, settings):
    form = {"token": tokens.issue("contact", age=60), "about": "other", "text": TEXT}
    first = reference_after(client, post(client, pages["contact"], form))
    settings.MESSAGE_KEYS = [new_key(), *settings.MESSAGE_KEYS]

    assert reference_after(client, post(client, pages["contact"], form)) == first
    assert Message.objects.count() == 1


def test_rotation_goes_on_past_what_cannot_be_read_and_says_so(db, settings):
    first, broken, last = (full_message(text=f"Sample words {n}") for n in range(3))
    MessageNote.objects.filter(message=broken).update(encrypted_text="1.damaged")
    kept = Message.objects.filter(pk=broken.pk).values().get()
    old, new = settings.MESSAGE_KEYS[0], new_key()
    settings.MESSAGE_KEYS = [new, old]
    said = StringIO()

    with pytest.raises(CommandError, match=str(broken.pk)):
        call_command("rotate_message_keys", stdout=said)

    assert "2 messages" in said.getvalue()
    assert Message.objects.filter(pk=broken.pk).values().get() == kept
    settings.MESSAGE_KEYS = [new]
    assert None not in readable(first) + readable(last)
    settings.MESSAGE_KEYS = [old]
    assert readable(broken).count(None) == 1


def test_note_written_while_the_key_of_its_message_changed_can_be_read(db, client, settings):
    from pages.contact.actions import ACTIONS

    seen = full_message()
    assert seen.text == TEXT
    call_command("rotate_message_keys", stdout=StringIO())

    ACTIONS["note"].run(seen, person("Message desk"), {"note": "A late note"}, version=0)

    assert "A late note" in readable(seen)


DAMAGES = [
    {"encrypted_text": "1.damaged"},
    {"encrypted_about": ""},
    {"encrypted_text": "9.a"},
    {"kind": "contact", "fingerprint": "x"},
]


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_what_cannot_be_read_stops_no_page(client, pages, damage):
    client.raise_request_exception = False
    message = full_message("contact")
    Message.objects.filter(pk=message.pk).update(**damage)
    make_message(text="A sample that can be read")
    client.force_login(person("Confidential desk"))

    assert client.get(reverse("messages:index")).status_code == 200
    opened = client.get(reverse("messages:inspect", args=[message.pk]), follow=True)
    assert "cannot be read" in opened.text
    for name in ("csv", "xlsx"):
        assert client.post(reverse("messages:export"), {"format": name}).status_code == 200
    exported = client.post(reverse("messages:export")).getvalue().decode()
    assert "cannot be read" in exported and "A sample that can be read" in exported
    assert act(client, message, "close").status_code == 200


@pytest.mark.parametrize("model", [MessageAnswer, MessageNote])
def test_damaged_answer_or_note_stops_no_page(client, pages, model):
    reference = reference_after(client, send(client, pages["contact"], "contact"))
    message = Message.objects.get()
    message.answers.create(text=SECRETS["answer"])
    message.notes.create(text=SECRETS["note"])
    model.objects.update(encrypted_text="1.damaged")
    client.force_login(person("Message desk"))

    assert "cannot be read" in client.get(reverse("messages:inspect", args=[message.pk])).text
    assert client.post(reverse("messages:export")).status_code == 200
    shown = post(client, f"{pages['contact']}a/", {"reference": reference})
    assert (model is MessageAnswer) == ("cannot be shown at present" in shown.text)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("short", "MESSAGE_KEYS is malformed"),
        ("ż" * 43, "MESSAGE_KEYS is malformed"),
        ("A" * 43 + "=,x", "MESSAGE_KEYS is malformed"),
        ("A" * 43 + "=", "anybody could guess"),
        (urlsafe_b64encode(b"ab" * 16).decode(), "anybody could guess"),
        (urlsafe_b64encode(b"0123456789abcdefghijklmnopqrstuv").decode(), "has another use"),
    ],
)
def test_key_that_is_none_stops_the_start_with_one_sentence(monkeypatch, capsys, value, sentence):
    monkeypatch.setenv("MESSAGE_KEYS", value)

    with pytest.raises(SystemExit):
        env.keys("MESSAGE_KEYS", unlike="0123456789abcdefghijklmnopqrstuv")
    assert sentence in capsys.readouterr().err
