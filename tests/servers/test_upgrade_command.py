"""`deploy/upgrade`: a release is taken while people read, and taken back; one that does not work is not taken."""

import json

import pytest

from tests import databases
from tests.iom_site.operations.test_backup import opened
from tests.servers.conftest import NGINX
from tests.servers.processes import ask, start_nginx, stop
from tests.servers.released import WORD, ReleasedSite
from tests.servers.test_seen import in_time
from tests.servers.visitors import UNKEPT, Readers

# A release that takes longer to start than the proxy waits. A machine that is busy makes a page in less.
STARTS_IN, PATIENCE = 16, 12
SLOW = f"\nimport time\n\ntime.sleep({STARTS_IN})\n"
COLUMN = """
from django.db import connection
from pages.content.standard import StandardPage
with connection.cursor() as cursor:
    table = StandardPage._meta.db_table
    print("of_release" in [one.name for one in connection.introspection.get_table_description(cursor, table)])
"""
NO_FAULT_OF_THE_RELEASE = "“Ask the doctor” failed"


@pytest.fixture(scope="module")
def site(proxy, tmp_path_factory):
    place = tmp_path_factory.mktemp("released")
    address = databases.copy_for_a_server(place, "site_released")
    site = ReleasedSite(place, {**proxy.environment, "DATABASE_URL": address})
    site.start()
    _http, site.https, nginx = start_nginx(place, NGINX, site.port, patience=PATIENCE)
    yield site
    stop(nginx)
    site.end()


def reads_word(site):
    return WORD in ask(site.https, "/en/search/?q=migration", seconds=60).text


def test_a_release_is_taken_and_taken_back_and_no_reader_notices(site):
    first = site.current.resolve()
    with (site.origin / "iom_site" / "wsgi.py").open("a") as entrance:
        entrance.write(SLOW)
    site.add_word_and_field("v2")
    for path in UNKEPT:
        ask(site.port, path, sni=None, headers=("X-Forwarded-Proto: https",), seconds=120)

    with Readers(site.https, number=2, rest=0.5) as readers:
        assert in_time(lambda: readers.answers > 8)
        taken = site.upgrade("v2")
        second, has_word = site.current.resolve(), reads_word(site)
        site.second = second
        after = readers.answers
        assert in_time(lambda: readers.answers > after + 8)
        back = site.upgrade("--back")
        has_word_still = reads_word(site)

    [archive] = (site.place / "backups").glob("*.age")
    assert json.loads(opened(archive)["manifest.json"])["release"] == first.name
    assert NO_FAULT_OF_THE_RELEASE in taken.stderr or taken.returncode == 0, taken.stdout + taken.stderr
    assert NO_FAULT_OF_THE_RELEASE in back.stderr or back.returncode == 0, back.stdout + back.stderr
    assert (second != first, site.current.resolve()) == (True, first)
    assert (has_word, has_word_still) == (True, False)
    assert readers.failures == []
    assert site.serving() == {first}
    assert "True" in site.manage("shell", "-c", COLUMN)


def test_a_release_that_does_not_work_is_not_taken(site):
    """One that cannot even be packed, one that is not there, and one before that cannot start any more."""
    serving = site.current.resolve()
    settings = site.origin / "iom_site" / "settings.py"
    settings.write_text("raise SystemExit(2)\n")
    site.commit("v3")

    unpacked, unknown = site.upgrade("v3"), site.upgrade("no-such-release")
    assert (unpacked.returncode, unknown.returncode) == (1, 1)
    assert "“Pack its style sheets” failed" in unpacked.stderr
    assert "no tag, branch or commit “no-such-release”" in unknown.stderr
    assert all("The release before serves on" in done.stderr for done in (unpacked, unknown))
    assert site.releases() <= {serving.name, site.second.name}

    (site.second / "iom_site" / "wsgi.py").write_text("raise ImportError('no such thing')\n")
    site.before.symlink_to(site.second)
    back = site.upgrade("--back")
    assert back.returncode == 1
    assert "The new release does not start" in back.stderr
    assert "The release before serves on, and the site leads to it again." in back.stderr
    assert (site.current.resolve(), site.serving()) == (serving, {serving})
    assert not reads_word(site)
