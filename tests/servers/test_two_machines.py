"""Two machines behind the delivered proxy, with one database and one Redis: a reader or an editor meets one site."""

import os
import shutil
import signal
import subprocess
from types import SimpleNamespace

import pytest

from tests.servers.conftest import NGINX
from tests.servers.processes import ask, free_port, manage, serve, start_nginx, stop, wait_for
from tests.servers.test_seen import in_time, workers_of
from tests.servers.visitors import FORM, PASSWORD, Readers, SignedIn

REDIS = shutil.which("redis-server")
pytestmark = pytest.mark.skipif(not REDIS, reason="no Redis was found")
HTTPS = "X-Forwarded-Proto: https"
SECRET = "tests-only"
PEOPLE = f"""
from django.contrib.auth.models import Group
from pages.accounts.models import User
user = User.objects.create_user("two-machines", "two-machines@example.org", {PASSWORD!r})
user.groups.add(Group.objects.get(name="Moderators"))
from wagtail.models import Page
print(Page.objects.get(url_path="/home/who-we-are/").pk)
"""


@pytest.fixture(scope="module")
def machines(proxy, tmp_path_factory):
    """Two sites on ports of their own, the proxy in front of both, and the number of a page."""
    place = tmp_path_factory.mktemp("machines")
    (place / "media" / "images").mkdir(parents=True)
    (place / "errors").symlink_to(proxy.place / "errors")
    redis_port = free_port()
    words = ("--port", str(redis_port), "--bind", "127.0.0.1", "--save", "", "--requirepass", SECRET)
    redis = subprocess.Popen((REDIS, *words), cwd=place, stdout=subprocess.DEVNULL)
    wait_for(redis_port, redis)
    shared = {"REDIS_URL": f"redis://:{SECRET}@127.0.0.1:{redis_port}/0", "SECOND_FACTOR": "offered"}
    environments = [{**proxy.environment, **shared, "PORT": str(free_port())} for _each in range(2)]
    page = int(manage(environments[0], "shell", "-c", PEOPLE).split()[-1])
    folders = [place / "first", place / "second"]
    for folder in folders:
        folder.mkdir()
    running = [serve(*each) for each in zip(environments, folders, strict=True)]
    ports = [int(environment["PORT"]) for environment in environments]
    _http, https, nginx = start_nginx(place, NGINX, *ports)
    yield SimpleNamespace(ports=ports, https=https, page=page, running=running, environment=environments[0])
    for process in (nginx, *running, redis):
        if process.poll() is None:
            stop(process)


def at(port, path, **more):
    return ask(port, path, sni=None, headers=(HTTPS, *more.pop("headers", ())), **more)


def test_who_signed_in_at_the_one_is_signed_in_at_the_other_until_they_sign_out(machines):
    one, other = machines.ports
    browser = SignedIn("two-machines", one)
    browser.port = other
    assert browser.get("/admin/").status == 200

    kept = dict(browser.cookies)
    assert browser.post("/admin/logout/", browser.get("/admin/account/")).status == 302
    browser.cookies, browser.port = kept, one
    assert browser.get("/admin/").status == 302


def test_what_is_published_at_the_one_is_shown_at_the_other_at_once(machines):
    one, other = machines.ports
    browser = SignedIn("two-machines", one)
    known = at(other, "/en/who-we-are/")
    tag = (f"If-None-Match: {known.headers['ETag']}",)
    assert at(other, "/en/who-we-are/", headers=tag).status == 304  # answered before anything is asked

    question = f"/admin/pages/{machines.page}/unpublish/"
    assert browser.post(question, browser.get(question)).status == 302
    assert in_time(lambda: at(other, "/en/who-we-are/", headers=tag).status == 404)
    assert in_time(lambda: 'href="/en/who-we-are/"' not in at(other, "/en/").text)

    question = f"/admin/bulk/wagtailcore/page/publish/?id={machines.page}"
    assert browser.post(question, browser.get(question)).status == 302
    assert in_time(lambda: at(other, "/en/who-we-are/").status == 200)
    assert in_time(lambda: 'href="/en/who-we-are/"' in at(other, "/en/").text)


def test_what_one_machine_counted_the_other_knows(machines):
    def guess(number):
        visitor = "X-Forwarded-For: 203.0.113.9"
        body = f"reference=WRONG{number}".encode()
        return at(machines.ports[number % 2], "/en/contact/a/", method="POST", body=body, headers=(FORM, visitor))

    statuses = [guess(number).status for number in range(32)]  # half of them at each: 30 are borne in an hour

    assert statuses == [200] * 30 + [429] * 2


def test_no_reader_notices_that_a_machine_was_killed(machines):
    with Readers(machines.https, posts=False) as readers:
        assert in_time(lambda: readers.answers > 8)
        process = machines.running[0]
        for pid in (process.pid, *workers_of(process)):
            os.kill(pid, signal.SIGKILL)
        process.wait()
        before = readers.answers
        assert in_time(lambda: readers.answers > before + 30)

    assert readers.failures == []
    answer = ask(machines.https, "/en/search/", method="POST", body=b"q=migration", headers=(FORM,))
    assert answer.status == 200
