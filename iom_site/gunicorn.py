"""How gunicorn serves the site. Numbers come from the environment; see docs/operations.md."""

import multiprocessing
import os
import select
import shutil
import time
from contextlib import suppress
from itertools import count
from tempfile import mkdtemp
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from iom_site import env
from iom_site.web_worker import THREADS

# This machine alone, for the proxy in front; an image says HOST=0.0.0.0, a socket HOST=unix:/run/site/site.sock.
_host = env.text("HOST", "127.0.0.1")
bind = _host if _host.startswith("unix:") else f"{_host}:{env.number('PORT', 8000)}"
# Whose X-Forwarded-… counts is decided in one place: `iom_site.proxies`.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""
workers = env.number("WEB_WORKERS", multiprocessing.cpu_count())
worker_class = "iom_site.web_worker.WebWorker"
threads = THREADS
keepalive = 5
timeout = 60
graceful_timeout = 20
# Workers die young to keep memory flat, at different times; a proxy in front tries again.
max_requests = 5000
max_requests_jitter = 1000
worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True
# Who waits for the database longer than this is not there any more. Commands, such as migrations, may take their time.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=30s")
# The proxy takes 4 kB and may write a letter as three.
limit_request_line = 8190
# No access log: the addresses of readers are nobody's business. The proxy's is told the same.
accesslog = None
errorlog = "-"
loglevel = "warning"

# Where `iom_site.metrics` counts: a folder in memory for this master, a file of it for each worker. Who comes after a
# worker that ended goes on with its file, so that there are no more of them after years.
COUNTS, MASTER = "PROMETHEUS_MULTIPROC_DIR", "METRICS_MASTER"
if env.secret("METRICS_TOKEN", "") and os.environ.get(MASTER) != str(os.getpid()):
    os.environ |= {MASTER: str(os.getpid()), COUNTS: mkdtemp(prefix="site-metrics-", dir=worker_tmp_dir)}


def pre_fork(server, worker):
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in count(1) if place not in taken)


# A reload (HUP): gunicorn's own way ends the old workers while the new ones still import the code, and for those
# seconds nobody answers. So the new ones are begun here, and the old ones end when these have given a first answer.
LONGEST_START = 120  # seconds; then it goes on without waiting
_ready = os.pipe()


def on_reload(server):
    wanted = server.cfg.workers
    old = set(server.WORKERS)
    for _each in range(wanted):
        server.spawn_worker()
    until, ready = time.monotonic() + LONGEST_START, 0
    while ready < wanted and select.select([_ready[0]], [], [], max(0, until - time.monotonic()))[0]:
        ready += len(os.read(_ready[0], wanted))
    for pid, worker in server.WORKERS.items():
        if pid not in old:
            worker.age += wanted  # gunicorn waits for all that are not younger than the last it began itself
    server.cfg.set("workers", 0)  # that many it begins itself now; it reads the settings anew at the next reload


def post_worker_init(worker):
    """A first page is made before anybody waits for one: it takes as long as twenty others."""
    with suppress(Exception):
        site = urlsplit(env.text("SITE_URL", "http://localhost:8000"))
        asked = {"HTTP_HOST": site.netloc, "wsgi.url_scheme": site.scheme, "PATH_INFO": "/en/search/"}
        setup_testing_defaults(asked)
        answer = worker.wsgi(asked, lambda status, headers, error=None: None)
        list(answer)
        answer.close()
    os.write(_ready[1], b".")


def post_fork(server, worker):
    os.environ["METRICS_PROCESS"] = str(worker.place)


def on_exit(server):
    if os.environ.get(MASTER) == str(os.getpid()):
        shutil.rmtree(os.environ[COUNTS], ignore_errors=True)
