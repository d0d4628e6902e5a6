"""Writing to the office, coming back for the answer, and forgetting."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from iom_site import env
from pages.contact import tokens, views
from pages.contact.models import Message, MessageLook
from pages.contact.page_types import ContactPage
from pages.values import rate_limits
from tests.pages.messages import (
    URLENCODED,
    WORDS,
    filled,
    make_pages,
    old_token,
    person,
    post,
    reference_after,
    send,
    token_in,
)

pytestmark = pytest.mark.database
KINDS = ["contact", "confidential"]


@pytest.fixture
def pages(db):
    return make_pages()


@pytest.mark.parametrize("kind", KINDS)
def test_message_is_sent_and_found_again_by_its_reference(client, pages, kind):
    form = client.get(pages[kind])
    about = {"contact": "press", "confidential": "partner"}[kind]
    response = post(client, pages[kind], {"token": token_in(form), "about": about, "text": WORDS, "reach": "Sample 12"})
    reference = reference_after(client, response)

    message = Message.objects.get()
    assert (message.kind, message.about, message.text, message.reach) == (kind, about, WORDS, "Sample 12")
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
        ({"state": "in_hand"}, "Somebody is working"),
        ({"state": "closed"}, "is finished"),
        ({"state": "closed", "answer": "Sample"}, "There is an answer"),
    ],
)
def test_state_is_told_in_plain_words(values, words):
    assert words in str(Message(**values).news)


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
    token = old_token("contact", 60)
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
    ["", "forged", "a.1:b", old_token("confidential", 60), old_token("contact", 90_000)],
    ids=["none", "forged", "odd", "of another form", "a day old"],
)
def test_token_that_is_old_or_not_ours_asks_to_send_once_more(client, pages, token):
    response = send(client, pages["contact"], "contact", token=token)

    assert "Please press Send once more." in response.text
    assert WORDS in response.text
    assert tokens.read(token_in(response), "contact")
    assert not Message.objects.exists()


def test_form_that_is_sent_twice_makes_one_message_with_one_reference(client, pages):
    form = filled("contact")
    first, second = (reference_after(client, post(client, pages["contact"], form)) for _ in range(2))

    assert first == second
    assert Message.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "changed", [{"text": "Sample words that were corrected"}, {"reach": "Sample 12"}, {"about": "other"}]
)
def test_message_that_is_corrected_after_back_is_a_second_message(client, pages, kind, changed):
    form = filled(kind)
    references = [reference_after(client, post(client, pages[kind], {**form, **each})) for each in ({}, changed)]

    assert len(set(references)) == Message.objects.count() == 2
    for reference in references:
        shown = post(client, f"{pages[kind]}status/", {"reference": reference})
        assert "Your message has arrived." in shown.text
    texts = {message.text for message in Message.objects.all()}
    assert texts == {WORDS, changed.get("text", WORDS)}


def test_who_saw_the_form_of_somebody_is_not_led_to_their_reference(client, pages):
    form = filled("confidential")
    theirs = reference_after(client, post(client, pages["confidential"], form))

    mine = reference_after(client, post(client, pages["confidential"], {**form, "text": "Sample words of a stranger"}))

    assert mine != theirs


def test_form_that_is_sent_twice_in_the_same_moment_makes_one_message(client, pages, monkeypatch):
    form = filled("contact")
    first = reference_after(client, post(client, pages["contact"], form))
    monkeypatch.setattr(views, "find", lambda *args, **which: None)

    assert reference_after(client, post(client, pages["contact"], form)) == first
    assert Message.objects.count() == 1


def test_reference_is_shown_for_half_an_hour(client, pages, monkeypatch):
    response = send(client, pages["contact"], "contact")
    monkeypatch.setattr(tokens, "SENT_SECONDS", -1)

    assert "This page is over" in client.get(response.url).text


def test_words_from_the_database_cannot_be_decrypted_by_the_page_after_sending(client, pages):
    send(client, pages["contact"], "contact", text="ABCD-EFGH-JKMN")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM pages_message")
        stolen = cursor.fetchone()[0]

    shown = client.get(f"{pages['contact']}sent/{stolen.rstrip('=')}/").text

    assert "This page is over" in shown
    assert "ABCD-EFGH-JKMN" not in shown


@pytest.mark.parametrize("typed", ["abcd-efgh-jkmn", " ABCD EFGH JKMN ", "АBСD–ЕFGН–JКМN", "A.B.C.D.E.F.G.H.J.K.M.N"])
def test_reference_is_understood_however_it_is_typed(typed):
    assert tokens.as_typed(typed) == "ABCD-EFGH-JKMN"


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH-JKM", "ABCD-EFGH-JKM0", "ABCD-EFGH-JKMNP", "Ж" * 12])
def test_what_is_no_reference(typed):
    assert tokens.as_typed(typed) == ""


def test_database_knows_neither_the_words_nor_the_reference(client, pages):
    reference = reference_after(
        client, send(client, pages["contact"], "contact", sender="Samplename", reach="sample@example.org")
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
    for secret in (WORDS, "Samplename", "sample@example.org", "A sample answer", "A sample note", reference):
        assert secret not in dump
        assert secret.replace("-", "") not in dump


def test_new_key_reads_what_the_old_one_locked_and_the_old_one_is_no_longer_needed_for_words(client, pages, settings):
    reference = reference_after(client, send(client, pages["contact"], "contact"))
    Message.objects.get().notes.create(text="A sample note")
    old, new = settings.MESSAGE_KEYS[0], Fernet.generate_key().decode()

    settings.MESSAGE_KEYS = [new, old]
    assert Message.objects.get().text == WORDS
    assert "has arrived" in post(client, f"{pages['contact']}status/", {"reference": reference}).text
    call_command("rotate_message_keys", stdout=StringIO())

    settings.MESSAGE_KEYS = [new]
    assert Message.objects.get().text == WORDS
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


# What is held back -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"website": "http://sample.example"}, "trap"),
        ({"text": "See http://a.example www.b.example https://c.example"}, "links"),
        ({"text": "The best online casino for you, dear sample"}, "commerce"),
        ({"text": "样本文字样本文字样本文字样本文字"}, "alphabet"),
    ],
)
def test_suspicious_message_is_held_back_and_its_sender_sees_no_difference(client, pages, changed, reason):
    reference_after(client, send(client, pages["contact"], "contact", **changed))

    assert Message.objects.get().quarantined_for == reason
    assert len(Message.objects.get().reasons) == 1


def test_message_sent_within_three_seconds_is_held_back(client, pages):
    reference_after(client, send(client, pages["contact"], "contact", token=old_token("contact", 0)))

    assert Message.objects.get().quarantined_for == "fast"


def test_same_text_again_is_held_back(client, pages):
    for _ in range(2):
        send(client, pages["contact"], "contact")

    assert sorted(Message.objects.values_list("quarantined_for", flat=True)) == ["", "repeated"]


@pytest.mark.parametrize(
    "text",
    [
        "Мой паспорт у хозяина, он не платит деньги и требует вернуть долг. Помогите.",
        "Işden boşadyldym, pasportymy bermeýärler. Kömek ediň!",
        "They took a loan in my name. See https://sample.example and www.sample.example",
        "I want to work in Seoul, is the offer real? 1000 $ a month",
    ],
)
def test_genuine_message_is_not_held_back(client, pages, text):
    send(client, pages["confidential"], "confidential", text=text)

    assert Message.objects.get().quarantined_for == ""


def test_eleventh_message_of_a_network_is_held_back_and_the_sixty_first_waits(client, pages):
    answers = [send(client, pages["contact"], "contact", text=f"Sample text number {n}") for n in range(62)]

    assert [answer.status_code for answer in answers] == [303] * 60 + [429] * 2
    assert "Sample text number 61" in answers[-1].text
    assert Message.objects.filter(quarantined_for="crowd").count() == 50
    other = send(client, pages["contact"], "contact", text="Sample text from elsewhere", network="203.0.113.9")
    assert other.status_code == 303


def test_network_is_counted_without_its_address(client, pages, rf, monkeypatch):
    kept, add = {}, rate_limits.cache.add

    def watched(key, value, timeout=None, **options):
        kept[key] = (value, timeout)
        return add(key, value, timeout, **options)

    monkeypatch.setattr(rate_limits.cache, "add", watched)

    assert rate_limits.from_one_network(rf.get("/", REMOTE_ADDR="203.0.113.77"), "sent") == 1

    assert len(kept) == 2
    assert "203.0.113" not in str(kept)
    assert all(timeout and timeout <= rate_limits.DAY for _value, timeout in kept.values())


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("203.0.113.1", "203.0.113.2", False),
        ("2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1", True),
        ("2001:db8:1:2::4", "2001:db8:1:3::4", False),
        ("::ffff:203.0.113.1", "203.0.113.1", True),
    ],
)
def test_which_addresses_are_one_network(rf, first, second, same):
    rate_limits.from_one_network(rf.get("/", REMOTE_ADDR=first), "sent")

    assert rate_limits.from_one_network(rf.get("/", REMOTE_ADDR=second), "sent") == (2 if same else 1)


def test_address_that_a_visitor_claims_counts_only_behind_a_proxy(rf, settings):
    request = rf.get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.5"}, REMOTE_ADDR="10.0.0.1")

    settings.BEHIND_PROXY = False
    assert rate_limits._network(request) == "10.0.0.1"
    settings.BEHIND_PROXY = True
    assert rate_limits._network(request) == "203.0.113.5"
    assert rate_limits._network(rf.get("/", headers={"x-forwarded-for": "nonsense"})) == ""


def test_cache_that_is_down_means_no_limit_and_no_loss(client, pages, settings):
    nowhere = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1}
    redis = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0", "OPTIONS": nowhere}
    settings.CACHES = {"default": redis, "renditions": redis}

    for n in range(12):
        send(client, pages["contact"], "contact", text=f"Sample text number {n}")

    assert Message.objects.filter(quarantined_for="").count() == 12


def test_guessing_references_is_slowed_down(client, pages):
    answers = [post(client, f"{pages['contact']}status/", {"reference": "ABCD-EFGH-JKMN"}) for _ in range(31)]

    assert [answer.status_code for answer in answers[-2:]] == [200, 429]


# Mails -------------------------------------------------------------------------------------------


def test_notice_goes_to_those_entitled_and_says_nothing_of_the_message(client, pages):
    for role in ("Message desk", "Confidential desk", "Editors", "administrator"):
        person(role)

    send(client, pages["confidential"], "confidential", reach="sample@example.org")
    send(client, pages["contact"], "contact", text="Another sample text", sender="Samplename")

    confidential, contact = mail.outbox
    assert confidential.bcc == ["confidential-desk@example.org"]
    assert sorted(contact.bcc) == ["confidential-desk@example.org", "message-desk@example.org"]
    for each in mail.outbox:
        assert "A new message waits: M-" in each.subject
        assert "/admin/messages/" in each.body
        for secret in (WORDS, "Another", "sample@example.org", "Samplename", "staff"):
            assert secret not in each.subject + each.body


def test_messages_held_back_are_told_once_a_day(client, pages):
    person("Message desk")

    for n in range(3):
        send(client, pages["contact"], "contact", text=f"Casino casino {n}", website="x")

    assert [each.subject for each in mail.outbox] == ["Messages are held back and wait to be looked at"]


def test_mail_server_that_is_down_stops_nothing_and_nothing_is_logged_of_it(client, pages, monkeypatch, caplog):
    person("Message desk")

    def down(self):
        raise ConnectionRefusedError("message-desk@example.org")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)

    assert send(client, pages["contact"], "contact").status_code == 303
    assert "could not be sent (ConnectionRefusedError)" in caplog.text
    assert "example.org" not in caplog.text


# Forgetting --------------------------------------------------------------------------------------


def kept(state, received, changed, **values):
    now = timezone.now()
    message = Message.objects.create(kind="contact", text="Sample", fingerprint=f"{state}{received}{changed}", **values)
    ages = {"received_at": now - timedelta(days=received), "changed_at": now - timedelta(days=changed)}
    Message.objects.filter(pk=message.pk).update(state=state, **ages)
    return message


def test_closed_messages_are_removed_after_the_set_time_and_all_others_after_twice_that(db, settings):
    settings.MESSAGES_KEEP_DAYS = 100
    gone = [kept("closed", 150, 101), kept("new", 201, 201), kept("answered", 201, 1), kept("closed", 201, 2)]
    gone[0].notes.create(text="Sample")
    left = [kept("closed", 150, 99), kept("new", 199, 199), kept("new", 199, 198, quarantined_for="links")]
    said = StringIO()

    call_command("purge_messages", "--dry-run", stdout=said)
    assert said.getvalue() == "Messages to be removed: 4, of them never closed: 2.\n"
    assert Message.objects.count() == 7
    call_command("purge_messages", stdout=said)

    assert said.getvalue().endswith("Messages removed: 4, of them never closed: 2.\n")
    assert set(Message.objects.all()) == set(left)


def test_messages_are_not_forgotten_at_once(db, settings):
    settings.MESSAGES_KEEP_DAYS = 0

    with pytest.raises(CommandError, match="1 or more"):
        call_command("purge_messages")


# Logs --------------------------------------------------------------------------------------------


def test_logs_know_no_visitor_no_word_and_no_reference(client, pages, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    client.raise_request_exception = False
    where = {"REMOTE_ADDR": "203.0.113.77", "HTTP_X_FORWARDED_FOR": "198.51.100.23"}
    addresses = []
    for kind in KINDS:
        client.get(pages[kind], **where)
        response = post(client, pages[kind], filled(kind, reach="sample@example.org"), **where)
        addresses.append(response.url.split("/sent/")[1])
        reference = reference_after(client, response)
        post(client, f"{pages[kind]}status/", {"reference": reference}, **where)
        client.post(pages[kind], "x" * 300_000, content_type=URLENCODED, **where)
        client.get(f"{pages[kind]}nothing/", **where)
        monkeypatch.setattr(views.spam, "reasons", lambda *args: 1 / 0)
        assert post(client, pages[kind], filled(kind, reach="sample@example.org"), **where).status_code == 500
        monkeypatch.undo()
        caplog.set_level(logging.DEBUG)

    assert "ZeroDivisionError" in caplog.text
    everything = caplog.text + "".join(
        str(vars(record)) for record in caplog.records if record.name != "django.db.backends"
    )
    for secret in ("203.0.113.77", "198.51.100.23", WORDS, "sample@example.org", reference, *addresses):
        assert secret not in everything


def test_report_of_an_error_hides_what_was_sent(pages, rf, settings):
    from django.views.debug import SafeExceptionReporterFilter

    request = rf.post("/", "text=Sample", content_type=URLENCODED)
    views.write(request, ContactPage.objects.get(locale__language_code="en"))

    assert "Sample" not in str(SafeExceptionReporterFilter().get_post_parameters(request))


def test_desk_answers_and_tells_the_sender_nothing_but_that(client, pages):
    client.force_login(person("Confidential desk"))
    reference_after(client, send(client, pages["confidential"], "confidential", reach="Write to (sample@example.org)."))
    message = Message.objects.get()
    mail.outbox.clear()
    address = reverse("message", args=[message.pk])

    client.post(address, {"do": "answer", "answer": "A sample answer."})
    assert not mail.outbox
    client.post(address, {"do": "tell"})

    assert mail.outbox[0].bcc == ["sample@example.org"]
    assert "A sample answer" not in mail.outbox[0].body
    assert f"{pages['confidential']}status/" in mail.outbox[0].body
    message.refresh_from_db()
    assert (message.state, message.answer) == ("answered", "A sample answer.")
    assert set(MessageLook.objects.values_list("what", flat=True)) >= {"answered", "told"}
