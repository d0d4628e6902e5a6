"""The database or Redis is killed, hangs, comes back; a worker dies over a page: readers go on reading."""

import os
import shutil
import signal
import subprocess
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from types import SimpleNamespace

import pytest
from environ import Env

from iom_site.web_worker import THREADS
from tests.servers.conftest import NGINX
from tests.servers.lines import Line
from tests.servers.processes import ask, free_port, serve, start_nginx, stop, wait_for
from tests.servers.test_seen import in_time, workers_of
from tests.servers.visitors import UNKEPT, Readers

REDIS = shutil.which("redis-server")
pytestmark = pytest.mark.skipif(not REDIS, reason="no Redis was found")
KEPT = ("/en/", "/ru/our-work/", "/tk/info/", "/en/news/", "/sitemap.xml")
PATIENCE = 12  # seconds that the proxy waits for a page: a crowded machine makes it in less
HANGS_FOR = PATIENCE + 10
READERS = 2 * THREADS + 20
LONGEST_START = 200  # seconds until a worker that is begun anew makes pages


@pytest.fixture(scope="module")
def site(proxy, tmp_path_factory):
    """A site of two workers behind the proxy, whose database is reached by a line and whose Redis is its own."""
    database = Env.db_url_config(proxy.environment["DATABASE_URL"])
    if "postgresql" not in database["ENGINE"]:
        pytest.skip("needs PostgreSQL")
    place = tmp_path_factory.mktemp("parts")
    (place / "media" / "images").mkdir(parents=True)
    (place / "errors").symlink_to(proxy.place / "errors")
    server = database["HOST"] or database["OPTIONS"]["host"]
    line = Line(place / ".s.PGSQL.5432", f"{server}/.s.PGSQL.5432")
    redis_port = free_port()
    words = (REDIS, "--port", str(redis_port), "--bind", "127.0.0.1", "--save", "")
    redis = [subprocess.Popen(words, cwd=place, stdout=subprocess.DEVNULL)]
    wait_for(redis_port, redis[0])
    address = f"postgres://{database['USER']}@/{database['NAME']}?host={place}"
    own = {"DATABASE_URL": address, "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0", "WEB_WORKERS": "2"}
    environment = {**proxy.environment, **own, "PORT": str(free_port())}
    process = serve(environment, place)
    port = int(environment["PORT"])
    _http, https, nginx = start_nginx(place, NGINX, port, patience=PATIENCE)
    for path in (*KEPT, *UNKEPT):
        assert ask(https, path, seconds=60).status == 200
    yield SimpleNamespace(line=line, redis=redis, words=words, process=process, port=port, https=https, place=place)
    stop(nginx)
    stop(process)
    stop(redis[-1])


def kept(site, paths=KEPT):
    """Of these pages those that readers do not get now, or not whole, with their status."""
    answers = {path: ask(site.https, path, seconds=HANGS_FOR) for path in paths}
    return {
        path: answer.status
        for path, answer in answers.items()
        if answer.status != 200 or not answer.text.rstrip().endswith((">", "</html>"))
    }


def is_well(site):
    return all(ask(site.https, path, seconds=60).status == 200 for path in UNKEPT)


def is_alive(site):
    return ask(site.port, "/alive", sni=None, seconds=HANGS_FOR).status == 200


def test_database_that_was_killed_takes_no_page_away_and_the_site_is_well_when_it_is_back(site):
    site.line.cut()
    time.sleep(2.1)  # all that is kept has to be asked after

    assert kept(site) == {}
    assert is_alive(site)
    said = ask(site.https, "/en/search/?q=migration", seconds=60)
    assert (said.status, "</html>" in said.text) == (503, True)

    site.line.mend()
    assert in_time(lambda: is_well(site))
    assert kept(site) == {}


def test_database_that_hangs_keeps_no_reader_waiting_and_the_site_is_well_when_it_goes_on(site):
    site.line.halt()
    time.sleep(2.1)
    try:
        assert kept(site, KEPT[1:3]) == {}  # each is waited for
        assert is_alive(site)
    finally:
        site.line.go_on()

    assert in_time(lambda: is_well(site))


def test_hanging_database_makes_no_one_wait_for_long_however_many_ask_and_the_site_says_that_it_is_alive(site):
    """More readers of what is not kept than there are threads, and than may wait: by the clock of the proxy itself."""
    place = site.place / "many"
    (place / "media" / "images").mkdir(parents=True)
    (place / "errors").symlink_to(site.place / "errors")
    _http, https, nginx = start_nginx(place, NGINX, site.port)
    site.line.halt()
    try:
        with ThreadPoolExecutor(READERS) as readers:
            answers = [readers.submit(ask, https, f"/en/search/?q={number}", seconds=120) for number in range(READERS)]
            wait(answers, return_when=FIRST_COMPLETED)
            assert min(seconds_until_alive(site) for _each in range(5)) < 1
    finally:
        site.line.go_on()
        stop(nginx)

    assert {answer.result().status for answer in answers} <= {503, 504}
    assert all('href="/en/info/"' in answer.result().text for answer in answers)
    waited = [float(line.split()[-2]) for line in (place / "failures.log").read_text().splitlines()]
    assert len(waited) == READERS
    assert max(waited) < 6
    assert in_time(lambda: is_well(site))


def seconds_until_alive(site):
    begun = time.monotonic()
    assert is_alive(site)
    return time.monotonic() - begun


def test_redis_that_was_killed_costs_no_page(site):
    with Readers(site.https) as readers:
        assert in_time(lambda: readers.answers > 8)
        site.redis[-1].kill()
        site.redis[-1].wait()
        before = readers.answers
        assert in_time(lambda: readers.answers > before + 20)
        assert kept(site) == {}
        site.redis.append(subprocess.Popen(site.words, cwd=site.place, stdout=subprocess.DEVNULL))
        before = readers.answers
        assert in_time(lambda: readers.answers > before + 20)

    assert readers.failures == []


def at_work(site):
    """The workers that have been given something to do: whoever only begins has no thread for it yet."""
    return [worker for worker in workers_of(site.process) if len(list(Path(f"/proc/{worker}/task").iterdir())) > 1]


def test_workers_that_die_over_pages_cost_no_reader_one_that_is_kept_or_made(site):
    with Readers(site.https, posts=False) as readers:
        for number in range(4):
            before = readers.answers
            assert in_time(lambda before=before: readers.answers > before + 2 * len(readers.threads))
            assert in_time(lambda: len(at_work(site)) == 2, LONGEST_START)
            os.kill(at_work(site)[number % 2], signal.SIGKILL)
    assert readers.failures == []

    assert kept(site) == {}
    assert in_time(lambda: is_well(site))
