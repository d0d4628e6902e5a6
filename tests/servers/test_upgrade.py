"""A release is taken while people read and write, and a worker dies while something is published."""

import os
import signal
import threading
from types import SimpleNamespace

import pytest

from tests.servers.conftest import NGINX
from tests.servers.processes import ask, free_port, manage, serve, start_nginx, stop
from tests.servers.test_seen import in_time, workers_of
from tests.servers.visitors import PASSWORD, UNKEPT, Readers, SignedIn

# A release that takes longer to start than the proxy waits. A machine that is busy makes a page in less.
STARTS_IN, PATIENCE = 16, 12
LONGEST_RELOAD = 200
SLOW = f"""
import time
from pathlib import Path
if Path(__file__).with_name("slow").exists():
    time.sleep({STARTS_IN})
from iom_site.wsgi import application
"""
DRAFTS = f"""
from django.contrib.auth.models import Group
from pages.accounts.models import User
from pages.content.standard import StandardPage
user = User.objects.create_user("upgrade", "upgrade@example.org", {PASSWORD!r})
user.groups.add(Group.objects.get(name="Moderators"))
for page in StandardPage.objects.live().order_by("pk")[:3]:
    page.title = "Sample draft"
    page.save_revision()
    print("page", page.pk)
"""
STATES = """
from wagtail.models import Page, PageLogEntry
for page in Page.objects.filter(pk__in={pages}):
    said = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", user__username="upgrade").exists()
    is_new = page.live_revision.content["title"] == "Sample draft" if page.live_revision else False
    print("state", page.pk, page.title == "Sample draft", is_new, not page.has_unpublished_changes, said)
"""


@pytest.fixture(scope="module")
def site(proxy, tmp_path_factory):
    """A site of two workers behind the proxy, which from `slow` on takes its time to start anew."""
    place = tmp_path_factory.mktemp("upgrade")
    (place / "media" / "images").mkdir(parents=True)
    (place / "errors").symlink_to(proxy.place / "errors")
    (place / "slow_release.py").write_text(SLOW)
    own = {"PORT": str(free_port()), "WEB_WORKERS": "2", "SECOND_FACTOR": "offered", "PYTHONPATH": str(place)}
    environment = {**proxy.environment, **own}
    process = serve(environment, place, "slow_release")
    port = int(environment["PORT"])
    _http, https, nginx = start_nginx(place, NGINX, port, patience=PATIENCE)
    yield SimpleNamespace(place=place, environment=environment, process=process, port=port, https=https)
    stop(nginx)
    stop(process)


def test_no_reader_notices_that_a_release_is_taken(site):
    """As `systemctl reload site` does it."""
    old = workers_of(site.process)
    for path in UNKEPT:
        ask(site.port, path, sni=None, headers=("X-Forwarded-Proto: https",), seconds=120)
    (site.place / "slow").touch()
    with Readers(site.https, number=2) as readers:
        assert in_time(lambda: readers.answers > 8)
        site.process.send_signal(signal.SIGHUP)
        assert in_time(lambda: not set(old) & set(workers_of(site.process)), LONGEST_RELOAD)
        before = readers.answers
        assert in_time(lambda: readers.answers > before + 20)

    (site.place / "slow").unlink()
    assert readers.failures == []
    assert len(workers_of(site.process)) == 2


def test_what_is_published_while_the_workers_die_is_published_or_not_and_the_editor_is_told(site):
    pages = [
        int(line.split()[1]) for line in manage(site.environment, "shell", "-c", DRAFTS).splitlines() if "page" in line
    ]
    browser, answers = SignedIn("upgrade", site.port), {}
    browser.port, browser.sni = site.https, "site.example"

    def publish(page, form, question):
        answers[page] = browser.post(question, form).status

    for page, seconds in zip(pages, (0.02, 0.2, 1), strict=True):
        question = f"/admin/bulk/wagtailcore/page/publish/?id={page}"
        form = browser.get(question)
        sent = threading.Thread(target=publish, args=(page, form, question))
        sent.start()
        sent.join(seconds)
        old = workers_of(site.process)
        for worker in old:
            os.kill(worker, signal.SIGKILL)
        sent.join()
        assert in_time(lambda old=old: not set(old) & set(workers_of(site.process)))

    states = manage(site.environment, "shell", "-c", STATES.format(pages=pages))
    lines = [line.split() for line in states.splitlines() if line.startswith("state")]
    assert len(lines) == 3
    for _word, page, *state in lines:
        assert len(set(state)) == 1, (page, state)  # all of it or nothing
        assert answers[int(page)] != 302 or state[0] == "True", (page, answers)
