"""How gunicorn serves the site. Numbers come from the environment; see docs/operations.md."""

import multiprocessing

from iom_site import env

bind = f"0.0.0.0:{env.number('PORT', 8000)}"
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
limit_request_line = 4094
# No access log: the addresses of readers are nobody's business. The proxy's is told the same.
accesslog = None
errorlog = "-"
loglevel = "warning"
