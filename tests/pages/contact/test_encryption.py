"""What the database knows of a message, and that nothing in it can be moved to where it would be read."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pages.contact import encryption, tokens
from pages.contact.models import Message, MessageKey, MessageNumber
from pages.contact.staff_records import MessageAnswer, MessageNote
from tests.pages.contact.at_rest import SECRETS, full_message, new_key, readable
from tests.pages.contact.messages import make_message, person, post, reference_after, send


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

    assert re.fullmatch(r"M-\d{5}", str(Message.objects.get(pk=contact.pk)))
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
