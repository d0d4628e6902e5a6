"""Faults that tests plant, each as it happens to a site, and what the doctor says of it."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from iom_site.operations import archive_storage
from iom_site.operations.doctor import machine
from iom_site.operations.doctor.findings import Verdict
from pages.accounts import audit
from pages.accounts.models import AuditLogEntry, User
from pages.jobs.models import ScheduledJob
from pages.search.models import IndexedWord
from tests.pages.accounts.test_audit_log import without_triggers

FAULT, WARNING = Verdict.FAULT, Verdict.WARNING
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def receipt_of(site, **changed):
    """A backup of an hour ago, as far as its receipt tells."""
    values = {
        "made_at": (timezone.now() - timedelta(hours=1)).isoformat(),
        "size": 1,
        "sha256": "0" * 64,
        "tried_at": timezone.now().isoformat(),
        "opened_with_secret_key": True,
        **changed,
    }
    with archive_storage.unfinished() as file:
        file.write(b"x")
        file.flush()
        archive_storage.keep(file, archive_storage.Receipt(**values))


def on_a_server(settings):
    settings.LOCAL = False


def example_address(settings):
    settings.LOCAL, settings.SITE_URL = False, "https://site.example"


def example_sender(settings):
    settings.LOCAL, settings.DEFAULT_FROM_EMAIL = False, "webmaster@localhost"


def no_https(settings):
    settings.LOCAL, settings.SITE_URL = False, "http://office.org"


def no_redirect(settings):
    settings.LOCAL, settings.SECURE_SSL_REDIRECT = False, False


def foreign_host(settings):
    settings.ALLOWED_HOSTS = ["other.org"]


def other_site(settings):
    Site.objects.update(hostname="other.org")


def migration_waiting(settings):
    MigrationRecorder(connection).record_unapplied("pages", "0003_audit_log_append_only")


def cache_down(settings):
    down = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {name: {**down, "OPTIONS": {"IGNORE_EXCEPTIONS": True}} for name in ("default", "renditions")}


def uploads_on_no_disk(settings):
    file = settings.MEDIA_ROOT / "file"
    file.write_text("no folder")
    settings.MEDIA_ROOT = file / "media"


def no_static_files(settings):
    settings.LOCAL, settings.STATIC_ROOT = False, str(settings.MEDIA_ROOT / "static")


def disk_full(settings):
    settings.monkeypatch.setattr(machine, "SCARCE_BYTES", 10**18)
    settings.monkeypatch.setattr(machine, "FEW_BYTES", 10**18)


def clock_behind(settings):
    later = timezone.now() + timedelta(hours=3)
    AuditLogEntry.objects.create(at=later, action="invited", previous_digest="a", digest="b")


def no_mail(settings):
    settings.LOCAL, settings.EMAIL_BACKEND = False, "django.core.mail.backends.dummy.EmailBackend"


def mail_refused(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 1


def no_backups(settings):
    settings.BACKUP_RECIPIENTS = []


def backup_never_made(settings):
    for name in archive_storage.receipts():
        archive_storage.place().delete(name)


def another_receipt(**changed):
    def plant(settings):
        backup_never_made(settings)
        receipt_of(settings, **changed)

    return plant


def audit_log_cut_off(settings):
    audit.log(audit.Action.USER_DELETED, user="sample")
    entries, last = audit.end_of_log()
    another_receipt(audit_entries=entries, audit_digest=last)(settings)
    without_triggers(f"DELETE FROM {AuditLogEntry._meta.db_table} WHERE digest = '{last}'")
    audit.log(audit.Action.SIGNED_OUT, user="sample")  # as if nothing had been


def key_not_copied(settings):
    settings.MESSAGE_KEYS_COPIED = []


def jobs_never(settings):
    ScheduledJob.objects.all().delete()


def job_late(settings):
    ScheduledJob.objects.filter(name="purge_messages").update(succeeded_at=timezone.now() - timedelta(days=3))


def job_failing(settings):
    ScheduledJob.objects.filter(name="publish_scheduled").update(error="OperationalError")


def waiting_task(**values):
    def plant(settings):
        values_of_all = {
            "args_kwargs": {"args": [], "kwargs": {}},
            "queue_name": "default",
            "backend_name": "background",
        }
        task = DBTaskResult.objects.create(task_path="x.y", priority=0, run_after=timezone.now(), **values_of_all)
        DBTaskResult.objects.filter(pk=task.pk).update(**values)

    return plant


def search_empty(settings):
    IndexedWord.objects.all().delete()


def no_administrator(settings):
    User.objects.filter(is_superuser=True).update(is_active=False)


def role_without_people(settings):
    User.objects.filter(groups__name="Confidential desk").update(is_active=False)


def role_gone(settings):
    Group.objects.filter(name="Translators").delete()


def one_moderator(settings):
    User.objects.filter(groups__name="Moderators").first().groups.clear()


LONG_AGO = (timezone.now() - timedelta(days=300)).isoformat()
PLANTED = [
    (audit_log_cut_off, "Audit log", FAULT, "lacks entries that it had when the backup of"),
    (example_address, "Settings", FAULT, "SITE_URL is still the example"),
    (example_sender, "Settings", FAULT, "DEFAULT_FROM_EMAIL is still the example"),
    (on_a_server, "Settings", FAULT, "TRUSTED_PROXIES is empty"),
    (no_https, "Settings", FAULT, "SITE_URL does not begin with https"),
    (no_redirect, "Settings", WARNING, "security.W008"),
    (foreign_host, "Address of the site", FAULT, "ALLOWED_HOSTS does not name localhost"),
    (other_site, "Address of the site", FAULT, "names another host than SITE_URL"),
    (migration_waiting, "Tables", FAULT, "run `python manage.py migrate`"),
    (cache_down, "Cache", FAULT, "is Redis running"),
    (on_a_server, "Cache", WARNING, "REDIS_URL is empty"),
    (uploads_on_no_disk, "Uploads", FAULT, "does not answer as it should"),
    (no_static_files, "Static files", FAULT, "collectstatic"),
    (disk_full, "Disk", FAULT, "The disk of MEDIA_ROOT"),
    (clock_behind, "Clock", FAULT, "The clock is behind"),
    (no_mail, "Mail", FAULT, "set EMAIL_URL"),
    (mail_refused, "Mail", FAULT, "does not take us in (ConnectionRefusedError)"),
    (no_backups, "Backups", FAULT, "No backup is made"),
    (backup_never_made, "Backups", FAULT, "There is no backup yet"),
    (another_receipt(made_at=LONG_AGO), "Backups", FAULT, "The newest backup is of"),
    (another_receipt(missing_files=3), "Backups", WARNING, "the newest backup lacks: 3"),
    (another_receipt(tried_at=LONG_AGO), "Backups", FAULT, "No backup was restored for a trial"),
    (another_receipt(opened_with_secret_key=False), "Backups", WARNING, "opened with the secret key"),
    (key_not_copied, "Message keys", WARNING, "Is a copy of the message key"),
    (jobs_never, "Scheduled work", FAULT, "has never run"),
    (job_late, "Scheduled work", FAULT, "stands still: purge_messages"),
    (job_failing, "Scheduled work", FAULT, "fails: publish_scheduled (OperationalError)"),
    (
        waiting_task(enqueued_at=timezone.now() - timedelta(hours=1), run_after=timezone.now() - timedelta(hours=1)),
        "Worker",
        FAULT,
        "Tasks that wait for the worker: 1",
    ),
    (waiting_task(status="FAILED", finished_at=timezone.now()), "Worker", WARNING, "failed for good"),
    (search_empty, "Search", FAULT, "rebuild_search"),
    (no_administrator, "Roles", FAULT, "There is no administrator"),
    (role_without_people, "Roles", WARNING, "No one has the role Confidential desk"),
    (role_gone, "Roles", WARNING, "The role Translators is gone"),
    (one_moderator, "Roles", WARNING, "Only one person is a Moderator"),
]
