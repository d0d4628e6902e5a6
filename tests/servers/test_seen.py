"""What an operator sees of the running site: numbers, and the name under which two logs speak of one request."""

import os
import re
import signal
import time
from pathlib import Path

from tests.servers.processes import METRICS_TOKEN, ask

GIVEN_AT_LAST = 60  # seconds that a crowded machine may take


def numbers(port):
    answer = ask(port, "/metrics", sni=None, headers=(f"Authorization: Bearer {METRICS_TOKEN}",))
    assert answer.status == 200
    return {name: float(value) for name, value in re.findall(r"^(\w\S*) (\S+)$", answer.text, flags=re.MULTILINE)}


def workers_of(process):
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def counts_into(worker):
    return set(re.findall(r"\S+site-metrics-\S+", Path(f"/proc/{worker}/maps").read_text()))


def in_time(found, seconds=GIVEN_AT_LAST):
    end = time.monotonic() + seconds
    while not (result := found()) and time.monotonic() < end:
        time.sleep(0.1)
    return result


def test_numbers_are_told_to_nobody_outside(proxy):
    answer = ask(proxy.https, "/metrics", headers=(f"Authorization: Bearer {METRICS_TOKEN}",))

    assert answer.status == 404
    assert "site_answers" not in answer.text


def test_numbers_go_on_in_the_same_place_when_a_worker_ended(resting):
    port = int(resting.environment["PORT"])
    pages = 'site_answers_total{kind="pages",status="2xx"}'

    def read_ten():
        for _ in range(10):
            assert ask(port, "/robots.txt", sni=None, headers=("X-Forwarded-Proto: https",)).status == 200
        return numbers(port)

    before = read_ten()
    [first] = workers_of(resting.process)
    files = counts_into(first)
    os.kill(first, signal.SIGTERM)
    in_time(lambda: workers_of(resting.process) not in ([first], []))
    after = read_ten()

    assert after[pages] == before[pages] + 10
    assert files
    assert counts_into(workers_of(resting.process)[0]) == files
    resting.stop()
    assert not [file for file in files if Path(file).exists()]


def test_proxy_and_site_write_of_one_request_under_one_name_but_not_of_help(proxy):
    for path in ("/en/named/nothing/", "/en/info/named/nothing/"):
        assert ask(proxy.https, path, headers=("X-Request-ID: " + "f" * 32,)).status == 404
    site, log = proxy.place / "site.err", proxy.place / "site.log"

    line = in_time(lambda: re.search(r'"GET /en/named/nothing/" 404 .* (\w{32}) \S+\n', log.read_text()))
    assert f" {line[1]}: Not Found: /en/named/nothing/" in site.read_text()
    assert line[1] != "f" * 32
    assert " -: Not Found: (…)" in site.read_text()


def test_staff_are_told_the_name_of_their_request_and_readers_are_not(proxy):
    assert re.fullmatch(r"[0-9a-f]{32}", ask(proxy.https, "/admin/login/").headers["X-Request-ID"])
    assert "X-Request-ID" not in ask(proxy.https, "/en/").headers
    assert "X-Request-ID" not in ask(proxy.https, "/en/contact/").headers
