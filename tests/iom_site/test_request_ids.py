"""What was written of one request in several places is put together by a name; help and forms have none."""

import json
import logging
from io import StringIO
from ipaddress import ip_network
from logging.config import dictConfig

import pytest
from django.conf import settings as site_settings

from iom_site import logs

GIVEN = "0123456789abcdef" * 2
logger = logging.getLogger("pages.tests")


@pytest.fixture
def written(db, client):
    """The lines of the log from now on, each as its object."""
    client.get("/en/")  # so that this process knows what help is
    dictConfig(logs.configuration("DEBUG", True))
    stream = StringIO()
    logging.getLogger().handlers[-1].setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    dictConfig(site_settings.LOGGING)


@pytest.fixture
def behind_proxy(settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    return {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.77", "HTTP_X_REQUEST_ID": GIVEN}


def test_name_that_the_proxy_gave_stands_in_every_line_of_the_request(client, written, behind_proxy, monkeypatch):
    def broken(*args):
        logger.warning("On the way.")
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("pages.views.page_for_path", broken)
    client.get("/en/who-we-are/", **behind_proxy)
    logger.warning("Afterwards.")

    assert [line["request_id"] for line in written()] == [GIVEN, GIVEN, "-"]


def test_each_request_has_a_name_of_its_own_whatever_a_stranger_claims(client, written):
    for claimed in (GIVEN, "forged\nline"):
        client.get("/en/nothing/", HTTP_X_REQUEST_ID=claimed, REMOTE_ADDR="203.0.113.77")

    first, second = (line["request_id"] for line in written())
    assert len({first, second, GIVEN}) == 3
    assert len(first) == len(second) == len(GIVEN)


def test_nothing_puts_the_lines_of_one_visit_to_help_together(client, written, behind_proxy):
    response = client.get("/en/info/nothing/", **behind_proxy)

    assert [line["request_id"] for line in written()] == ["-"]
    assert GIVEN not in f"{response.headers}{response.text}"


def test_staff_read_the_name_and_the_public_does_not(client, db, behind_proxy):
    assert client.get("/admin/login/", **behind_proxy)["X-Request-ID"] == GIVEN
    for path in ("/en/", "/en/nothing/", "/en/info/", "/en/contact/", "/api/", "/robots.txt"):
        assert "X-Request-ID" not in client.get(path, **behind_proxy).headers, path
