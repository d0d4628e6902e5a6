"""What Prometheus may know: how many answers, how they ended, how long they took, and whether the work goes on.

Whoever gathers these numbers keeps them with the time for years. So they name no page, no method and no person, and
what may leave no trace is counted only when it failed. Each process of gunicorn counts into a file of its own in
memory (`iom_site/gunicorn.py`); any of them adds them up.
"""

import os
import time

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseNotFound
from django.utils.crypto import constant_time_compare
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from iom_site.request_ids import leaves_no_trace
from iom_site.sign_in import PATHS_OF_STAFF
from pages.jobs.models import ScheduledJob

SHARED = "PROMETHEUS_MULTIPROC_DIR"
if SHARED in os.environ:
    values.ValueClass = values.MultiProcessValue(lambda: os.environ["METRICS_PROCESS"])

ADDRESS = "/metrics"
NOT_COUNTED = ("/alive", "/ready", ADDRESS)
FILES = ("/static/", "/media/", "/documents/", "/card/")
own = CollectorRegistry()
ANSWERS = Counter("site_answers", "Answers that the site gave itself.", ["kind", "status"], registry=own)
SECONDS = Histogram(
    "site_answer_seconds",
    "How long the site took for an answer.",
    ["kind"],
    buckets=(0.03, 0.1, 0.3, 1, 3, 10),
    registry=own,
)


class CountingMiddleware:
    """Counts every answer: stands outside of whatever gives one early."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = time.perf_counter()
        response = self.get_response(request)
        _count(request, response.status_code, time.perf_counter() - begun)
        return response


class NumbersMiddleware:
    """Gives the numbers at `/metrics` to whoever knows METRICS_TOKEN, before hosts and https are looked at."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return _numbers(request) if request.path_info == ADDRESS else self.get_response(request)


def _count(request, status, seconds):
    path = request.path_info
    if path in NOT_COUNTED or (status < 500 and leaves_no_trace(request)):
        return
    kind = "staff" if path.startswith(PATHS_OF_STAFF) else "files" if path.startswith(FILES) else "pages"
    ANSWERS.labels(kind, f"{status // 100}xx").inc()
    SECONDS.labels(kind).observe(seconds)


def _numbers(request):
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponseNotFound()
    registry = own
    if SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    text = generate_latest(registry) + generate_latest(_of_the_work)
    return HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Work(Collector):
    """What the database knows of work that nobody waits for; asked when somebody asks."""

    def collect(self):
        ended = GaugeMetricFamily(
            "site_job_succeeded_timestamp_seconds", "When scheduled work last ended well.", labels=["job"]
        )
        fails = GaugeMetricFamily("site_job_fails", "1 if its last run ended with an error.", labels=["job"])
        waiting = GaugeMetricFamily("site_tasks_waiting", "Mail and pictures that wait for the worker.")
        answers = GaugeMetricFamily("site_database_answers", "Whether the database could be asked.")
        try:
            for job in ScheduledJob.objects.all():
                ended.add_metric([job.name], job.succeeded_at.timestamp() if job.succeeded_at else 0)
                fails.add_metric([job.name], bool(job.error))
            waiting.add_metric([], DBTaskResult.objects.filter(status=TaskResultStatus.READY).count())
            answers.add_metric([], 1)
        except DatabaseError:
            answers.add_metric([], 0)
        return [ended, fails, waiting, answers]


_of_the_work = CollectorRegistry()
_of_the_work.register(_Work())
