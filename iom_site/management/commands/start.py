"""From nothing to a working site on one's own machine; can be run again without harm."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from time import monotonic

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

ADMIN = "admin"
SECONDS_BETWEEN_CHECKS = 60


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--prepare-only", action="store_true", help="make everything ready, do not serve")

    def handle(self, *, prepare_only, **options):
        if not settings.LOCAL:
            raise CommandError("`start` is for a machine of one's own (LOCAL=on); see docs/operations.md for a server.")
        self.port = self._port()
        begun = monotonic()
        self._say("Making the database ready")
        call_command("migrate", verbosity=0)
        self._say("Loading the initial content")
        call_command("load_initial_content")
        self._tell_the_site_its_port()
        password = self._administrator()
        self._say(f"Ready after {monotonic() - begun:.0f} seconds")
        if not prepare_only:
            self._serve(password)

    def _say(self, text):
        self.stdout.write(f"• {text}")
        self.stdout.flush()

    def _port(self):
        asked = os.environ.get("PORT", "").strip() or "8000"
        if not asked.isdigit() or not 0 < int(asked) < 65536:
            raise CommandError(f"PORT={asked} is not a port: give a number from 1 to 65535.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", int(asked)))
            except PermissionError as wrong:
                raise CommandError(f"Port {asked} needs special rights: choose another with PORT=8001.") from wrong
            except OSError as wrong:
                raise CommandError(
                    f"Port {asked} is taken: choose another, for example `make run PORT=8001`."
                ) from wrong
        return int(asked)

    def _tell_the_site_its_port(self):
        """Links in full (for sharing, for search engines) name the port that is served now."""
        for site in Site.objects.filter(hostname="localhost").exclude(port=self.port):
            site.port = self.port
            site.save()

    def _administrator(self):
        """Make the first administrator; answers the password, which is shown this once and kept nowhere."""
        users = get_user_model()
        if users.objects.filter(is_superuser=True).exists():
            return None
        password = secrets.token_urlsafe(12)
        users.objects.create_superuser(ADMIN, "admin@localhost", password)
        return password

    def _serve(self, password):
        address = f"http://localhost:{self.port}"
        lines = ["", f"  The site    {address}/", f"  The admin   {address}/admin/"]
        if password:
            lines += [f"  Sign in as  {ADMIN}", f"  Password    {password}   (shown only now)"]
        self.stdout.write("\n".join([*lines, "", "  Stop with Ctrl+C.", ""]))
        self.stdout.flush()
        # To watch every file costs a tenth of a core: only those pay who change the code (DEBUG=on).
        watch = [] if settings.DEBUG else ["--noreload"]
        server = self._process("runserver", "--nostatic", "--skip-checks", *watch, f"127.0.0.1:{self.port}")
        worker = self._process("db_worker", "--backend", "background", "--no-reload", "--verbosity", "0")
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            while True:
                try:
                    raise SystemExit(server.wait(timeout=SECONDS_BETWEEN_CHECKS))
                except subprocess.TimeoutExpired:
                    self._do_what_is_due()
        except KeyboardInterrupt:
            self._say("Stopping")
        finally:
            for process in (server, worker):
                process.terminate()
                process.wait()

    def _do_what_is_due(self):
        try:
            call_command("run_jobs", verbosity=0)
        except CommandError as error:
            self.stderr.write(str(error))

    def _process(self, *arguments):
        return subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=settings.ROOT)  # noqa: S603
