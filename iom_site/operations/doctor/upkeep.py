"""What must happen again and again: backups, scheduled work, the worker; and the key that no backup holds."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from iom_site.operations import archive_storage
from iom_site.operations.doctor.findings import fault, ok, warning
from iom_site.operations.jobs import JOBS, LONG_JOBS
from pages.accounts.audit import is_cut_off
from pages.contact.encryption import key_id
from pages.jobs.models import ScheduledJob
from pages.search.models import IndexedWord

OLDEST_BACKUP, OLDEST_TRIAL, OLDEST_OPENED = timedelta(days=2), timedelta(days=14), timedelta(days=200)
LONGEST_WAIT = timedelta(minutes=10)


def check_backups():
    """There is one of today or yesterday, it was restored for a trial, and somebody still has the secret key."""
    if not settings.BACKUP_TO or not settings.BACKUP_RECIPIENTS:
        yield fault(_("No backup is made: set BACKUP_TO and BACKUP_RECIPIENTS (see .env.example)."))
        return
    receipts = list(archive_storage.receipts().values())
    if not receipts:
        yield fault(_("There is no backup yet: run `python manage.py backup --check`."))
        return
    newest = receipts[0]
    if newest.age > OLDEST_BACKUP:
        text = _("The newest backup is of %(date)s: run `python manage.py backup` and read what it says.")
        yield fault(text % {"date": newest.made_at[:10]})
    if newest.missing_files:
        text = _("Uploads that the database names and the newest backup lacks: %(count)d. `backup` says which.")
        yield warning(text % {"count": newest.missing_files})
    tried = [datetime.fromisoformat(each.tried_at) for each in receipts if each.tried_at]
    if not tried or timezone.now() - max(tried) > OLDEST_TRIAL:
        yield fault(_("No backup was restored for a trial in two weeks: run `python manage.py backup --check`."))
    if not any(each.opened_with_secret_key for each in receipts):
        text = _("None of these backups was opened with the secret key: run `check_backup` where the key is kept.")
        yield warning(text)
    made_at = newest.made_at[:16].replace("T", " ")
    yield ok(_("Backups: %(count)d, the newest of %(date)s (UTC).") % {"count": len(receipts), "date": made_at})


def check_audit_log():
    """As long as each backup of the last weeks had it: a chain of digests does not show that its end was cut off."""
    if not settings.BACKUP_TO:
        return
    cut = [each for each in archive_storage.receipts().values() if is_cut_off(each.audit_entries, each.audit_digest)]
    if cut:
        text = _(
            "The audit log lacks entries that it had when the backup of %(date)s was made. Unless an older backup was "
            "restored since, someone deleted them: read “After a breach” in docs/security.md."
        )
        yield fault(text % {"date": cut[-1].made_at[:10]})


def check_message_keys():
    """No backup holds MESSAGE_KEYS: without a copy elsewhere a restored site cannot read a message."""
    for key in settings.MESSAGE_KEYS:
        if key_id(key) not in settings.MESSAGE_KEYS_COPIED:
            text = _(
                "Is a copy of the message key %(key)s kept elsewhere? Then add %(key)s to MESSAGE_KEYS_COPIED. "
                "Without it no message can be read after a restore."
            )
            yield warning(text % {"key": key_id(key)})


def check_jobs():
    """Each piece of scheduled work ended well when it last had to."""
    records = {record.name: record for record in ScheduledJob.objects.all()}
    if not records:
        yield fault(_("Scheduled work has never run: `python manage.py run_jobs` must run every minute."))
        return
    for job in (*JOBS, *LONG_JOBS):
        record = records.get(job.name)
        if record and record.error:
            text = _("Scheduled work fails: %(name)s (%(error)s). Run it by hand and read what it says.")
            yield fault(text % {"name": job.name, "error": record.error})
        elif job in JOBS and job.is_late:  # how old backups are says `check_backups`
            text = _("Scheduled work stands still: %(name)s. Does `python manage.py run_jobs` run every minute?")
            yield fault(text % {"name": job.name})


def check_worker():
    """Mail and pictures wait in a table; somebody must take them from there."""
    now = timezone.now()
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    waiting = sum(1 for task in ready if max(task.enqueued_at, task.run_after) < now - LONGEST_WAIT)
    if waiting:
        text = _(
            "Tasks that wait for the worker: %(count)d. Is `python manage.py db_worker --backend background` running?"
        )
        yield fault(text % {"count": waiting})
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=now - timedelta(days=7))
    if failed.exists():
        text = _("Tasks that failed for good in the last week: %(count)d. The log names them.")
        yield warning(text % {"count": failed.count()})


def check_search():
    if Page.objects.live().filter(depth__gt=2).exists() and not IndexedWord.objects.exists():
        yield fault(_("The search finds nothing: run `python manage.py rebuild_search`."))
