"""What Prometheus reads, and what it must not be able to know."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from pages.jobs.models import ScheduledJob
from tests.pages.contact.messages import make_pages, send

TOKEN = "t" * 32
PLACES = {
    "iom_site.delivery.EarlyNotModifiedMiddleware": "iom_site.metrics.CountingMiddleware",
    "iom_site.middleware.HealthCheckMiddleware": "iom_site.metrics.NumbersMiddleware",
}


@pytest.fixture
def metrics(settings, client, db):
    """The numbers as a dictionary: `metrics()`."""
    settings.METRICS_TOKEN = TOKEN
    settings.MIDDLEWARE = [
        name for each in settings.MIDDLEWARE for name in ((PLACES[each], each) if each in PLACES else (each,))
    ]

    def read():
        text = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).text
        return {name: float(value) for name, value in re.findall(r"^(\w\S*) (\S+)$", text, flags=re.MULTILINE)}

    return read


def difference(before, after):
    return {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}


def test_answers_are_counted_by_how_they_ended(client, metrics):
    client.get("/en/")  # the first: now the process knows what help is
    before = metrics()
    for path in ("/en/", "/en/who-we-are/", "/en/nothing/", "/admin/login/", "/robots.txt", "/alive"):
        client.get(path)

    changed = difference(before, metrics())
    assert changed['site_answers_total{kind="pages",status="2xx"}'] == 3
    assert changed['site_answers_total{kind="pages",status="4xx"}'] == 1
    assert changed['site_answers_total{kind="staff",status="2xx"}'] == 1
    assert changed['site_answer_seconds_count{kind="pages"}'] == 4


def test_return_visit_that_is_answered_early_is_counted(client, metrics):
    tag = client.get("/en/").headers["ETag"]
    before = metrics()
    assert client.get("/en/", headers={"if-none-match": tag}).status_code == 304

    assert difference(before, metrics())['site_answers_total{kind="pages",status="3xx"}'] == 1


def test_nobody_reads_from_the_numbers_that_somebody_looked_for_help_or_wrote(client, metrics):
    pages = make_pages()
    client.get("/en/")
    before = metrics()
    for path in (
        "/en/info/",
        "/ru/info/4/",
        "/en/leave/",
        "/en/card/",
        "/help.txt",
        "/en/search/?q=x",
        *pages.values(),
    ):
        client.get(path)
    for kind, address in pages.items():
        send(client, address, kind)

    told = difference(before, metrics())
    assert not [name for name in told if name.startswith("site_answer")]


def test_failing_form_is_counted_all_the_same(client, metrics, monkeypatch):
    pages = make_pages()
    client.get("/en/")
    before = metrics()
    client.raise_request_exception = False
    monkeypatch.setattr("pages.contact.spam.quarantine_reasons", None)
    send(client, pages["confidential"], "confidential")

    assert difference(before, metrics())['site_answers_total{kind="pages",status="5xx"}'] == 1


def test_scheduled_work_and_the_database_are_seen(metrics):
    then = timezone.now() - timedelta(days=3)
    ScheduledJob.objects.create(name="purge_messages", succeeded_at=then)
    ScheduledJob.objects.create(name="clearsessions", error="OperationalError")

    told = metrics()
    assert told['site_job_succeeded_timestamp_seconds{job="purge_messages"}'] == pytest.approx(then.timestamp())
    assert told['site_job_fails{job="clearsessions"}'] == 1
    assert told["site_tasks_waiting"] == 0
    assert told["site_database_answers"] == 1


@pytest.mark.parametrize("headers", [{}, {"authorization": f"Bearer {TOKEN}x"}, {"authorization": "Bearer "}])
def test_without_the_token_there_is_no_such_address(client, metrics, headers):
    assert client.get("/metrics", headers=headers).status_code == 404


def test_it_is_off_until_it_is_asked_for(client, db):
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404
