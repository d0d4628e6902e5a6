"""Mails about messages: they leave later, say nothing of the message, and survive a mail server that is down."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from iom_site.env import key_from
from pages.contact import limits, notifications
from pages.contact.models import Message
from pages.contact.staff_records import MessageAccess
from tests.pages.contact.messages import TEXT, act, make_pages, person, reference_after, send


@pytest.fixture
def pages(db):
    return make_pages()


def mail_server_is_down(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def mail_server_is_up_and_hours_have_passed(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(minutes=1))


def rows_of_tasks():
    return "\n".join(str(row) for row in DBTaskResult.objects.values())


@pytest.fixture
def notices(work):
    """What the schedule does every minute: `notices()`, or some time later: `notices(hours=2)`."""

    def notices(hours=2):
        Message.objects.update(received_at=F("received_at") - timedelta(hours=hours))
        call_command("send_message_notices", stdout=StringIO())
        work()

    return notices


SUBJECT = "Something waits for you on the site"


def test_notice_goes_to_those_entitled_and_says_nothing_of_the_message(client, pages, notices):
    for role in ("Message desk", "Confidential desk", "Editors", "administrator"):
        person(role)

    send(client, pages["confidential"], "confidential", contact_details="sample@example.org")
    notices()
    send(client, pages["contact"], "contact", text="Another sample text", sender="Samplename")
    notices()

    confidential, contact = mail.outbox
    assert confidential.bcc == ["confidential-desk@example.org"]
    assert sorted(contact.bcc) == ["confidential-desk@example.org", "message-desk@example.org"]
    assert (confidential.subject, confidential.body) == (contact.subject, contact.body)
    for secret in (TEXT, "Another", "sample@example.org", "Samplename", "staff", "M-", "onfidential", "essage"):
        assert secret not in contact.subject + contact.body


def test_no_mail_and_no_task_comes_with_a_message(client, pages, notices):
    person("Confidential desk")
    send(client, pages["confidential"], "confidential")

    assert not DBTaskResult.objects.exists()
    notices(hours=0)
    assert not mail.outbox


def test_messages_of_an_hour_are_told_of_once_and_in_one_mail(client, pages, notices):
    person("Confidential desk")
    for n in range(3):
        send(client, pages["confidential"], "confidential", text=f"Sample words {n}")
        send(client, pages["contact"], "contact", text=f"Other words {n}")

    notices()
    notices()

    assert [each.subject for each in mail.outbox] == [SUBJECT]


def test_minute_of_a_notice_cannot_be_foreseen(db, monkeypatch, settings):
    def first_minutes():
        found = []
        for hour in range(24):
            for minute in range(60):
                now = timezone.now().replace(hour=hour, minute=minute)
                monkeypatch.setattr(notifications.timezone, "now", lambda now=now: now)
                if notifications._told_before() == notifications.this_hour():
                    found.append(minute)
                    break
                monkeypatch.undo()
            monkeypatch.undo()
        return found

    ours = first_minutes()
    settings.MESSAGE_KEYS = [key_from("another")]

    assert len(ours) == 24 and len(set(ours)) > 8
    assert ours != first_minutes()


def test_notice_goes_to_a_role_of_another_name_with_the_permission(client, pages, notices):
    person("Message desk").groups.update(name="Почта")

    send(client, pages["contact"], "contact")
    notices()

    assert mail.outbox[0].bcc == ["message-desk@example.org"]


def test_notice_of_a_message_that_was_closed_meanwhile_is_not_sent(client, pages, notices, work):
    person("Message desk")
    send(client, pages["contact"], "contact")
    Message.objects.update(received_at=F("received_at") - timedelta(hours=2))

    call_command("send_message_notices", stdout=StringIO())
    Message.objects.get().change(state="closed")
    work()

    assert not mail.outbox


def test_quarantined_messages_are_told_of_once_a_day(client, pages, notices):
    person("Message desk")

    for n in range(3):
        send(client, pages["contact"], "contact", text=f"Casino casino {n}", website="x")
    notices(hours=24)
    notices(hours=24)

    assert [each.subject for each in mail.outbox] == [SUBJECT]


def test_flood_is_told_of_once_in_a_mail_and_on_the_first_screen(client, pages, notices, monkeypatch):
    monkeypatch.setattr(limits, "FLOOD", 2)
    client.force_login(person("Message desk"))
    assert "Much more is sent" not in client.get("/admin/").text
    for n in range(5):
        send(client, pages["contact"], "contact", text=f"Sample words {n}", network=f"203.0.113.{n}")

    for _ in range(3):
        notices(hours=0)

    assert [each.subject for each in mail.outbox] == ["A form of the site is being flooded"]
    assert mail.outbox[0].bcc == ["message-desk@example.org"]
    assert "Much more is sent" in client.get("/admin/").text


def test_mail_server_that_is_down_stops_nothing_and_the_notice_goes_out_later(
    client, pages, notices, work, settings, caplog
):
    person("Message desk")
    mail_server_is_down(settings)

    sent = send(client, pages["contact"], "contact", contact_details="sample@example.org")
    reference = reference_after(client, sent)
    notices()
    assert "could not be sent (ConnectionRefusedError)" in caplog.text
    assert not mail.outbox
    mail_server_is_up_and_hours_have_passed(settings)
    work()

    assert [each.subject for each in mail.outbox] == [SUBJECT]
    for secret in ("example.org", TEXT, reference):
        assert secret not in caplog.text + rows_of_tasks()


def test_notice_that_no_server_takes_is_not_lost(client, pages, notices, work, settings, caplog):
    person("Message desk")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    send(client, pages["contact"], "contact")

    notices()
    assert "could not be sent (EMAIL_URL is not set)" in caplog.text
    mail_server_is_up_and_hours_have_passed(settings)
    work()

    assert [each.subject for each in mail.outbox] == [SUBJECT]


def test_notice_that_fails_for_good_leaves_no_address_in_its_task(client, pages, notices, settings, monkeypatch):
    person("Message desk")
    monkeypatch.setattr("pages.values.background.RETRY_MINUTES", ())

    def refuse(mail):
        raise SMTPRecipientsRefused({"message-desk@example.org": (550, TEXT.encode())})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    send(client, pages["contact"], "contact")
    notices()

    assert DBTaskResult.objects.get().status == "FAILED"
    assert "MailNotSentError: SMTPRecipientsRefused" in rows_of_tasks()
    assert "example.org" not in rows_of_tasks()


def test_answer_is_written_and_the_sender_notified_of_nothing_but_that(client, pages, work, settings):
    client.force_login(person("Confidential desk"))
    details = "Write to (sample@example.org)."
    reference_after(client, send(client, pages["confidential"], "confidential", contact_details=details))
    work()
    mail.outbox.clear()
    message = Message.objects.get()
    address = reverse("messages:inspect", args=[message.pk])

    answered = act(client, message, "answer", answer="A sample answer.")
    assert "The sender can read this answer now." in answered.text
    work()
    assert not mail.outbox
    mail_server_is_down(settings)
    requested = act(client, message, "notify")
    assert "The mail is on its way." in requested.text
    work()
    text = client.get(address).text
    assert "mail to the sender requested" in text and "mail to the sender sent" not in text
    mail_server_is_up_and_hours_have_passed(settings)
    work()

    assert mail.outbox[0].bcc == ["sample@example.org"]
    assert "A sample answer" not in mail.outbox[0].body
    assert f"{pages['confidential']}a/" in mail.outbox[0].body
    assert "confidential-desk, mail to the sender sent" in client.get(address).text
    for secret in ("sample@example.org", "A sample answer", TEXT):
        assert secret not in rows_of_tasks()
    message.refresh_from_db()
    assert (message.state, message.answers.get().text) == ("answered", "A sample answer.")


def test_mail_to_a_sender_without_an_address_or_an_answer_is_not_promised(client, pages):
    client.force_login(person("Message desk"))
    send(client, pages["contact"], "contact", contact_details="sample@example.org")

    assert "The mail cannot be sent." in act(client, Message.objects.get(), "notify").text
    assert not MessageAccess.objects.exists()
