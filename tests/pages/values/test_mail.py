"""No mail is called sent that reached no server."""

import pytest
from django_tasks_db.models import DBTaskResult

from pages.accounts.tasks import send_password_link
from pages.approvals.live_changes import notify_publishers
from tests.factories import person
from tests.pages.accounts.people import entries

NOWHERE = ["dummy", "console", "filebased"]


@pytest.fixture(params=NOWHERE)
def without_mail(request, settings, db, tmp_path):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{request.param}.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path


def tried_again():
    return DBTaskResult.objects.filter(status="READY", run_after__isnull=False).values_list("task_path", flat=True)


def test_link_that_nobody_got_is_not_written_down_as_sent_and_is_tried_again(without_mail, work):
    send_password_link.enqueue(person("Editors").pk)
    work()

    assert not entries("password_link_sent").exists()
    assert [path for path in tried_again() if path.endswith("send_password_link")]


def test_notice_that_nobody_got_waits_for_a_mail_server(without_mail, work):
    person("Moderators")
    notify_publishers.enqueue("change", "Sample", [], None, "", False)
    work()

    assert [path for path in tried_again() if path.endswith("send_live_change")]


@pytest.mark.parametrize("backend", NOWHERE)
def test_invitation_that_cannot_leave_is_shown_and_not_called_sent(client, db, settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    client.force_login(person("administrator"))

    shown = client.post(f"/admin/users/{person('Editors').pk}/invite/").text

    assert "/accounts/password/key/" in shown
    assert "gets a mail" not in shown
