"""What the database, its copies and whoever can write to it learn of messages."""

import json
from base64 import urlsafe_b64encode
from datetime import datetime
from io import StringIO
from os import urandom

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from iom_site import env
from pages.contact import encryption, tokens
from pages.contact.encryption import UnreadableError
from pages.contact.models import Message, MessageKey, MessageNumber
from pages.contact.staff_records import MessageAnswer, MessageNote
from tests.pages.messages import TEXT, act, make_message, make_pages, person, post, reference_after, send

SECRETS = {
    "text": TEXT,
    "sender": "Samplename",
    "contact_details": "sample@example.org",
    "answer": "A sample answer",
    "note": "A sample note",
}


@pytest.fixture
def pages(db):
    return make_pages()


def new_key():
    return urlsafe_b64encode(urandom(32)).decode()


def full_message(kind="contact", **changed):
    """A message with an answer and a note."""
    words = {name: SECRETS[name] for name in ("text", "sender", "contact_details")}
    message = make_message(kind, **words | {"about": "other"} | changed)
    message.answers.create(text=SECRETS["answer"], written_by="sample")
    message.notes.create(text=SECRETS["note"])
    return message


def everything_in_the_database():
    """Every value of every row, as the database gives it."""
    values = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            values += [value for row in cursor.fetchall() for value in row]
    return values


def test_database_knows_neither_words_nor_topic_nor_reference(client, pages):
    words = {name: SECRETS[name] for name in ("text", "contact_details")}
    sent = send(client, pages["confidential"], "confidential", about="partner", **words)
    reference = reference_after(client, sent)
    message = Message.objects.get()
    message.answers.create(text=SECRETS["answer"])
    message.notes.create(text=SECRETS["note"])
    dump = "\n".join(map(str, everything_in_the_database()))

    assert message.fingerprint in dump
    for secret in (*words.values(), SECRETS["answer"], SECRETS["note"], reference, reference.replace("-", "")):
        assert secret not in dump
    assert "partner" not in [getattr(message, field.attname) for field in Message._meta.concrete_fields]


def test_lengths_tell_no_more_than_a_kilobyte(db):
    short, long = (make_message(text="s" * length, contact_details="1" * (length % 7)) for length in (10, 900))

    for name in ("text", "contact_details", "about", "sender"):
        assert len(getattr(short, f"encrypted_{name}")) == len(getattr(long, f"encrypted_{name}")) < 1500
    longest = make_message(text="Ж" * 5000)
    assert Message.objects.get(pk=longest.pk).text == "Ж" * 5000


def test_exact_time_of_sending_is_kept_nowhere(client, pages):
    before = timezone.now()
    send(client, pages["confidential"], "confidential")
    after = timezone.now()
    message = Message.objects.get()

    assert message.received_at == message.changed_at == before.replace(minute=0, second=0, microsecond=0)
    for model in (Message, MessageKey):
        for row in model.objects.values():
            times = [value for value in row.values() if isinstance(value, datetime)]
            assert not [time for time in times if before <= time <= after]
    assert not DBTaskResult.objects.exists()


def test_order_of_rows_and_numbers_does_not_tell_who_wrote_first(client, pages):
    made = [make_message(text=f"Sample {n}") for n in range(12)]
    assert not MessageNumber.objects.exists()
    client.force_login(person("Message desk"))

    client.get(reverse("messages:index"))

    numbered = list(MessageNumber.objects.order_by("pk").values_list("message", flat=True))
    assert set(numbered) == {message.pk for message in made}
    assert numbered != [message.pk for message in made]
    late = make_message()
    client.get(reverse("messages:index"))
    assert late.number.pk > max(Message.objects.exclude(pk=late.pk).values_list("number", flat=True))


def test_number_is_given_once_and_only_by_those_who_may_read(client, pages):
    confidential, contact = make_message("confidential"), make_message()
    client.force_login(person("Message desk"))
    for _ in range(2):
        client.get(reverse("messages:index"))

    assert str(Message.objects.get(pk=contact.pk)).startswith("M-000")
    assert MessageNumber.objects.count() == 1
    assert str(confidential) == "M-"


@pytest.mark.parametrize("kind", Message.Kind.values)
def test_token_of_a_form_tells_no_time_to_whoever_finds_it(kind):
    now = str(int(timezone.now().timestamp()))
    token = tokens.issue(kind)

    assert now[:6] not in token
    assert len({tokens.issue(kind)[:8] for _ in range(20)}) == 20


PLACES = [
    *((Message, f"encrypted_{name}") for name in Message.ENCRYPTED),
    (MessageAnswer, "encrypted_text"),
    (MessageNote, "encrypted_text"),
]


def readable(message):
    """All that can be read of a message by the site, wherever it stands."""
    found = []
    message = Message.objects.get(pk=message.pk)
    for row in (message, *message.answers.all(), *message.notes.all()):
        for name in row.ENCRYPTED:
            try:
                found.append(getattr(row, name))
            except UnreadableError:
                found.append(None)
    return found


def row_of(model, message):
    return model.objects.filter(pk=message.pk) if model is Message else model.objects.filter(message=message)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0].__name__}.{place[1]}")
def test_words_moved_to_another_row_or_field_cannot_be_read_there(db, place):
    model, field = place
    victim = full_message(text="Sample words of a victim")
    stolen = row_of(model, victim).values_list(field, flat=True).get()
    for other_model, other_field in PLACES:
        mine = full_message()
        row_of(other_model, mine).update(**{other_field: stolen})
        assert readable(mine).count(None) == 1
        if other_model is not model or other_field != field:
            row_of(other_model, victim).update(**{other_field: stolen})
            assert None in readable(victim)


@pytest.mark.parametrize("field", ["kind", "fingerprint"])
def test_message_of_another_kind_or_reference_cannot_be_read(db, field):
    message = full_message("confidential")
    Message.objects.filter(pk=message.pk).update(**{field: "contact"})

    assert set(readable(message)) == {None}


def test_key_of_one_message_opens_no_other(db):
    mine, victim = full_message(), full_message()
    MessageKey.objects.filter(message=mine).update(wrapped=victim.wrapped_key.wrapped)
    MessageAnswer.objects.filter(message=victim).update(message=mine)

    assert set(readable(mine)) == {None}


def test_answer_of_a_stranger_is_not_shown_under_a_reference_moved_to_their_message(client, pages):
    mine = reference_after(client, send(client, pages["confidential"], "confidential"))
    victim = full_message("confidential", text="Sample words of a victim")
    fingerprint = Message.objects.exclude(pk=victim.pk).get().fingerprint
    Message.objects.exclude(pk=victim.pk).delete()
    Message.objects.filter(pk=victim.pk).update(fingerprint=fingerprint)

    shown = post(client, f"{pages['confidential']}a/", {"reference": mine})

    assert shown.status_code == 200
    assert "cannot be shown at present" in shown.text
    assert SECRETS["answer"] not in shown.text


def test_every_use_has_a_key_of_its_own(settings):
    derived = [encryption.derive(settings.MESSAGE_KEYS[0], use) for use in encryption.Use]

    assert len(set(derived)) == len(derived)
    assert encryption.derive(new_key(), encryption.Use.WORDS) not in derived


def test_words_of_a_deleted_message_stay_unread_whatever_a_copy_still_holds(db):
    message = full_message()
    copy = Message.objects.filter(pk=message.pk).values().get()
    message.delete()

    assert not MessageKey.objects.exists()
    restored = Message.objects.bulk_create([Message(**copy)])[0]
    assert set(readable(restored)) == {None}


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
