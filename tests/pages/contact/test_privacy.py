"""What is kept of a message how long, and what logs and reports of errors know of it."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pages.contact import views
from pages.contact.models import Message, MessageKey, MessageNumber
from pages.contact.page_types import ContactPage
from pages.contact.staff_records import MessageAccess, MessageAnswer, MessageNote
from tests.pages.contact.messages import TEXT, URLENCODED, filled, make_message, make_pages, post, reference_after

KINDS = ["contact", "confidential"]


@pytest.fixture
def pages(db):
    return make_pages()


def kept(state, received, changed, **values):
    now = timezone.now()
    message = make_message(**values)
    ages = {"received_at": now - timedelta(days=received), "changed_at": now - timedelta(days=changed)}
    Message.objects.filter(pk=message.pk).update(state=state, **ages)
    return message


def test_closed_messages_are_removed_after_the_set_time_and_all_others_after_twice_that(db, settings):
    settings.MESSAGE_RETENTION_DAYS = 100
    for gone in (("closed", 150, 101), ("new", 201, 201), ("answered", 201, 1), ("closed", 201, 2)):
        kept(*gone)
    left = [kept("closed", 150, 99), kept("new", 199, 199), kept("new", 199, 198, quarantined_for="links")]
    MessageNumber.give(Message.objects.all())
    for message in Message.objects.all():
        message.notes.create(text="Sample")
        message.answers.create(text="Sample")
        message.accesses.create(username="sample", action="opened")
    said = StringIO()

    call_command("purge_messages", "--dry-run", stdout=said)
    assert said.getvalue() == "Messages to be removed: 4, of them never closed: 2.\n"
    assert Message.objects.count() == 7
    call_command("purge_messages", stdout=said)

    assert said.getvalue().endswith("Messages removed: 4, of them never closed: 2.\n")
    assert set(Message.objects.all()) == set(left)
    for model in (MessageKey, MessageNumber, MessageNote, MessageAnswer, MessageAccess):
        assert set(model.objects.values_list("message", flat=True)) == {message.pk for message in left}


def test_messages_are_not_purged_at_once(db, settings):
    settings.MESSAGE_RETENTION_DAYS = 0

    with pytest.raises(CommandError, match="1 or more"):
        call_command("purge_messages")


def test_logs_know_no_visitor_no_word_and_no_reference(client, pages, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    client.raise_request_exception = False
    where = {"REMOTE_ADDR": "203.0.113.77", "HTTP_X_FORWARDED_FOR": "198.51.100.23"}
    for kind in KINDS:
        client.get(pages[kind], **where)
        response = post(client, pages[kind], filled(kind, contact_details="sample@example.org"), **where)
        reference = reference_after(client, response)
        post(client, f"{pages[kind]}a/", {"reference": reference}, **where)
        client.post(pages[kind], "x" * 2_300_000, content_type=URLENCODED, **where)
        client.get(f"{pages[kind]}nothing/", **where)
        monkeypatch.setattr(views.spam, "quarantine_reasons", lambda *args: 1 / 0)
        assert post(client, pages[kind], filled(kind, contact_details="sample@example.org"), **where).status_code == 500
        monkeypatch.undo()
        caplog.set_level(logging.DEBUG)

    assert "ZeroDivisionError" in caplog.text
    everything = caplog.text + "".join(
        str(vars(record)) for record in caplog.records if record.name != "django.db.backends"
    )
    for secret in ("203.0.113.77", "198.51.100.23", TEXT, "sample@example.org", reference):
        assert secret not in everything


def test_report_of_an_error_hides_what_was_sent(pages, rf, settings):
    from django.views.debug import SafeExceptionReporterFilter

    request = rf.post("/", "text=Sample", content_type=URLENCODED)
    views.message_form(request, ContactPage.objects.get(locale__language_code="en"))

    assert "Sample" not in str(SafeExceptionReporterFilter().get_post_parameters(request))
