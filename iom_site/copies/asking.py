"""Asks the site in this process as a stranger would, and says to it that a copy is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.utils import translation

from pages.values.requests import COPIED_ON


class Answer(NamedTuple):
    """What came back: `kind` is its content type without parameters, `leads_to` where a redirect leads."""

    status: int
    kind: str
    leads_to: str
    body: bytes


class SiteInProcess:
    """The whole application, middleware included. Templates know by `request.copied_on` that nobody will answer."""

    def __init__(self, copied_on: date) -> None:
        self.application, self.copied_on = WSGIHandler(), copied_on

    def ask(self, address: str) -> Answer:
        """The answer to a path, perhaps with a query. A failure of the site is a status from 500."""
        said: list = []
        language = translation.get_language()
        try:
            with _connections_kept():
                body = self._body(address, said)
        finally:
            translation.activate(language or settings.LANGUAGE_CODE)
        headers = {name.lower(): value for name, value in said[1]}
        kind = headers.get("content-type", "").partition(";")[0].strip()
        return Answer(int(said[0].split()[0]), kind, headers.get("location", ""), body)

    def _body(self, address: str, said: list) -> bytes:
        parts = self.application(self._environment(address), lambda status, headers: said.extend((status, headers)))
        try:
            return b"".join(parts)
        finally:
            parts.close()

    def _environment(self, address: str) -> dict:
        own, asked = urlsplit(settings.SITE_URL), urlsplit(address)
        environment = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(asked.path).encode().decode("latin-1"),  # as WSGI has it
            "QUERY_STRING": asked.query,
            "HTTP_HOST": own.netloc,
            "SERVER_NAME": own.hostname or "",
            "SERVER_PORT": str(own.port or (443 if own.scheme == "https" else 80)),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": own.scheme,
            "wsgi.input": BytesIO(),
            COPIED_ON: self.copied_on,
        }
        setup_testing_defaults(environment)  # of the standard library: what WSGI demands besides
        return environment


@contextmanager
def _connections_kept() -> Iterator[None]:
    """A request closes a connection that is within a transaction; here that may be one of whoever asks."""
    both = (signals.request_started, signals.request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in both:
            signal.connect(close_old_connections)
