"""Reports of failures, read by a server of our own: they say what broke, and nothing of who was there or wrote what."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest
import sentry_sdk
from django.core.signals import got_request_exception

from iom_site import error_reports
from tests.iom_site.test_settings import PRODUCTION, manage
from tests.pages.contact.messages import TEXT, make_pages, send

VISITOR, REACHED = "203.0.113.77", "Sample way to reach me"
logger = logging.getLogger("pages.tests")


@pytest.fixture
def reports():
    """Everything that leaves from now on, as text: `reports()`."""
    sent = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sent.append(brotli.decompress(body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        error_reports.start(f"http://key@127.0.0.1:{server.server_port}/1")

        def read():
            sentry_sdk.flush(30)
            return b"\n".join(sent).decode()

        yield read
        stop()
        server.shutdown()


def stop():
    sentry_sdk.get_client().close(0)
    sentry_sdk.get_global_scope().set_client(None)
    got_request_exception.disconnect(dispatch_uid="error_reports")


def crash(monkeypatch, place):
    def broken(*given, **named):
        held = f"{given} {named} {TEXT}"
        raise ValueError(held)

    monkeypatch.setattr(place, broken)


@pytest.mark.parametrize("kind", ["contact", "confidential"])
def test_crash_of_a_form_is_reported_without_a_word_of_what_was_written(client, db, reports, monkeypatch, kind):
    pages = make_pages()
    client.get("/en/")
    client.raise_request_exception = False
    crash(monkeypatch, "pages.contact.spam.quarantine_reasons")
    answer = send(client, pages[kind], kind, network=VISITOR, contact_details=REACHED)

    assert answer.status_code == 500
    report = reports()
    assert '"type":"ValueError"' in report
    assert "pages/contact/views.py" in report
    for words in (TEXT, "queue", REACHED, VISITOR, pages[kind], "testserver", '"request_id"', '"vars"'):
        assert words not in report, words


def test_crash_of_an_ordinary_page_is_found_in_the_log_by_its_name(client, db, reports, monkeypatch):
    client.get("/en/")
    client.raise_request_exception = False
    crash(monkeypatch, "pages.views.page_for_path")
    client.get("/en/who-we-are/?utm=somebody", headers={"user-agent": "Somebody's telephone"})

    report = reports()
    assert '"request_id":"' in report
    assert "somebody" not in report.lower()
    assert "who-we-are" not in report


def test_words_of_a_line_are_not_reported_and_a_line_without_an_error_is_not_either(db, reports):
    logger.error("Nobody answers %s", "somebody@example.org")
    try:
        raise OSError("somebody@example.org refused")
    except OSError:
        logger.exception("Nobody answers %s", "somebody@example.org", extra={"about": "somebody"})

    report = reports()
    assert report.count('"type":"OSError"') == 1
    assert "somebody@" not in report
    assert json.loads(report.splitlines()[-1])["logger"] == "pages.tests"


def test_receiver_that_is_away_costs_nothing(client, db, monkeypatch):
    error_reports.start("http://key@127.0.0.1:1/1")
    client.raise_request_exception = False
    crash(monkeypatch, "pages.views.page_for_path")

    assert client.get("/en/who-we-are/").status_code == 500
    stop()


@pytest.mark.parametrize("address", ["nonsense", "https://host/1"])
def test_malformed_address_is_one_sentence(address):
    done = manage("check", **{**PRODUCTION, "SENTRY_DSN": address})

    assert done.returncode == 2
    assert "SENTRY_DSN is malformed" in done.stderr
    assert "Traceback" not in done.stderr
