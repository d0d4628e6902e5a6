"""Once a week each person is written what is theirs to do, in their language; nobody is written in vain."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from pages.content.home import HomePage
from pages.opportunities.models import VacancyPage
from tests.factories import make_hotline
from tests.pages.approvals.people import staff
from tests.pages.contact.messages import make_message
from tests.pages.listings import samples

ADDRESS = "/admin/account/"  # where it is ended; other mail does not name it


@pytest.fixture
def written(db, work, capsys):
    """Sends the mail of the week; answers it by the address of each person."""

    def written():
        mail.outbox.clear()
        call_command("send_weekly_tasks")
        work()
        return {each.to[0]: each for each in mail.outbox if ADDRESS in each.body}

    return written


def test_each_role_reads_of_its_own_work(written):
    for name, role in (("anna", "Editors"), ("boris", "Moderators"), ("dina", "Message desk")):
        staff(name, role)
    make_hotline(days_ago=40)
    page = HomePage.objects.get(locale__language_code="en")
    page.save_revision()
    Workflow.objects.get().start(page, staff("emil", "Editors").user)

    found = written()

    moderator = found["boris@example.org"].body
    assert "1 draft awaits your review." in moderator
    assert "was to be verified by" in moderator
    assert "http://localhost:8000/admin/snippets/pages/hotline/edit/" in moderator
    assert "awaits your review" not in found["anna@example.org"].body
    assert "dina@example.org" not in found  # no work of hers waits


def test_desk_reads_how_many_messages_wait_and_others_read_nothing_of_them(written):
    make_message(text="Sample words")
    make_message(text="Sample words", state="closed")
    staff("dina", "Message desk")
    staff("boris", "Moderators")

    found = written()

    desk = found["dina@example.org"].body
    assert "Messages to the office: New, 1\nhttp://localhost:8000/admin/messages/?tab=new" in desk
    assert "losed" not in desk
    assert "Messages to the office" not in found["boris@example.org"].body


def test_what_happens_by_itself_this_week_stands_at_the_end(written):
    samples.make(VacancyPage, "Sample vacancy of this week", closes_at=timezone.now() + timedelta(days=6))
    samples.make(VacancyPage, "Sample vacancy of the next", closes_at=timezone.now() + timedelta(days=8))
    staff("anna", "Editors")

    mail = written()["anna@example.org"].body

    assert mail.index("not translated") < mail.index("Sample vacancy of this week closes")
    assert "Sample vacancy of the next closes" not in mail


def test_subject_counts_and_what_is_done_once_before_the_site_opens_stands_apart(written):
    staff("boris", "Moderators")
    message = written()["boris@example.org"]

    assert re.match(r"\d+ things? to do this week", message.subject)
    assert "no public email address" not in message.body


def test_mail_is_in_the_language_of_the_admin_of_each(written):
    staff("anna", "Moderators", language="ru")
    message = written()["anna@example.org"]

    assert "на этой неделе" in message.subject
    assert not re.search(r"help line|Notifications|translated", message.body)


def test_no_word_of_a_message_stands_in_it(written):
    make_message(text="Sample secret words", state="quarantined")
    staff("dina", "Message desk", "Confidential desk", "Moderators")

    assert "secret" not in written()["dina@example.org"].body


def test_who_ended_it_in_the_account_gets_none(written):
    anna = staff("anna", "Moderators")
    shown = anna.client.get(reverse("wagtailadmin_account")).text
    assert "A mail each week with what is mine to do" in shown
    assert "anna@example.org" in written()

    anna.user.weekly_tasks = False
    anna.user.save()

    assert written() == {}


def test_without_a_mail_server_nothing_is_queued(written, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    staff("anna", "Moderators")

    assert written() == {}
