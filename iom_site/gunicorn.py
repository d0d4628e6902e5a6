"""How gunicorn serves the site. Numbers come from the environment; see docs/operations.md."""

import fcntl
import multiprocessing
import os
import shutil
import signal
import sys
import termios
from contextlib import suppress
from http import HTTPStatus
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from gunicorn import systemd

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


# A reload (USR2) begins a whole gunicorn anew, with the same socket: code and packages of a new release lie in a folder
# of their own, to which the path leads by then. The one before ends when each new worker has made a first page.
_ready = os.pipe()


def pre_exec(server):
    """By the path that was started, `current/.venv/bin/gunicorn`: what it leads to now is not what runs."""
    server.START_CTX |= {0: sys.argv[0], "args": sys.argv, "cwd": str(Path(sys.argv[0]).parents[2])}


def post_worker_init(worker):
    """A first page is made before anybody waits for one: it takes as long as twenty others.

    A release that cannot make it does not follow the one before, which goes on.
    """
    follows = int(os.environ.get("GUNICORN_PID", 0))  # gone from here when that one has ended
    try:
        is_well = _first_page(worker) < HTTPStatus.INTERNAL_SERVER_ERROR
    except Exception:
        worker.log.exception("The first page was not made.")
        is_well = False
    if follows and not is_well:
        raise RuntimeError("The new release cannot make a page: the one before goes on.")
    if follows:
        _be_ready(worker, follows)


def _first_page(worker):
    """Its status."""
    site, said = urlsplit(env.text("SITE_URL", "http://localhost:8000")), []
    asked = {"HTTP_HOST": site.netloc, "wsgi.url_scheme": site.scheme, "PATH_INFO": "/en/search/"}
    setup_testing_defaults(asked)
    answer = worker.wsgi(asked, lambda status, headers, error=None: said.append(int(status.split()[0])))
    list(answer)
    answer.close()
    return said[0]


def _be_ready(worker, before):
    """The last of the new workers tells systemd whom to look after, and lets the gunicorn of before end its answers."""
    os.write(_ready[1], b".")
    ready = int.from_bytes(fcntl.ioctl(_ready[0], termios.FIONREAD, bytes(4)), sys.byteorder)
    if ready >= workers:
        systemd.sd_notify(f"MAINPID={worker.ppid}", worker.log)
        with suppress(ProcessLookupError):
            os.kill(before, signal.SIGTERM)


def post_fork(server, worker):
    os.environ["METRICS_PROCESS"] = str(worker.place)


def on_exit(server):
    if os.environ.get(MASTER) == str(os.getpid()):
        shutil.rmtree(os.environ[COUNTS], ignore_errors=True)
