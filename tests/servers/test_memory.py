"""A worker asks the system for memory when it begins, not for each page: it costs a third of the page."""

import http.client
from contextlib import closing
from pathlib import Path

import pytest

from tests.servers.processes import NAME

TIMES = 20
MOST_PIECES = 50  # of 4 kB, which a page asks for


def pieces(pid):
    """How many pieces of memory a process and all that it began have been given so far."""
    own = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[7])
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return own + sum(pieces(child) for task in tasks for child in (task / "children").read_text().split())


@pytest.mark.parametrize("address", ["/en/", "/en/who-we-are/", "/ru/our-work/projects/", "/tk/info/", "/en/contact/"])
def test_a_page_is_made_in_memory_that_is_there(resting, address):
    with closing(http.client.HTTPConnection("127.0.0.1", int(resting.environment["PORT"]), 60)) as line:

        def ask():
            line.request("GET", address, headers={"Host": NAME, "X-Forwarded-Proto": "https"})
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200

        for _ in range(10):  # each worker has made it by then
            ask()
        before = pieces(resting.process.pid)
        for _ in range(TIMES):
            ask()

        assert (pieces(resting.process.pid) - before) / TIMES < MOST_PIECES
