"""What the lines of the log say, as text and as JSON: read as the handler writes them."""

import json
import logging
from io import StringIO
from logging.config import dictConfig

import pytest
from django.conf import settings as site_settings

from iom_site import logs
from pages.site import sensitive


@pytest.fixture(params=["text", "json"])
def written(request, db):
    """Everything that is logged from now on: `written()`."""
    dictConfig(logs.configuration("DEBUG", request.param == "json"))
    stream = StringIO()
    logging.getLogger().handlers[-1].setStream(stream)  # the one handler of all loggers
    yield stream.getvalue
    dictConfig(site_settings.LOGGING)


TELLING = "SELECT … /home/info/4/ …"


def lines(text):
    return [json.loads(line) if line.startswith("{") else line for line in text.splitlines()]


def test_not_found_is_logged_with_its_path_but_not_below_help(client, written):
    client.get("/en/nothing/", REMOTE_ADDR="203.0.113.77")
    client.get("/en/info/nothing/", REMOTE_ADDR="203.0.113.77")
    client.get("/en/info/%00", REMOTE_ADDR="203.0.113.77")

    assert "/en/nothing/" in written()
    assert "info" not in written().replace("INFO", "")
    assert written().count("Not Found") == 2
    assert "203.0.113.77" not in written()


def test_failure_below_help_tells_where_in_the_code_but_no_words(client, written, monkeypatch):
    def broken(*args):
        raise RuntimeError(TELLING)

    client.get("/en/")
    client.raise_request_exception = False
    monkeypatch.setattr("pages.views.page_for_path", broken)
    client.get("/en/info/4/")
    client.get("/en/who-we-are/")

    assert written().count("SELECT") == 1  # that of the ordinary page
    assert written().count("raise RuntimeError(TELLING)") == 2
    assert "pages/views.py" in written()


def test_nothing_is_told_before_the_process_knows_what_help_is(client, written, monkeypatch):
    monkeypatch.setattr(sensitive, "_last_read", None)
    client.get("/admin/nothing-here/")
    client.get("/card/1-x.png")

    assert "/card/" not in written()


def test_foreign_host_is_one_line_of_the_security_log(client, written):
    client.get("/en/info/4/", headers={"host": "evil.example\x0aforged"})

    [line] = lines(written())
    assert "evil" not in str(line)
    assert "info" not in str(line)
    assert "WARNING" in str(line)
    assert logs.SECURITY in str(line)


def test_refused_form_of_staff_is_a_security_event(db, written):
    from django.test import Client

    Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})

    [line] = lines(written())
    assert logs.SECURITY in str(line)
    assert "/admin/login/" in str(line)


@pytest.mark.parametrize(
    "line",
    [
        "Invalid request from ip=203.0.113.77: Invalid HTTP request line: 'GET /en/info/4/ x'",
        "Error handling request GET /en/info/4/",
        "Error handling request /en/info/4/?a=b",
    ],
)
def test_gunicorn_says_neither_who_asked_nor_for_what(written, line):
    try:
        raise ValueError(TELLING)
    except ValueError:
        logging.getLogger("gunicorn.error").exception(line)

    assert "re" in written()
    assert "/info" not in written()
    assert "203.0.113" not in written()


def test_security_events_are_heard_whatever_the_level(written):
    dictConfig(logs.configuration("CRITICAL", False))

    assert logging.getLogger(logs.SECURITY).isEnabledFor(logging.INFO)
