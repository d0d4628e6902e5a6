"""Reports of failures by Sentry's protocol: what broke and where in the code, and nothing of whoever was there.

Off unless SENTRY_DSN is set. A report is made anew of the few things named here, whatever the library gathered: no
address, no header, no cookie, no body, no value of a variable, and of an error its kind but never its words.
"""

import logging

import sentry_sdk
from django.core.signals import got_request_exception
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.excepthook import ExcepthookIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.utils import BadDsn

from iom_site import env
from iom_site.request_ids import current_id

OF_A_REPORT = ("event_id", "timestamp", "level", "logger", "platform")
OF_A_LINE = ("filename", "module", "function", "lineno", "in_app")
SECONDS_AT_THE_END = 2


def start(dsn):
    """From now on errors that end a request or a command, or are logged with a traceback, are reported.

    From the line about a request the log takes what the report needs (`iom_site.logs`), so the request says it itself.
    """
    got_request_exception.connect(_report_now, dispatch_uid="error_reports")
    try:
        sentry_sdk.init(
            dsn,
            default_integrations=False,
            auto_enabling_integrations=False,
            integrations=[
                LoggingIntegration(level=None, event_level=logging.ERROR),
                ExcepthookIntegration(),
                DedupeIntegration(),
                AtexitIntegration(callback=lambda waiting, seconds: None),
            ],
            before_send=what_broke,
            include_local_variables=False,
            include_source_context=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            auto_session_tracking=False,
            send_client_reports=False,
            shutdown_timeout=SECONDS_AT_THE_END,
            server_name="site",
            release="",
        )
    except BadDsn:
        env.stop("The environment variable SENTRY_DSN is malformed: it needs an address such as https://key@host/1.")


def _report_now(**_named):
    sentry_sdk.capture_exception()


def what_broke(event, _hint):
    """The report that leaves; none of what is no error of the code."""
    errors = event.get("exception", {}).get("values")
    if not errors:
        return None
    report = {name: event[name] for name in OF_A_REPORT if name in event}
    report["exception"] = {"values": [_of_an_error(error) for error in errors]}
    if name := current_id():
        report["tags"] = {"request_id": name}
    return report


def _of_an_error(error):
    lines = (error.get("stacktrace") or {}).get("frames", [])
    kept = [{name: line[name] for name in OF_A_LINE if name in line} for line in lines]
    return {"type": error.get("type"), "module": error.get("module"), "stacktrace": {"frames": kept}}
