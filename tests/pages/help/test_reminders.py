"""Staff are told before a number falls due."""

import pytest
from django.core import mail
from django.core.management import call_command

from pages.accounts.models import User
from pages.dashboard.tasks import site_tasks
from pages.help.reminders import falling_due
from tests.browser.sample_page import make_hotline
from tests.factories import person


@pytest.fixture
def administrator(db):
    return person("administrator")


def test_dashboard_asks_for_a_number_in_every_language_first(client, administrator):
    urgent = [str(task.text) for task in site_tasks(administrator) if task.urgent]

    assert len([text for text in urgent if "no verified help line" in text]) == 3


def test_dashboard_is_content_with_a_fresh_number_but_asks_for_its_words(client, administrator):
    make_hotline()
    found = site_tasks(administrator)

    assert not [task for task in found if "verified" in str(task.text)]
    assert len([task for task in found if "no words of its own" in str(task.text)]) == 2


@pytest.mark.parametrize(("days_ago", "alarm"), [(22, False), (23, True), (30, True), (31, True)])
def test_alarm_begins_a_week_before(client, administrator, days_ago, alarm):
    line = make_hotline(days_ago=days_ago)

    urgent = [str(task.text) for task in site_tasks(administrator) if task.urgent]
    assert any("Sample line" in text for text in urgent) is alarm
    assert falling_due() == [line] * alarm


def test_weekly_mail_tells_publishers_only(db, capsys, publisher):
    User.objects.create_user("somebody", "somebody@example.org")
    make_hotline(days_ago=40)

    call_command("send_hotline_reminders")

    assert [message.to for message in mail.outbox] == [[publisher.email]]
    assert "was to be verified by" in mail.outbox[0].body
    assert "/admin/snippets/pages/hotline/edit/" in mail.outbox[0].body
    assert capsys.readouterr().out == "1 help line falls due; 1 person was written to.\n"


def test_weekly_mail_is_not_said_to_be_sent_without_a_mail_server(db, capsys, publisher, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    make_hotline(days_ago=40)

    call_command("send_hotline_reminders")

    assert capsys.readouterr().out == "1 help line falls due; 0 people were written to.\n"


def test_weekly_mail_stays_away_when_nothing_falls_due(db, capsys, publisher):
    make_hotline()

    call_command("send_hotline_reminders")

    assert not mail.outbox
    assert capsys.readouterr().out == "No help line falls due.\n"
