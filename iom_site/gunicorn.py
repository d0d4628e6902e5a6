"""How gunicorn serves the site. Numbers come from the environment; see docs/operations.md."""

import multiprocessing

from iom_site import env

# This machine alone, for the proxy in front; an image says HOST=0.0.0.0, a socket HOST=unix:/run/site/site.sock.
_host = env.text("HOST", "127.0.0.1")
bind = _host if _host.startswith("unix:") else f"{_host}:{env.number('PORT', 8000)}"
# Whose X-Forwarded-… counts is decided in one place: `iom_site.proxies`.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""
workers = env.number("WEB_WORKERS", multiprocessing.cpu_count())
worker_class = "gthread"
threads = 4
keepalive = 5
timeout = 60
graceful_timeout = 20
# Workers die young to keep memory flat, at different times; a proxy in front tries again.
max_requests = 5000
max_requests_jitter = 1000
worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True
# The proxy takes 4 kB and may write a letter as three.
limit_request_line = 8190
# No access log: the addresses of readers are nobody's business. The proxy's is told the same.
accesslog = None
errorlog = "-"
loglevel = "warning"
