"""What is done again and again, and how often. `manage.py run_jobs`, every minute, does what is due."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from pages.jobs.models import ScheduledJob

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
EACH_TIME = timedelta(seconds=30)  # less than the minute between two runs
LONGEST_SILENCE = timedelta(minutes=15)  # of what runs every minute


@dataclass(frozen=True)
class Job:
    """A command, how often it runs, and for how long whoever took it is believed to be at it.

    `command` where the name is not that of the command.
    """

    name: str
    every: timedelta
    arguments: tuple = ()
    patience: timedelta = timedelta(hours=1)
    command: str = ""

    def run_if_due(self, verbosity=1):
        """Run it if it is due and nobody else is at it; the error that it ended with, if any."""
        if not ScheduledJob.take(self.name, self.patience):
            return None
        try:
            call_command(self.command or self.name, *self.arguments, verbosity=verbosity)
        except Exception as error:  # whatever it is, the next job must run
            ScheduledJob.ended(self.name, self.every, type(error).__name__)
            return error
        ScheduledJob.ended(self.name, self.every)
        return None

    @property
    def is_late(self):
        """Whether it has not ended well for twice as long as it should, and ten minutes more."""
        record = ScheduledJob.objects.filter(name=self.name).first()
        last = record and (record.succeeded_at or record.started_at)  # the first time may be now
        return not last or timezone.now() - last > 2 * self.every + timedelta(minutes=10)


JOBS = (
    Job("publish_scheduled", EACH_TIME, patience=timedelta(minutes=10)),
    Job("send_message_notices", EACH_TIME, patience=timedelta(minutes=10)),
    Job("make_site_zips", HOUR, ("--background",), patience=timedelta(minutes=10)),
    Job("watch_scheduler", HOUR, patience=timedelta(minutes=10)),
    Job("weigh_pages", HOUR, patience=timedelta(minutes=10)),
    Job("purge_messages", DAY),
    Job("purge_deleted_pages", DAY),
    Job("verify_audit_log", DAY),
    Job("check_links", DAY),
    Job("prune_db_task_results", DAY, ("--backend=background",)),
    *([Job("write_error_pages", DAY, (settings.ERROR_PAGES_ROOT,))] if settings.ERROR_PAGES_ROOT else []),
    Job("send_hotline_reminders", WEEK),
    Job("send_weekly_tasks", WEEK),
    Job("purge_revisions", WEEK, ("--days=365",)),
    Job("clearsessions", WEEK),
    Job("doctor", DAY, ("--quiet", "--tell")),
)
# What takes long runs beside the others, so that a page is not published late for it: `manage.py run_jobs backup`.
# `trial` makes a backup and restores it at once: each week, or a little less, since a timer may come early.
LONG_JOBS = (
    Job("backup", DAY, patience=timedelta(hours=12)),
    Job("trial", timedelta(days=6), ("--check",), patience=timedelta(hours=12), command="backup"),
)


def scheduler_is_silent():
    """Whether the scheduler ran once and does so no more."""
    ran = ScheduledJob.objects.filter(name=JOBS[0].name).values_list("started_at", flat=True).first()
    return bool(ran) and timezone.now() - ran > LONGEST_SILENCE
