"""The site under gunicorn, and the delivered proxy in front of it, each on ports of its own."""

import http.client
import os
import re
import socket
import ssl
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from iom_site.env import key_from
from tests import databases

NAME = "site.example"
DRAWN = "A drawn size"
METRICS_TOKEN = "tests-only-" + "m" * 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert process.poll() is None, "The process ended at once."
            time.sleep(0.2)
    raise RuntimeError(f"Nothing listens on {port}.")


def stop(process):
    process.terminate()
    process.wait(30)  # longer than gunicorn lets its workers end their answers


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def start_site(place):
    """The fresh site with its uploads in `place/media`, its log in `place/site.err`: `(environment, process)`."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        **{"LOCAL": "off", "SECRET_KEY": "tests-only-" + "x" * 60, "MESSAGE_KEYS": key_from("tests-only")},
        **{"SITE_URL": f"https://{NAME}", "ALLOWED_HOSTS": NAME, "EMAIL_URL": "smtp+tls://a:b@mail.example:587"},
        **{
            "TRUSTED_PROXIES": "127.0.0.1",
            "DATABASE_URL": databases.copy_for_a_server(place),
            "REDIS_URL": "",
            "STATIC_ROOT": str(place / "static"),
        },
        "METRICS_TOKEN": METRICS_TOKEN,
        **{"MEDIA_ROOT": str(place / "media"), "LOG_LEVEL": "DEBUG", "PORT": str(free_port()), "WEB_WORKERS": "1"},
    }
    manage(environment, "collectstatic", "--noinput")
    manage(environment, "write_error_pages", str(place / "errors"))
    return environment, serve(environment, place)


def manage(environment, *words):
    """A command of the site; what it prints."""
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=settings.ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def begin_site(environment, place, application="iom_site.wsgi"):
    """The site under gunicorn, once it listens."""
    command = [sys.executable, "-m", "gunicorn", "--config", "iom_site/gunicorn.py", application]
    with (place / "site.err").open("w") as log:
        process = subprocess.Popen(command, cwd=settings.ROOT, env=environment, stderr=log)
    wait_for(int(environment["PORT"]), process)
    return process


def serve(environment, place, application="iom_site.wsgi"):
    """The site under gunicorn, once it answers."""
    process = begin_site(environment, place, application)
    port = int(environment["PORT"])
    # The first page of a process takes longer on a crowded machine than the proxy waits.
    assert ask(port, "/en/", sni=None, headers=("X-Forwarded-Proto: https",), seconds=120).status == 200
    return process


def make_certificate(place):
    """A certificate of one day that nobody signed, as `site.pem` and `site.key`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    pem = serialization.Encoding.PEM
    (place / "site.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    private = (pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (place / "site.key").write_bytes(key.private_bytes(*private))


def for_two_machines(text, ports):
    """The delivered configuration as its comment says: each machine once, in place of the one that is there."""
    once = "    server 127.0.0.1:8000 max_fails=0;\n"
    kept = int(re.search(r"keepalive (\d+);", text)[1])
    assert text.count(once) == kept + 2  # its comment says why
    text = text.replace(once, "")
    for number, port in enumerate(ports, start=1):
        delivered = f"    #   server 10.0.0.{number}:8000 "
        assert delivered in text
        text = text.replace(delivered, f"    server 127.0.0.1:{port} ")
    return text


def start_nginx(place, program, *site_ports, patience=5, patience_of_staff=60):
    """The delivered configuration, with nothing changed but places and ports: `(http port, https port, process)`.

    And, where a test is not about it, for how many seconds it waits for a page, and for what staff ask.
    """
    make_certificate(place)
    http, https = free_port(), free_port()
    text = (settings.ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert text.count("listen [::]:") == text.count("listen 80") + text.count("listen 443")
    if not has_ipv6():
        text = re.sub(r"listen \[::\]:[^;]+;", "", text)
    text = text.replace("listen [::]:80", f"listen [::1]:{http}").replace("listen [::]:443", f"listen [::1]:{https}")
    if len(site_ports) > 1:
        text = for_two_machines(text, site_ports)
    else:
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site_ports[0]}")
    for delivered, here in {
        "proxy_read_timeout 5s": f"proxy_read_timeout {patience}s",
        "proxy_read_timeout 60s": f"proxy_read_timeout {patience_of_staff}s",
        "listen 80": f"listen 127.0.0.1:{http}",
        "listen 443": f"listen 127.0.0.1:{https}",
        "/etc/ssl/": f"{place}/",
        "/var/lib/site/media/": f"{place}/media/",
        "/var/lib/site/errors/": f"{place}/errors/",
        "/var/log/nginx/": f"{place}/",
        "/var/cache/nginx-site": f"{place}/cache",
        "/run/site-": f"{place}/temporary-",
    }.items():
        assert delivered in text, delivered
        text = text.replace(delivered, here)
    (place / "site.conf").write_text(text)
    kinds = ("fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {place}/{kind};" for kind in kinds)
    around = f"daemon off; pid {place}/pid; error_log {place}/start.log; worker_processes 1; events {{}}"
    user = "user root;" if os.geteuid() == 0 else ""
    (place / "nginx.conf").write_text(f"{user} {around} http {{ {temporary} include {place}/site.conf; }}")
    return http, https, begin_nginx(place, program, https)


def begin_nginx(place, program, port):
    """The proxy of this folder, once it listens: for the first time, or with all that it kept."""
    process = subprocess.Popen([program, "-p", str(place), "-c", str(place / "nginx.conf"), "-e", f"{place}/start.log"])
    wait_for(port, process)
    return process


def kept_connection(port, seconds=60):
    """A secure connection to the proxy by the name of the site, which stays open from one question to the next."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    line = http.client.HTTPSConnection(NAME, port, timeout=seconds, context=trusting)
    line._create_connection = lambda address, *more: socket.create_connection(("127.0.0.1", port), seconds)
    return line


def ask(
    port, path, host=NAME, sni=NAME, method="GET", body=b"", headers=(), address="127.0.0.1", is_text=True, seconds=30
):
    """The answer to a path that is sent exactly as it is written; without `sni` the connection is not secure."""
    with socket.create_connection((address, port), timeout=seconds) as connection:
        if sni:
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            connection = trusting.wrap_socket(connection, server_hostname=sni)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        with suppress(OSError):  # refused before all of it was sent
            connection.sendall(body)
        answer = http.client.HTTPResponse(connection, method=method)
        answer.begin()
        body = answer.read()
        return SimpleNamespace(status=answer.status, headers=answer.headers, text=body.decode() if is_text else body)
