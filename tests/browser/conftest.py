"""A site as on a server (gunicorn, hashed and compressed files, strict settings) and a real browser before it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Playwright, expect

from iom_site.env import key_from
from tests import databases

CHROMIUM = os.environ.get("CHROMIUM", "")
PATIENCE = 30_000  # milliseconds: a busy machine is no fault of the site
PASSWORD = "a long password of tests"
SAMPLES = f"from tests.browser import sample_page as it; it.make_all({PASSWORD!r})"


expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            # Two groups for two processes, each with a site of its own.
            group = "looking" if "each_page" in item.nodeid else "using"
            item.add_marker(pytest.mark.xdist_group(group))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium was found (set CHROMIUM)"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The site on a port of its own, with a copy of what `build` made in a folder shared by the processes of a run."""

    def __init__(self, place, static):
        self.place, self.port = place, free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "LOCAL": "off",
            "SECRET_KEY": "tests-only-" + "x" * 60,
            "MESSAGE_KEYS": key_from("tests-only"),
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "localhost",
            "TRUSTED_PROXIES": "127.0.0.1",
            "DATABASE_URL": f"sqlite:///{place}/site.sqlite3",
            "STATIC_ROOT": str(static),
            "MEDIA_ROOT": str(place / "media"),
            "REDIS_URL": "",
            "SECOND_FACTOR": "offered",
            "LOG_LEVEL": "ERROR",
        }

    def _run(self, *command, **environment):
        return subprocess.Popen(command, cwd=settings.ROOT, env={**self.environment, **environment})

    def manage(self, *arguments, **options):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=settings.ROOT, env=self.environment, check=True, **options)

    def build(self):
        """Make static files, database and uploads, the first beside the others."""
        self.place.mkdir()
        static = self._run(sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        databases.copy_sqlite(self.place / "site.sqlite3")
        samples = self._run(sys.executable, "manage.py", "shell", "--no-imports", "--command", SAMPLES)
        if samples.wait() or static.wait():
            raise RuntimeError("The site could not be built.")

    def start(self):
        command = (sys.executable, "-m", "gunicorn", "--config", "iom_site/gunicorn.py", "iom_site.wsgi")
        self.process = self._run(*command, PORT=str(self.port), WEB_WORKERS="1")
        for _ in range(300):
            try:
                urlopen(f"{self.url}/alive", timeout=1)
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("The site did not start.")

    def stop(self):
        self.process.send_signal(signal.SIGINT)  # at once, without waiting for browsers
        self.process.wait(60)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder with static files, database and uploads of the site with its samples, made once a run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    place = tmp_path_factory.getbasetemp().parent / f"site-{run}"
    with databases.one_at_a_time("browser"):
        if not (place / "done").exists():
            Server(place, place / "static").build()
            (place / "done").touch()
    return place


@pytest.fixture(scope="session")
def site(built, tmp_path_factory):
    place = tmp_path_factory.mktemp("site")
    shutil.copy(built / "site.sqlite3", place)
    shutil.copytree(built / "media", place / "media")
    server = Server(place, built / "static")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    arguments = {"args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}
    return arguments if CHROMIUM == "playwright" else {**arguments, "executable_path": CHROMIUM}


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, browser_type_launch_args):
    browser = playwright.chromium.launch(**browser_type_launch_args)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def new_context(chromium, site):
    """A browser with nothing kept in it, before the site."""

    def new_context(**options):
        return chromium.new_context(base_url=site.url, extra_http_headers={"X-Forwarded-Proto": "https"}, **options)

    return new_context


@pytest.fixture(scope="session")
def signed_in(new_context):
    """Signs somebody in by the form, once and again if that has ended; answers what a browser keeps of it."""
    kept = {}

    def has_ended(state):
        context = new_context(storage_state=state)
        answer = context.request.get("/accounts/session/").json()
        context.close()
        return not answer["signedIn"]

    def signed_in(user):
        if user not in kept or has_ended(kept[user]):
            context = new_context()
            page = context.new_page()
            page.goto("/admin/login/")
            page.locator("#id_login").fill(user)
            page.locator("#id_password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.wait_for_url("**/admin/")
            kept[user] = context.storage_state()
            context.close()
        return kept[user]

    return signed_in


@pytest.fixture
def open_page(new_context, signed_in):
    """Opens a page of the site in a fresh browser: `open_page("/en/", width=320, script=False)`."""
    contexts = []

    def open_it(address, width=1280, height=800, script=True, scheme="light", user=None, **more):
        context = new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme=scheme,
            storage_state=signed_in(user) if user else None,
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        if address:
            page.goto(address)
        return page

    yield open_it
    for context in contexts:
        context.close()
