"""Scheduled work: what is due is done, once however many look, later if it was missed, and told if it fails."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from iom_site.operations import jobs
from iom_site.operations.doctor.upkeep import check_jobs
from iom_site.operations.jobs import Job
from pages.contact.models import Message
from pages.jobs.models import ScheduledJob
from tests.factories import person
from tests.pages.contact.messages import make_message


def long_ago(**values):
    make_message(state="closed")
    Message.objects.update(changed_at=timezone.now() - timedelta(days=1000))


def ran(name):
    return ScheduledJob.objects.get(name=name).succeeded_at


def test_what_is_due_is_done_and_not_again_before_its_time(db, capsys):
    call_command("run_jobs")
    first = {job.name: ran(job.name) for job in jobs.JOBS}
    long_ago()
    call_command("run_jobs")

    assert all(first.values())
    assert Message.objects.count() == 1  # `purge_messages` ran today


def test_what_was_missed_is_done_as_soon_as_somebody_is_there_again(db):
    call_command("run_jobs")
    long_ago()
    ScheduledJob.objects.update(due_at=timezone.now() - timedelta(days=5))
    call_command("run_jobs")

    assert Message.objects.count() == 0


def test_of_two_schedulers_one_does_it(db):
    hour = timedelta(hours=1)

    assert [ScheduledJob.take("purge_messages", hour) for _each in range(3)] == [True, False, False]


def test_work_of_a_scheduler_that_was_killed_is_taken_up_by_another(db):
    ScheduledJob.take("purge_messages", timedelta(hours=1))
    ScheduledJob.objects.update(due_at=timezone.now())

    assert ScheduledJob.take("purge_messages", timedelta(hours=1))


def test_failure_holds_up_nothing_else_and_is_tried_again_soon(db, monkeypatch):
    works = jobs.JOBS[0]
    broken = Job("purge_revisions", jobs.DAY, ("--no-such-option",))
    monkeypatch.setattr("iom_site.management.commands.run_jobs.JOBS", (broken, works))
    with pytest.raises(CommandError, match="purge_revisions"):
        call_command("run_jobs")

    record = ScheduledJob.objects.get(name="purge_revisions")
    assert ran(works.name)
    assert record.error
    assert record.succeeded_at is None
    assert record.due_at < timezone.now() + timedelta(hours=1)


def test_long_work_waits_to_be_named(db):
    call_command("run_jobs")

    assert not ScheduledJob.objects.filter(name__in=("backup", "trial")).exists()


def test_trial_of_a_backup_that_fails_is_a_fault_that_administrators_are_told_of(db, settings):
    settings.BACKUP_TO = settings.BACKUP_RECIPIENTS = ""
    call_command("run_jobs")
    with pytest.raises(CommandError, match="trial"):
        call_command("run_jobs", "trial")

    assert any("trial" in str(each.text) for each in check_jobs())


def test_administrators_are_told_on_their_first_screen_that_the_scheduler_stands_still(client, db):
    client.force_login(person("administrator"))
    call_command("run_jobs")
    assert "Scheduled work stands still" not in client.get("/admin/").text

    ScheduledJob.objects.update(started_at=timezone.now() - timedelta(minutes=20))
    assert "Scheduled work stands still" in client.get("/admin/").text


@pytest.mark.parametrize(("minutes", "mails"), [(20, 1), (5, 0)])
def test_worker_writes_to_administrators_when_the_scheduler_has_stood_still_since(
    db, mailoutbox, settings, minutes, mails
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    person("administrator")
    call_command("run_jobs")
    task = DBTaskResult.objects.get(task_path__endswith="tell_if_silent")
    assert task.run_after > timezone.now() + timedelta(hours=1)  # when the next one has been asked for, if all is well

    ScheduledJob.objects.update(started_at=timezone.now() - timedelta(minutes=minutes))
    mailoutbox.clear()
    task.task.func()

    assert [(mail.to, "Scheduled work stands still" in mail.body) for mail in mailoutbox] == [
        (["administrator@example.org"], True)
    ] * mails


def test_misspelt_job_is_refused(db):
    with pytest.raises(CommandError, match="no scheduled job"):
        call_command("run_jobs", "bakcup")
