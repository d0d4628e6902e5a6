"""Whole sites of their own, with commands that run in processes of their own, as on a server."""

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from environ import Env

from tests import databases

# What the tests look for afterwards: each of these is lost by some way of copying that seems good enough.
PLANTED = """
from datetime import timedelta
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from pages.accounts import audit
from pages.accounts.models import Session
from pages.base.media import SiteDocument, SiteImage
from pages.contact.models import Message, MessageNumber
from pages.content.standard import StandardPage
from tests.factories import person, photograph
from tests.pages.contact.messages import make_message

user = person("Moderators")
page = StandardPage.objects.first()
page.title = "A draft – черновик"
page.save_revision(user=user)
SiteImage.objects.create(title="A picture", file=ContentFile(photograph(), name="planted.jpg"))
SiteDocument.objects.create(title="A document", file=ContentFile(b"Sample words of a document", name="planted.txt"))
Redirect.add_redirect("/old-address", "/en/")
messages = [make_message(text="Sample words of a message") for _each in range(4)]
MessageNumber.give(Message.objects.all())
for message in messages[1:]:
    message.delete()
audit.log(audit.Action.MESSAGE_ANSWERED, user=user, subject="M-00001")
Session.objects.create(
    session_key="x" * 64, session_data="spent-secret", expire_date=timezone.now() + timedelta(days=1), user=user
)
"""
READ = """
from pages.contact.models import Message, MessageNumber
from pages.accounts.models import User
print(Message.objects.get().text)
message = Message.objects.get()
MessageNumber.objects.all().delete()
MessageNumber.give(Message.objects.all())
print(Message.objects.get())
"""


@dataclass
class WholeSite:
    """A database, uploads and a place for backups."""

    folder: Path
    address: str
    settings: dict = field(default_factory=dict)

    @property
    def environment(self):
        own = {"DATABASE_URL": self.address, "MEDIA_ROOT": f"{self.folder}/media"}
        return {**os.environ, **own, "BACKUP_TO": f"{self.folder}/backups", **self.settings}

    def start(self, *arguments):
        command, pipe = [sys.executable, "manage.py", *map(str, arguments)], subprocess.PIPE
        options = {"cwd": databases.ROOT, "env": self.environment, "text": True, "bufsize": 1}
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, **options)

    def manage(self, *arguments):
        process = self.start(*arguments)
        process.out, process.err = process.communicate()
        return process

    def shell(self, code):
        done = self.manage("shell", "--no-imports", "--command", code)
        assert done.returncode == 0, done.err
        return done.out

    @property
    def archives(self):
        return sorted((self.folder / "backups").glob("*.age"))

    @property
    def uploads(self):
        media = self.folder / "media"
        return {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}

    def rows(self):
        """`{table: rows}` as the driver of the database gives them, in the notation of SQLite."""
        settings = Env.db_url_config(self.address)
        if "sqlite" in settings["ENGINE"]:
            with sqlite3.connect(settings["NAME"]) as database:
                listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
                return _rows(database, listed)
        from psycopg import connect

        server = {"host": settings["HOST"] or settings["OPTIONS"]["host"], "user": settings["USER"]}
        with connect(**server, dbname=settings["NAME"]) as database:
            return _rows(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")


def _rows(database, listed):
    found = {}
    for (table,) in database.execute(listed).fetchall():
        cursor = database.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        rows = [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()]
        found[table] = sorted(rows, key=repr)
    return found


def _plain(value):
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None)
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str) and value[:1] in ("{", "["):
        value = json.loads(value)
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value
