"""Several schedulers as processes of their own, at the same moment; runs within `manage.py shell`.

The process that begins them has read all code already, so that they ask the database together and not one after the
other as each is ready.
"""

import json
import os
import signal
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry
from wagtail.signals import page_published

from pages.content.standard import StandardPage
from pages.jobs.models import ScheduledJob
from tests.factories import person

SCHEDULERS = 3
# What somebody would notice twice: a page that goes live, a mail to staff.
JOBS = ("publish_scheduled", "send_weekly_tasks", "purge_messages")
# Whoever takes a job changes this column: the database itself writes down each time, whatever the code believes.
COUNTED = {
    "sqlite": [
        "CREATE TABLE taken (name text)",
        "CREATE TRIGGER counted AFTER UPDATE OF started_at ON pages_scheduledjob "
        "BEGIN INSERT INTO taken VALUES (NEW.name); END",
    ],
    "postgresql": [
        "CREATE TABLE taken (name text)",
        "CREATE FUNCTION count_taken() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO taken VALUES (NEW.name); RETURN NEW; END $$",
        "CREATE TRIGGER counted AFTER UPDATE OF started_at ON pages_scheduledjob "
        "FOR EACH ROW EXECUTE FUNCTION count_taken()",
    ],
}


def try_them(rounds):
    """Print what came of each of so many rounds; then of one whose scheduler is killed over a page."""
    with connection.cursor() as cursor:
        for statement in COUNTED[connection.vendor]:
            cursor.execute(statement)
    person("Editors")
    page = StandardPage.objects.live().first()
    for number in range(rounds):  # in the first no scheduler has ever run
        make_due(page, f"Title {number}")
        tell(page, at_once(SCHEDULERS))
    make_due(page, "What was scheduled at last")
    tell(page, at_once(1, before=die_over_a_page))
    tell(page, at_once(SCHEDULERS))  # it is believed to be at it still
    ScheduledJob.objects.update(due_at=timezone.now())
    tell(page, at_once(SCHEDULERS))


def make_due(page, title):
    page.title = title
    page.save_revision()
    page.revisions.filter(pk=page.latest_revision_id).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    ScheduledJob.objects.update(due_at=timezone.now())


def at_once(number, before=None):
    """Run so many schedulers from the same moment on; how each of them ended."""
    connections.close_all()
    gate, opener = os.pipe()
    children = [_scheduler(gate, opener, before) for _each in range(number)]
    os.close(gate)
    os.close(opener)  # all of them wait for this
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _scheduler(gate, opener, before):
    child = os.fork()
    if child:
        return child
    ended = 1
    try:
        os.close(opener)
        if before:
            before()
        os.read(gate, 1)
        call_command("run_jobs", *JOBS)
        ended = 0
    finally:
        os._exit(ended)


def die_over_a_page():
    page_published.connect(lambda **_sent: os.kill(os.getpid(), signal.SIGKILL), weak=False)


def tell(page, ended):
    """How often each job was taken, and what readers and staff have of it since the last time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM taken")
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute("DELETE FROM taken")
    published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled")
    mails = DBTaskResult.objects.filter(task_path__endswith="send_tasks")
    told = {
        "ended": ended,
        "taken": {name: names.count(name) for name in sorted(set(names))},
        "title": StandardPage.objects.get(pk=page.pk).title,
        "published": published.count(),
        "mails": mails.count(),
    }
    print(json.dumps(told))
    published.delete()
    mails.delete()
