"""Print what memory the site takes while people read, search, write and publish at once, minute by minute.

The fresh site under gunicorn with one worker, behind the delivered proxy if NGINX names one, with a database of its
own. Ends with an error if an answer failed, or if the memory grew by more than a tenth after the first fifth.
"""

import os
import random
import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measuring import set_up, whole_number

READ = ("/en/", "/ru/our-work/", "/tk/info/", "/en/news/feed.xml", "/sitemap.xml", "/en/our-work/projects/?sort=title")
ASKED = ("/en/search/?q={}", "/ru/search/?q={}", "/en/our-work/projects.csv?q={}", "/en/contact/", "/en/nothing/{}/")
REFUSED = {"/en/nothing/": 404}
EDITED = ("/admin/", "/admin/pages/{page}/edit/", "/admin/images/", "/admin/documents/")
READERS = 3
FIRST = 5  # the part of the time, one by this number, after which the memory shall grow no more
MOST = 1.1


class Load:
    """Readers, and an editor who publishes: counts answers and keeps those that were not what they should be."""

    def __init__(self, port, sni, editor, page):
        self.port, self.sni, self.editor, self.page = port, sni, editor, page
        self.answers, self.failures, self.over = 0, [], threading.Event()

    def run(self, seconds, each_minute):
        people = [threading.Thread(target=self._read) for _each in range(READERS)]
        people.append(threading.Thread(target=self._edit))
        for person in people:
            person.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            each_minute(self)
            self.over.wait(min(60, max(0, end - time.monotonic())))
        self.over.set()
        for person in people:
            person.join()
        each_minute(self)

    def _read(self):
        from tests.servers.processes import ask
        from tests.servers.visitors import FORM

        secure = () if self.sni else ("X-Forwarded-Proto: https",)
        while not self.over.is_set():
            address = random.choice(READ + ASKED).format(random.randrange(10**6))
            expected = next((status for begun, status in REFUSED.items() if address.startswith(begun)), 200)
            self._note(address, expected, lambda path: ask(self.port, path, sni=self.sni, headers=secure, seconds=60))
            sent = {"method": "POST", "body": b"q=migration", "headers": (FORM, *secure)}
            self._note("/en/search/", 200, lambda path, sent=sent: ask(self.port, path, sni=self.sni, **sent))

    def _edit(self):
        while not self.over.is_set():
            for address in EDITED:
                self._note(address.format(page=self.page), 200, self.editor.get)
            publish = f"/admin/bulk/wagtailcore/page/publish/?id={self.page}"
            self._note(publish, 302, lambda path: self.editor.post(path, self.editor.get(path)))

    def _note(self, address, expected, ask):
        try:
            status = ask(address).status
        except OSError as error:
            status = type(error).__name__
        self.answers += 1
        if status != expected:
            self.failures.append((address, status))


def main():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=whole_number, default=10, help="how long (10)")
    minutes = parser.parse_args().minutes
    set_up()
    from tests.servers.processes import NAME, manage, serve, start_nginx, start_site, stop
    from tests.servers.test_two_machines import PEOPLE
    from tests.servers.visitors import SignedIn

    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "media" / "images").mkdir(parents=True)
        environment, first = start_site(place)
        stop(first)
        environment |= {"SECOND_FACTOR": "offered"}
        site = serve(environment, place)
        processes, port, sni = [site], int(environment["PORT"]), None
        page = int(manage(environment, "shell", "-c", PEOPLE).split()[-1])
        editor = SignedIn("two-machines", port)
        if program := os.environ.get("NGINX"):
            _http, port, nginx = start_nginx(place, program, port, patience=60)
            processes.append(nginx)
            sni = editor.sni = NAME
            editor.port = port
        try:
            report(Load(port, sni, editor, page), processes, minutes)
        finally:
            for process in reversed(processes):
                stop(process)


def report(load, processes, minutes):
    seen, begun = [], time.monotonic()

    def each_minute(load):
        seen.append([megabytes(process.pid) for process in processes])
        print(f"{(time.monotonic() - begun) / 60:>7.1f} {load.answers:>8} {len(load.failures):>7}", end="")
        print("".join(f"{each:>10.0f}" for each in seen[-1]), flush=True)

    print(f"{'minutes':>7} {'answers':>8} {'failed':>7}   MB: site{'     proxy' if len(processes) > 1 else ''}")
    load.run(minutes * 60, each_minute)
    totals = [sum(each) for each in seen]
    start = max(totals[: len(totals) // FIRST + 1])
    print(f"Memory at the end: {totals[-1] / start:.2f} of what it was after a {FIRST}th of the time.")
    if load.failures or totals[-1] > start * MOST:
        raise SystemExit(f"Not as it should be. Failed: {load.failures[:5]}")


def megabytes(pid):
    """Of a process and all that it began; what several share is counted once."""
    found = Path(f"/proc/{pid}/smaps_rollup").read_text()
    own = next(int(line.split()[1]) for line in found.splitlines() if line.startswith("Pss:")) / 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(megabytes(child) for child in children)


if __name__ == "__main__":
    main()
