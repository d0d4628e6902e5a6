"""A server as docs/operations.md sets it up, in a folder: a clone, releases beside it, gunicorn as its unit starts it.

What only a real server has is laid in front of its commands: `systemctl` sends the signal that the unit names to the
process that gunicorn named to systemd, `runuser` changes nothing (but that a backup is not restored for a trial, which
takes a minute and has tests of its own), and a new release borrows the packages of this run.
"""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from tests.iom_site.operations.conftest import KEY
from tests.servers.processes import ask, free_port, wait_for

WORD = "A word of the release"
MODEL = "pages/content/standard.py"
FIELD = '\nfrom django.db import models\n\nStandardPage.add_to_class("of_release", models.TextField(null=True))\n'
MIGRATION = """from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [{before!r}]
    operations = [migrations.AddField("standardpage", "of_release", models.TextField(null=True))]
"""
VENV = """#!/bin/sh
[ "$1 $2" = "-m venv" ] || exec {python} "$@"
{python} -m venv --without-pip "$3"
echo {packages} > "$(echo "$3"/lib/python*/site-packages)/borrowed.pth"
printf '#!%s\\nfrom gunicorn.app.wsgiapp import run\\nrun()\\n' "$3/bin/python" > "$3/bin/gunicorn"
chmod +x "$3/bin/gunicorn"
"""
RUNUSER = """#!/bin/sh
shift 3
case "$*" in *" backup --check") set -- "$1" "$2" backup ;; esac
exec "$@"
"""
SYSTEMCTL = """#!/bin/sh
echo "$*" >> {place}/asked
case "$*" in
    "reload-or-restart site") kill -USR2 "$(cat {place}/main-pid)" ;;
    "restart site-worker" | "start site-warm") ;;
    *) exit 1 ;;
esac
"""


class ReleasedSite:
    """The site in `place`, with the release `main` laid out; `start` and `end` it."""

    def __init__(self, place, environment):
        self.place, self.port = place, free_port()
        self.origin, self.code = place / "origin", place / "code"
        self.current, self.before = place / "current", place / "before"
        self._lay_commands()
        self._lay_origin()
        self._write_settings({**environment, "PORT": str(self.port), "WEB_WORKERS": "2"})
        self.git(place, "clone", "--quiet", self.origin, self.code)
        done = self.upgrade("main", command=self.code / "deploy" / "upgrade")
        assert done.returncode == 0, done.stdout + done.stderr
        shutil.copytree(
            environment["STATIC_ROOT"], self.current / "static-built"
        )  # `collectstatic`, once for all tests

    def _lay_commands(self):
        commands = self.place / "commands"
        commands.mkdir()
        packages = sysconfig.get_path("purelib")
        for name, text in {
            "python3": VENV.format(python=shlex.quote(sys.executable), packages=shlex.quote(packages)),
            "systemctl": SYSTEMCTL.format(place=shlex.quote(str(self.place))),
            "runuser": RUNUSER,
        }.items():
            (commands / name).write_text(text)
            (commands / name).chmod(0o755)
        home = {"HOME": str(self.place), "NOTIFY_SOCKET": str(self.place / "notify")}
        self.environment = {"PATH": f"{commands}:{os.environ['PATH']}", **home}

    def _lay_origin(self):
        """A repository of the code as it stands here, with what is not committed."""
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=settings.ROOT, check=True, capture_output=True, text=True).stdout
        for name in filter(None, names.split("\0")):
            source, copy = settings.ROOT / name, self.origin / name
            if source.is_file():
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(source.read_bytes())
                copy.chmod(source.stat().st_mode)
        self.git(self.place, "init", "--quiet", "--initial-branch=main", self.origin)
        self.commit("First")

    def _write_settings(self, environment):
        own = {
            "MEDIA_ROOT": self.place / "media",
            "BACKUP_TO": self.place / "backups",
            "BACKUP_RECIPIENTS": KEY.to_public(),
            "ERROR_PAGES_ROOT": self.place / "errors",
            "LOG_LEVEL": "INFO",
        }
        kept = {name: value for name, value in environment.items() if name not in ("PATH", "HOME", "STATIC_ROOT")}
        (self.place / ".env").write_text("".join(f"{name}={value}\n" for name, value in (kept | own).items()))
        (self.place / "media" / "images").mkdir(parents=True, exist_ok=True)

    def git(self, folder, *words):
        who = ("-c", "user.name=Sample", "-c", "user.email=sample@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *map(str, words)], cwd=folder, check=True, capture_output=True)

    def commit(self, tag):
        self.git(self.origin, "add", "--all", "--force", ".")
        self.git(self.origin, "commit", "--quiet", "--no-verify", "--message", tag)
        self.git(self.origin, "tag", tag)

    def add_word_and_field(self, tag):
        """A release with another word in the head of the search, and another column in the database."""
        template = self.origin / "templates" / "pages" / "search.html"
        text = template.read_text()
        assert text.count("<search>") == 1
        template.write_text(text.replace("<search>", f"<p>{WORD}</p><search>"))
        with (self.origin / MODEL).open("a") as model:
            model.write(FIELD)
        [before] = MigrationLoader(None).graph.leaf_nodes("pages")
        (self.origin / "pages" / "migrations" / "9999_of_release.py").write_text(MIGRATION.format(before=before))
        self.commit(tag)

    def upgrade(self, *words, command=None):
        command = [command or self.current / "deploy" / "upgrade", *words]
        return subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)

    def manage(self, *words):
        command = [self.current / ".venv" / "bin" / "python", "manage.py", *words]
        done = subprocess.run(
            command, cwd=self.current, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start(self):
        """As `systemctl start site` does, which listens to who is to be looked after."""
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notices.bind(self.environment["NOTIFY_SOCKET"])
        command = [self.current / ".venv/bin/gunicorn", "--config", "iom_site/gunicorn.py", "iom_site.wsgi"]
        with (self.place / "site.err").open("w") as log:
            first = subprocess.Popen(command, cwd=self.current, env=self.environment, stderr=log)
        self._look_after(first.pid)
        self.listener = threading.Thread(target=self._listen)
        self.listener.start()
        threading.Thread(target=first.wait, daemon=True).start()
        wait_for(self.port, first)
        assert ask(self.port, "/en/", sni=None, headers=("X-Forwarded-Proto: https",), seconds=120).status == 200

    def _listen(self):
        while notice := self.notices.recv(4096).decode():
            for line in notice.splitlines():
                if line.startswith("MAINPID="):
                    self._look_after(int(line.removeprefix("MAINPID=")))

    def _look_after(self, pid):
        (self.place / "main-pid").write_text(str(pid))

    def end(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as over:
            over.sendto(b"", self.environment["NOTIFY_SOCKET"])
        self.listener.join()
        self.notices.close()
        with suppress(ProcessLookupError):
            os.kill(int((self.place / "main-pid").read_text()), signal.SIGTERM)
        until = time.monotonic() + 60
        while self.serving() and time.monotonic() < until:
            time.sleep(0.1)

    def releases(self):
        return {folder.name for folder in (self.place / "releases").iterdir()}

    def serving(self):
        """The folders of this place from which a gunicorn runs."""
        found = set()
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                folder = (process / "cwd").readlink()
                if folder.is_relative_to(self.place) and b"gunicorn" in (process / "cmdline").read_bytes():
                    found.add(folder)
        return found
