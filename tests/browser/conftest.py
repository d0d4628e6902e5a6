"""A site as on a server (gunicorn, hashed and compressed files, strict settings) and a real browser before it."""

import os
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Playwright

from iom_site.env import key_from
from tests import databases

CHROMIUM = os.environ.get("CHROMIUM", "")
PASSWORD = "a long password of tests"
SAMPLES = f"from tests.browser import sample_page as it; it.make_all({PASSWORD!r})"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            # Two groups for two processes, each with a site of its own.
            group = "looking" if "test_accessibility" in item.nodeid else "using"
            item.add_marker(pytest.mark.xdist_group(group))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium was found (set CHROMIUM)"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The site on a port of its own; `manage` runs one of its commands. Static files are built once for all."""

    def __init__(self, place, static):
        self.place, self.static, self.port = place, static, free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "LOCAL": "off",
            "SECRET_KEY": "tests-only-" + "x" * 60,
            "MESSAGE_KEYS": key_from("tests-only"),
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "localhost",
            "BEHIND_PROXY": "on",
            "DATABASE_URL": f"sqlite:///{place}/site.sqlite3",
            "STATIC_ROOT": str(static),
            "MEDIA_ROOT": str(place / "media"),
            "REDIS_URL": "",
            "SECOND_FACTOR": "offered",
            "LOG_LEVEL": "ERROR",
        }

    def manage(self, *arguments, **options):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=settings.ROOT, env=self.environment, check=True, **options)

    def start(self):
        databases.copy_sqlite(self.place / "site.sqlite3")
        self.manage("shell", "--no-imports", "--command", SAMPLES)
        self._build_static_files()
        command = [sys.executable, "-m", "gunicorn", "--config", "iom_site/gunicorn.py", "iom_site.wsgi"]
        environment = {**self.environment, "PORT": str(self.port), "WEB_WORKERS": "1"}
        self.process = subprocess.Popen(command, cwd=settings.ROOT, env=environment)
        for _ in range(100):
            try:
                urlopen(f"{self.url}/alive", timeout=1)
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("The site did not start.")

    def _build_static_files(self):
        done = self.static / "done"
        try:
            self.static.mkdir()
        except FileExistsError:
            while not done.exists():
                time.sleep(0.5)
            return
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        done.touch()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    server = Server(tmp_path_factory.mktemp("site"), tmp_path_factory.getbasetemp().parent / f"static-{run}")
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


@pytest.fixture
def open_page(chromium, site):
    """Opens a page of the site in a fresh browser: `open_page("/en/", width=320, script=False)`."""
    contexts = []

    def open_it(address, width=1280, height=800, script=True, scheme="light", user=None, **more):
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme=scheme,
            extra_http_headers={"X-Forwarded-Proto": "https"},
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        if user:
            page.goto("/admin/login/")
            page.fill("#id_login", user)
            page.fill("#id_password", PASSWORD)
            page.click("button:text-is('Sign in')")
            page.wait_for_url("**/admin/")
        if address:
            page.goto(address)
        return page

    yield open_it
    for context in contexts:
        context.close()
