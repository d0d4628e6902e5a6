"""Mails about messages: they leave later, say nothing of the message, and survive a mail server that is down."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pages.contact.models import Message, MessageAccess
from tests.pages.messages import TEXT, make_pages, person, reference_after, send


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


def test_notice_goes_to_those_entitled_and_says_nothing_of_the_message(client, pages, work):
    for role in ("Message desk", "Confidential desk", "Editors", "administrator"):
        person(role)

    send(client, pages["confidential"], "confidential", contact_details="sample@example.org")
    send(client, pages["contact"], "contact", text="Another sample text", sender="Samplename")
    assert not mail.outbox
    work()

    confidential, contact = mail.outbox
    assert confidential.bcc == ["confidential-desk@example.org"]
    assert sorted(contact.bcc) == ["confidential-desk@example.org", "message-desk@example.org"]
    for each in mail.outbox:
        assert "A new message waits: M-" in each.subject
        assert "/admin/messages/" in each.body
        for secret in (TEXT, "Another", "sample@example.org", "Samplename", "staff"):
            assert secret not in each.subject + each.body


def test_notice_goes_to_a_role_of_another_name_with_the_permission(client, pages, work):
    person("Message desk").groups.update(name="Почта")

    send(client, pages["contact"], "contact")
    work()

    assert mail.outbox[0].bcc == ["message-desk@example.org"]


def test_notice_of_a_message_that_was_closed_meanwhile_is_not_sent(client, pages, work):
    person("Message desk")
    send(client, pages["contact"], "contact")

    Message.objects.get().change(state="closed")
    work()

    assert not mail.outbox


def test_quarantined_messages_are_notified_once_a_day(client, pages, work):
    person("Message desk")

    for n in range(3):
        send(client, pages["contact"], "contact", text=f"Casino casino {n}", website="x")
    work()

    assert [each.subject for each in mail.outbox] == ["Messages are held back and wait to be looked at"]


@pytest.mark.parametrize(
    ("quarantined", "subject"),
    [({}, "A new message waits: M-"), ({"website": "x"}, "Messages are held back and wait to be looked at")],
    ids=["ordinary", "quarantined"],
)
def test_mail_server_that_is_down_stops_nothing_and_the_notice_goes_out_later(
    client, pages, work, settings, caplog, quarantined, subject
):
    person("Message desk")
    mail_server_is_down(settings)

    sent = send(client, pages["contact"], "contact", contact_details="sample@example.org", **quarantined)
    reference = reference_after(client, sent)
    work()
    assert "could not be sent (ConnectionRefusedError)" in caplog.text
    assert not mail.outbox
    mail_server_is_up_and_hours_have_passed(settings)
    work()

    assert [each.subject.startswith(subject) for each in mail.outbox] == [True]
    for secret in ("example.org", TEXT, reference):
        assert secret not in caplog.text + rows_of_tasks()


def test_notice_that_fails_for_good_leaves_no_address_in_its_task(client, pages, work, settings, monkeypatch):
    person("Message desk")
    monkeypatch.setattr("pages.values.background.RETRY_MINUTES", ())

    def refuse(mail):
        raise SMTPRecipientsRefused({"message-desk@example.org": (550, TEXT.encode())})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    send(client, pages["contact"], "contact")
    work()

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

    answered = client.post(address, {"action": "answer", "answer": "A sample answer."}, follow=True)
    assert "The sender can read this answer now." in answered.text
    work()
    assert not mail.outbox
    mail_server_is_down(settings)
    requested = client.post(address, {"action": "notify"}, follow=True)
    assert "The mail is on its way." in requested.text
    work()
    text = client.get(address).text
    assert "mail to the sender requested" in text and "mail to the sender sent" not in text
    mail_server_is_up_and_hours_have_passed(settings)
    work()

    assert mail.outbox[0].bcc == ["sample@example.org"]
    assert "A sample answer" not in mail.outbox[0].body
    assert f"{pages['confidential']}status/" in mail.outbox[0].body
    assert "confidential-desk, mail to the sender sent" in client.get(address).text
    for secret in ("sample@example.org", "A sample answer", TEXT):
        assert secret not in rows_of_tasks()
    message.refresh_from_db()
    assert (message.state, message.answer) == ("answered", "A sample answer.")


def test_mail_to_a_sender_without_an_address_or_an_answer_is_not_promised(client, pages):
    client.force_login(person("Message desk"))
    send(client, pages["contact"], "contact", contact_details="sample@example.org")
    address = reverse("messages:inspect", args=[Message.objects.get().pk])

    assert "The mail cannot be sent." in client.post(address, {"action": "notify"}, follow=True).text
    assert not MessageAccess.objects.exists()
