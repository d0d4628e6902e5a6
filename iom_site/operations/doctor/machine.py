"""What the site stands on: settings, database, cache, storage, disk, clock."""

import shutil
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import checks
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from iom_site.operations.doctor.findings import fault, ok, warning
from pages.accounts.models import AuditLogEntry

OLDEST_POSTGRESQL = 140000
SCARCE_BYTES, FEW_BYTES = 200_000_000, 2_000_000_000
MOST_APART = timedelta(seconds=10)
SAID_ELSEWHERE = ("pages.W001",)  # mail


def check_settings():
    """Django's own checks, those for a deployment among them, and what was left as `.env.example` has it."""
    found = checks.run_checks(include_deployment_checks=not settings.LOCAL)
    for message in found:
        if message.level >= checks.WARNING and message.id not in SAID_ELSEWHERE:
            say = fault if message.level >= checks.ERROR else warning
            yield say(" ".join(filter(None, (message.msg, message.hint, f"({message.id})"))))
    if settings.LOCAL:
        yield ok(_("This is a machine of one's own (LOCAL=on): no one outside may reach it."))
        return
    given = {"SITE_URL": urlsplit(settings.SITE_URL).hostname, "DEFAULT_FROM_EMAIL": settings.DEFAULT_FROM_EMAIL}
    for name, value in given.items():
        if value.endswith((".example", "@localhost")):
            yield fault(_("%(name)s is still the example: %(value)s.") % {"name": name, "value": value})
    if not settings.TRUSTED_PROXIES:
        yield fault(_("TRUSTED_PROXIES is empty: behind a proxy every answer leads to https for ever."))
    if not settings.SITE_URL.startswith("https://"):
        yield fault(_("SITE_URL does not begin with https."))


def check_address():
    """The host of the site must be one that it answers to, and the one that Wagtail writes into links."""
    host = urlsplit(settings.SITE_URL).hostname
    if not any(allowed in (host, "*") or allowed.startswith(".") for allowed in settings.ALLOWED_HOSTS):
        yield fault(_("ALLOWED_HOSTS does not name %(host)s, the host of SITE_URL.") % {"host": host})
    site = Site.objects.filter(is_default_site=True).first()
    if not site or site.hostname != host:
        text = _("Settings › Sites names another host than SITE_URL (%(host)s): change it there.")
        yield fault(text % {"host": host})


def check_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor == "sqlite" and not settings.LOCAL:
        yield fault(_("The database is SQLite. A server needs PostgreSQL: `backup`, then `restore` into it."))
    if connection.vendor == "postgresql" and connection.pg_version < OLDEST_POSTGRESQL:
        yield fault(_("PostgreSQL is older than 14: upgrade it."))


def check_migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        text = _(
            "The tables are those of an older release (steps that wait: %(count)d): run `python manage.py migrate`."
        )
        yield fault(text % {"count": len(waiting)})


def check_cache():
    """What is written is read again: a cache that is down answers nothing and says nothing."""
    for name in settings.CACHES:
        key, value = f"doctor-{uuid4()}", uuid4().hex
        caches[name].set(key, value, 60)
        if caches[name].get(key) != value:
            yield fault(_("The cache does not keep what it is given: is Redis running, and is REDIS_URL right?"))
            return
        caches[name].delete(key)
    if not settings.REDIS_URL and not settings.LOCAL:
        yield warning(_("REDIS_URL is empty: each process keeps and counts for itself."))


def check_uploads():
    """Writes, reads and deletes a small file where uploads and drawn pictures lie."""
    for name in ("default", "renditions"):
        content = uuid4().hex.encode()
        path = storages[name].save(f"doctor/{uuid4()}.txt", ContentFile(content))
        try:
            with storages[name].open(path) as file:
                if file.read() != content:
                    yield fault(_("What is uploaded comes back changed."))
        finally:
            storages[name].delete(path)


def check_static_files():
    if not settings.LOCAL and not staticfiles_storage.exists("staticfiles.json"):
        yield fault(_("Static files are missing: run `python manage.py collectstatic --noinput`."))


def check_disk():
    """Uploads, backups on a disk, and where large uploads wait."""
    places = {settings.MEDIA_ROOT: "MEDIA_ROOT", settings.FILE_UPLOAD_TEMP_DIR: "TMPDIR"}
    if settings.BACKUP_TO and "://" not in settings.BACKUP_TO:
        places[settings.BACKUP_TO] = "BACKUP_TO"
    for place, name in places.items():
        folder = Path(place)
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free
        if free < FEW_BYTES:
            say = fault if free < SCARCE_BYTES else warning
            text = _("The disk of %(name)s (%(place)s) is nearly full: make room. MB left: %(count)d.")
            yield say(text % {"count": free // 1_000_000, "name": name, "place": place})


def check_clock():
    """Against the clock of the database, and against what was written down last."""
    now = timezone.now()
    last = AuditLogEntry.objects.values_list("at", flat=True).first()
    if last and last - now > MOST_APART:
        yield fault(_("The clock is behind what was written down before: set it (timedatectl set-ntp true)."))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            if abs(cursor.fetchone()[0] - timezone.now()) > MOST_APART:
                yield fault(_("The clocks of site and database differ: set them (timedatectl set-ntp true)."))
