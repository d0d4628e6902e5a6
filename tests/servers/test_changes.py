"""Whatever changes, within two seconds every address through the real proxy is what the site would make anew."""

import json
import os
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from django.conf import settings

from tests import databases
from tests.changes import BACK, CHANGES
from tests.servers.changing import ADDRESSES
from tests.servers.processes import NAME, free_port, kept_connection, serve, start_nginx, stop

WITHIN = 2.0  # seconds
LISTEN = "from tests.servers.changing import listen; listen()"


@pytest.fixture(scope="module")
def site(proxy, tmp_path_factory):
    """A site of its own behind the delivered proxy, and `change(name)`, made by another process: what it renders."""
    place = tmp_path_factory.mktemp("changing")
    (place / "media" / "images").mkdir(parents=True)
    (place / "errors").symlink_to(proxy.place / "errors")
    database = databases.copy_for_a_server(place, "site_changing")
    places = {"PORT": str(free_port()), "DATABASE_URL": database, "MEDIA_ROOT": str(place / "media")}
    environment = {**proxy.environment, **places}
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", LISTEN]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writer = subprocess.Popen(command, cwd=settings.ROOT, env=environment, **pipes)
    json.loads(writer.stdout.readline())
    process = serve(environment, place)
    _http, https, nginx = start_nginx(place, os.environ["NGINX"], int(environment["PORT"]), patience=60)

    def change(words):
        writer.stdin.write(f"{words}\n")
        writer.stdin.flush()
        return json.loads(writer.stdout.readline())

    yield SimpleNamespace(https=https, change=change)
    writer.stdin.close()
    writer.wait(30)
    stop(nginx)
    stop(process)


def given(site):
    """`{address: [status, text]}` as the proxy gives it."""
    line, found = kept_connection(site.https), {}
    for address in ADDRESSES:
        line.request("GET", address, headers={"Host": NAME})
        answer = line.getresponse()
        found[address] = [answer.status, answer.read().decode()]
    line.close()
    return found


def test_after_each_change_every_address_is_new_within_two_seconds(site):
    before, wrong = given(site), {}
    for name in CHANGES:
        told = site.change(name)
        time.sleep(max(0, told["changed_at"] + WITHIN - time.time()))
        after = given(site)
        if old := [address for address in ADDRESSES if after[address] != told["pages"][address]]:
            wrong[name] = old
        elif after == before:
            wrong[name] = "nothing changed"
        before = after
        if name in BACK:
            site.change(f"{name} back")

    assert wrong == {}
