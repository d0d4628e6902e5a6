"""Print what an answer costs the processor beside the floors of the same run, as ratios; keep them as JSON.

The fresh site under gunicorn behind the delivered nginx, on ports of its own. All cases take turns in rounds, so that
a busy machine is busy for each; what a case costs is the median of its rounds, in the time that the processes of the
server were on a processor. How to read the table: docs/performance.md.
"""

import http.client
import os
from argparse import ArgumentParser
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.measuring import keep, set_up, whole_number

PAGE, HELP = "/en/who-we-are/", "/en/info/"
UNCACHED = {
    **{"home": "/en/", "mission": PAGE, "strategy": "/en/who-we-are/strategy/", "list of news": "/en/news/"},
    **{"objective": "/en/who-we-are/strategy/rights-of-migrants/", "region": "/en/who-we-are/regional-approach/"},
    **{"country": "/en/who-we-are/regional-approach/turkmenistan/", "text": "/en/accessibility/"},
    **{"events": "/en/events/", "publications": "/en/publications/", "opportunities": "/en/opportunities/"},
    **{"our work": "/en/our-work/", "projects": "/en/our-work/projects/", "search": "/en/search/?q=migration"},
    **{"help": HELP, "contact": "/en/contact/", "map of the site": "/en/all-pages/"},
}
# The addresses of these are what the commands print, a line each.
ITEMS = ("a project", "a news item", "a publication")
MAKE_ITEMS = """
from pages.news.models import NewsPage
from pages.publications.models import PublicationPage
from tests.pages.listings.samples import make
from tests.programmes.samples import full_project
print(full_project().url, make(NewsPage).url, make(PublicationPage).url, sep="\\n")
"""
FLOOR = "/media/images/floor.txt"


@dataclass
class Case:
    """One kind of answer: who gives it, what is asked, and the milliseconds that each round found."""

    name: str
    server: "Server"
    path: str
    headers: dict = field(default_factory=dict)
    status: int = 200
    times: int = 100
    found: list = field(default_factory=list)

    def measure(self):
        before = self.server.on_processor()
        for _ in range(self.times):
            self.server.ask(self.path, self.headers, self.status)
        self.found.append((self.server.on_processor() - before) * 1000 / self.times)

    @property
    def milliseconds(self):
        return median(self.found)


class Server:
    """A server process with those it made, and one connection to it that stays open."""

    def __init__(self, process, port, secure=False):
        self.process, self.port, self.secure, self.line = process, port, secure, None

    def on_processor(self):
        """Seconds that all threads of these processes have been on a processor (Linux counts nanoseconds)."""
        spent = 0
        for pid in (self.process.pid, *_children(self.process.pid)):
            for task in Path(f"/proc/{pid}/task").iterdir():
                spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9

    def ask(self, path, headers, status=200):
        """The answer; another status ends the measurement."""
        from tests.servers.processes import NAME

        headers = {"Host": NAME, "X-Forwarded-Proto": "https", **headers}
        for again in (True, False):
            try:
                if self.line is None:
                    self.line = self._connect()
                self.line.request("GET", path, headers=headers)
                answer = self.line.getresponse()
                answer.body = answer.read()
                break
            except (http.client.HTTPException, OSError):  # a connection that was kept for long enough
                self.line = None
                if not again:
                    raise
        if answer.status != status:
            raise SystemExit(f"{path} answered {answer.status}, not {status}.")
        return answer

    def _connect(self):
        from tests.servers.processes import kept_connection

        return kept_connection(self.port) if self.secure else http.client.HTTPConnection("127.0.0.1", self.port, 60)


def _children(pid):
    for each in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (each / "children").read_text().split()):
            yield child
            yield from _children(child)


def main():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=whole_number, default=7, help="how often each case has its turn (7)")
    given = parser.parse_args()
    program = os.environ.get("NGINX", "")
    if not program:
        print("No nginx was found (set NGINX): delivery is not measured.")
        return
    set_up()
    with TemporaryDirectory() as folder, ExitStack() as running:
        cases = begin(Path(folder), program, running)
        for _ in range(given.rounds):
            for case in cases:
                case.measure()
    found = {case.name: case.milliseconds for case in cases}
    print_table(cases, found)
    keep("delivery", {name: round(value, 5) for name, value in found.items()})


def begin(place, program, running):
    """The servers, and the cases that are to be measured at them, each warm."""
    from tests.servers.processes import free_port, manage, serve, start_nginx, start_site, stop

    (place / "media/images").mkdir(parents=True)
    environment, process = start_site(place)
    running.callback(stop, process)
    site = Server(process, int(environment["PORT"]))
    made = manage(environment, "shell", "--verbosity", "0", "-c", MAKE_ITEMS).split()[-len(ITEMS) :]
    page = site.ask(PAGE, {"Accept-Encoding": "br"})
    (place / "media/images/floor.txt").write_bytes(page.body)
    _http, https, nginx = start_nginx(place, program, site.port, patience=60)
    running.callback(stop, nginx)
    proxy = Server(nginx, https, secure=True)
    floors = {}
    for name in ("bare", "with_django"):
        own = {**environment, "PORT": str(free_port()), "FLOOR_BYTES": str(len(site.ask(PAGE, {}).body))}
        (place / name).mkdir()
        process = serve(own, place / name, f"tests.benchmarks.floors:{name}")
        running.callback(stop, process)
        floors[name] = Server(process, int(own["PORT"]))
    uncached = UNCACHED | dict(zip(ITEMS, made, strict=True))
    packed = {"Accept-Encoding": "br"}
    return_visit = {**packed, "If-None-Match": site.ask(PAGE, packed).headers["ETag"]}
    cases = [
        Case("static file by nginx", proxy, FLOOR, packed, times=1500),
        Case("page by nginx", proxy, PAGE, packed, times=1500),
        Case("page of help by nginx", proxy, HELP, packed, times=1500),
        Case("return visit by nginx", proxy, PAGE, return_visit, status=304, times=1500),
        Case("bare WSGI", floors["bare"], "/en/", times=500),
        Case("bare Django view", floors["with_django"], "/en/", times=500),
        Case("Django with four queries", floors["with_django"], "/four/", times=500),
        Case("return visit by gunicorn", site, PAGE, return_visit, status=304, times=500),
        *(Case(f"uncached: {name}", site, path, times=20) for name, path in uncached.items()),
    ]
    for case in cases:
        case.server.ask(case.path, case.headers, case.status)
    return cases


# What each is compared with; in brackets what the ratio may be at most.
COMPARED = {
    "page by nginx": ("static file by nginx", 1.5),
    "page of help by nginx": ("static file by nginx", 1.5),
    "return visit by nginx": ("static file by nginx", 1.4),
    "return visit by gunicorn": ("bare Django view", 1.3),
}


def print_table(cases, found):
    print(f"{'':28} {'CPU ms':>8} {'ratio':>7}")
    for case in cases:
        floor, most = COMPARED.get(case.name, ("", None))
        if case.name.startswith("uncached"):
            floor = "Django with four queries"
        said = f"{found[case.name] / found[floor]:>6.2f}× {floor}" if floor else ""
        goal = f" (at most {most})" if most else ""
        print(f"{case.name:28} {found[case.name]:>8.3f} {said}{goal}")


if __name__ == "__main__":
    main()
