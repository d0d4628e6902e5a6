"""Writing to the office, coming back for the answer."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import call_command
from django.db import connection

from iom_site import env
from pages.contact import tokens
from pages.contact.models import Message, MessageQuerySet
from tests.pages.messages import (
    TEXT,
    filled,
    make_pages,
    post,
    reference_after,
    send,
    token_in,
)

KINDS = ["contact", "confidential"]


@pytest.fixture
def pages(db):
    return make_pages()


@pytest.mark.parametrize("kind", KINDS)
def test_message_is_sent_and_found_again_by_its_reference(client, pages, kind):
    form = client.get(pages[kind])
    about = {"contact": "press", "confidential": "partner"}[kind]
    response = post(
        client, pages[kind], {"token": token_in(form), "about": about, "text": TEXT, "contact_details": "Sample 12"}
    )
    reference = reference_after(client, response)

    message = Message.objects.get()
    assert (message.kind, message.about, message.text, message.contact_details) == (kind, about, TEXT, "Sample 12")
    assert (message.state, message.language) == ("new", "en")
    shown = post(client, f"{pages[kind]}status/", {"reference": reference.lower().replace("-", " ")})
    assert "Your message has arrived." in shown.text


@pytest.mark.parametrize("kind", KINDS)
def test_answer_stands_under_the_reference(client, pages, kind):
    reference = reference_after(client, send(client, pages[kind], kind))
    Message.objects.get().change(answer="A sample answer.\n<b>", state="answered")

    shown = post(client, f"{pages[kind]}status/", {"reference": reference})

    assert "There is an answer for you." in shown.text
    assert "A sample answer.<br>&lt;b&gt;" in shown.text


def test_reference_of_one_form_is_not_answered_by_the_other(client, pages):
    reference = reference_after(client, send(client, pages["confidential"], "confidential"))

    shown = post(client, f"{pages['contact']}status/", {"reference": reference})

    assert "No message has this reference." in shown.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "new"}, "Nobody has begun"),
        ({"state": "new", "quarantined_for": "links"}, "Nobody has begun"),
        ({"state": "in_progress"}, "Someone is working"),
        ({"state": "closed"}, "is finished"),
        ({"state": "closed", "answer": "Sample"}, "There is an answer"),
    ],
)
def test_state_is_said_in_plain_words(values, words):
    assert words in str(Message(**values).status_text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("below", ["", "status/", "sent/x/"])
def test_form_and_all_after_it_are_kept_nowhere_and_set_no_cookie(client, pages, kind, below):
    response = client.get(pages[kind] + below)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


@pytest.mark.parametrize("kind", KINDS)
def test_sending_needs_no_cookie(pages, kind):
    from django.test import Client

    assert send(Client(enforce_csrf_checks=True), pages[kind], kind).status_code == 303


def test_error_keeps_what_was_typed_and_leads_to_the_field(client, pages):
    token = tokens.issue("contact", age=60)
    response = post(client, pages["contact"], {"token": token, "text": "Short", "sender": "A sample name"})

    assert response.status_code == 200
    assert "<title>Error: " in response.text
    assert 'role="alert"' in response.text
    assert "2 things need your attention" in response.text
    assert 'href="#id_about_0"' in response.text and 'id="id_about_0"' in response.text
    assert 'href="#id_text"' in response.text and 'id="id_text"' in response.text
    assert 'aria-describedby="id_text_helptext id_text_error"' in response.text
    assert 'id="id_text_helptext"' in response.text and 'id="id_text_error"' in response.text
    assert 'aria-invalid="true"' in response.text
    assert 'value="A sample name"' in response.text and ">\nShort</textarea>" in response.text
    assert token_in(response) == token
    assert not Message.objects.exists()


def test_confidential_form_asks_for_no_name_and_nothing_is_filled_in_by_the_browser(client, pages):
    text = client.get(pages["confidential"]).text

    assert 'name="sender"' not in text
    assert text.count('autocomplete="off"') >= 4
    assert 'spellcheck="false"' in text


def test_too_long_a_text_is_refused_beside_the_field_and_kept(client, pages):
    text = "sample " * 800
    response = send(client, pages["contact"], "contact", text=text)

    assert "at most 5000 letters, not 5599" in response.text
    assert text.strip() in response.text
    assert "maxlength" not in response.text
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "token",
    ["", "forged", "a.1:b", tokens.issue("confidential", age=60), tokens.issue("contact", age=90_000)],
    ids=["none", "forged", "odd", "of another form", "a day old"],
)
def test_token_that_is_old_or_not_ours_asks_to_send_once_more(client, pages, token):
    response = send(client, pages["contact"], "contact", token=token)

    assert "Please press Send once more." in response.text
    assert TEXT in response.text
    assert tokens.verify(token_in(response), "contact")
    assert not Message.objects.exists()


def test_form_that_is_sent_twice_makes_one_message_with_one_reference(client, pages):
    form = filled("contact")
    first, second = (reference_after(client, post(client, pages["contact"], form)) for _ in range(2))

    assert first == second
    assert Message.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "changed", [{"text": "Sample words that were corrected"}, {"contact_details": "Sample 12"}, {"about": "other"}]
)
def test_message_that_is_corrected_after_back_is_a_second_message(client, pages, kind, changed):
    form = filled(kind)
    references = [reference_after(client, post(client, pages[kind], {**form, **each})) for each in ({}, changed)]

    assert len(set(references)) == Message.objects.count() == 2
    for reference in references:
        shown = post(client, f"{pages[kind]}status/", {"reference": reference})
        assert "Your message has arrived." in shown.text
    texts = {message.text for message in Message.objects.all()}
    assert texts == {TEXT, changed.get("text", TEXT)}


def test_who_saw_the_form_of_somebody_is_not_led_to_their_reference(client, pages):
    form = filled("confidential")
    theirs = reference_after(client, post(client, pages["confidential"], form))

    mine = reference_after(client, post(client, pages["confidential"], {**form, "text": "Sample words of a stranger"}))

    assert mine != theirs


def test_form_that_is_sent_twice_in_the_same_moment_makes_one_message(client, pages, monkeypatch):
    form = filled("contact")
    first = reference_after(client, post(client, pages["contact"], form))
    monkeypatch.setattr(MessageQuerySet, "with_reference", lambda messages, reference: messages.none())

    assert reference_after(client, post(client, pages["contact"], form)) == first
    assert Message.objects.count() == 1


def test_reference_is_shown_for_half_an_hour(client, pages, monkeypatch):
    response = send(client, pages["contact"], "contact")
    monkeypatch.setattr(tokens, "SENT_SECONDS", -1)

    assert "This page is over" in client.get(response.url).text


def test_text_from_the_database_cannot_be_decrypted_by_the_page_after_sending(client, pages):
    send(client, pages["contact"], "contact", text="ABCD-EFGH-JKMN")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM pages_message")
        stolen = cursor.fetchone()[0]

    shown = client.get(f"{pages['contact']}sent/{stolen.rstrip('=')}/").text

    assert "This page is over" in shown
    assert "ABCD-EFGH-JKMN" not in shown


@pytest.mark.parametrize("typed", ["abcd-efgh-jkmn", " ABCD EFGH JKMN ", "АBСD–ЕFGН–JКМN", "A.B.C.D.E.F.G.H.J.K.M.N"])
def test_reference_is_understood_however_it_is_typed(typed):
    assert tokens.normalize_reference(typed) == "ABCD-EFGH-JKMN"


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH-JKM", "ABCD-EFGH-JKM0", "ABCD-EFGH-JKMNP", "Ж" * 12])
def test_what_is_no_reference(typed):
    assert tokens.normalize_reference(typed) == ""


def test_database_knows_neither_the_text_nor_the_reference(client, pages):
    reference = reference_after(
        client, send(client, pages["contact"], "contact", sender="Samplename", contact_details="sample@example.org")
    )
    message = Message.objects.get()
    message.change(answer="A sample answer")
    message.notes.create(text="A sample note")
    dump = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            dump += [str(value) for row in cursor.fetchall() for value in row]
    dump = "\n".join(dump)

    assert message.fingerprint in dump
    for secret in (TEXT, "Samplename", "sample@example.org", "A sample answer", "A sample note", reference):
        assert secret not in dump
        assert secret.replace("-", "") not in dump


def test_new_key_reads_what_the_old_one_encrypted_and_the_old_one_is_no_longer_needed_for_text(client, pages, settings):
    reference = reference_after(client, send(client, pages["contact"], "contact"))
    Message.objects.get().notes.create(text="A sample note")
    old, new = settings.MESSAGE_KEYS[0], Fernet.generate_key().decode()

    settings.MESSAGE_KEYS = [new, old]
    assert Message.objects.get().text == TEXT
    assert "has arrived" in post(client, f"{pages['contact']}status/", {"reference": reference}).text
    call_command("rotate_message_keys", stdout=StringIO())

    settings.MESSAGE_KEYS = [new]
    assert Message.objects.get().text == TEXT
    assert Message.objects.get().notes.get().text == "A sample note"
    settings.MESSAGE_KEYS = [old]
    with pytest.raises(InvalidToken):
        Message.objects.get()


@pytest.mark.parametrize("value", ["short", "ż" * 43, "A" * 43 + "=,x"])
def test_key_that_is_none_stops_the_start_with_one_sentence(monkeypatch, capsys, value):
    monkeypatch.setenv("MESSAGE_KEYS", value)

    with pytest.raises(SystemExit):
        env.keys("MESSAGE_KEYS")
    assert "MESSAGE_KEYS is malformed" in capsys.readouterr().err
