"""What a log may know: never where a visitor comes from, nor an address of help; security events apart.

`configuration` is Django's LOGGING. The filter stands before the one handler, so that it sees every line: those of
Django, of the site and of gunicorn's workers.
"""

import logging
import re
import time
import traceback

from iom_site.request_ids import current_id, leaves_no_trace

SECURITY = "iom_site.security"
REMOVED = "(…)"
# gunicorn puts the visitor's address and what was asked for into the words of a line.
GUNICORN = re.compile(r"ip=\S+|(?<=Error handling request ).*|(?<= )/\S*")


class PrivacyFilter(logging.Filter):
    """Takes out of a line whom it is about: the path of a sensitive request, the words of its error, the request."""

    def filter(self, record):
        if record.name.startswith("django.security"):
            _as_security_event(record)
        request = getattr(record, "request", None)
        record.request_id = current_id(request) or "-"
        if request is not None:
            del record.request  # as JSON it would be written with its path
            if leaves_no_trace(request):
                # Django writes the path last, with what it escapes in it.
                record.msg, record.args = re.sub(r"/.*", REMOVED, record.getMessage(), flags=re.DOTALL), ()
                _without_words(record)
        elif record.name.startswith("gunicorn"):
            record.msg, record.args = GUNICORN.sub(REMOVED, record.getMessage()), ()
            _without_words(record)
        return record.levelno >= logging.getLogger(record.name).getEffectiveLevel()


def _as_security_event(record):
    """What Django holds for an attack is one line, and a warning: a flood of it must not fill the disk."""
    if record.name == "django.security.DisallowedHost":
        record.msg, record.args = "Refused: a host name that is not ours.", ()
    elif record.exc_info:
        record.msg, record.args = "Refused: %s.", (record.name.rpartition(".")[2],)
    record.name, record.exc_info, record.exc_text = SECURITY, None, None
    record.levelno, record.levelname = logging.WARNING, "WARNING"


def _without_words(record):
    """Of an error only its kind and where it happened: its words may hold an address or what somebody wrote."""
    if record.exc_info:
        kind, _error, where = record.exc_info
        record.exc_text = "".join(traceback.format_tb(where)) + (kind.__name__ if kind else "")
        record.exc_info = None


def _formatter(as_json):
    kind, fields = logging.Formatter, "%(asctime)s %(levelname)s %(name)s %(request_id)s: %(message)s"
    if as_json:
        from pythonjsonlogger.json import JsonFormatter  # noqa: PLC0415 - of the production packages

        kind, fields = JsonFormatter, fields.replace(":", "")
    formatter = kind(fields, datefmt="%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    return formatter


def configuration(level, as_json, security_level="INFO"):
    """The LOGGING of the settings; one JSON object a line where the production packages are installed."""
    console = {"class": "logging.StreamHandler", "formatter": "text", "filters": ["privacy"]}
    alone = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"text": {"()": _formatter, "as_json": as_json}},
        "filters": {"privacy": {"()": PrivacyFilter}},
        "handlers": {"console": console},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # Heard whatever LOG_LEVEL is: entries of the audit log, refusals.
            SECURITY: {**alone, "level": security_level},
            "gunicorn.error": alone,
        },
    }
