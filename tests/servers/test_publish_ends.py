"""A worker dies while something is published."""

import os
import signal
import threading
from types import SimpleNamespace

import pytest

from tests.servers.conftest import NGINX
from tests.servers.processes import free_port, manage, serve, start_nginx, stop
from tests.servers.test_seen import in_time, workers_of
from tests.servers.visitors import PASSWORD, SignedIn

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
    """A site of two workers behind the proxy."""
    place = tmp_path_factory.mktemp("publishing")
    (place / "media" / "images").mkdir(parents=True)
    (place / "errors").symlink_to(proxy.place / "errors")
    own = {"PORT": str(free_port()), "WEB_WORKERS": "2", "SECOND_FACTOR": "offered"}
    environment = {**proxy.environment, **own}
    process = serve(environment, place)
    port = int(environment["PORT"])
    _http, https, nginx = start_nginx(place, NGINX, port)
    yield SimpleNamespace(place=place, environment=environment, process=process, port=port, https=https)
    stop(nginx)
    stop(process)


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
