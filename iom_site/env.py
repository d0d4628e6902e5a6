"""The only reader of the process environment.

A value that is missing or malformed ends the start of the site with one clear sentence, so that the
person who operates it need not read a traceback. Every variable is explained in `.env.example`.
"""

import os
import sys
import warnings
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent

_reader = environ.Env()
environ.Env.read_env(ROOT / ".env")


def stop(sentence):
    """End the process with one sentence and a non-zero exit code."""
    sys.stderr.write(f"\n  {sentence}\n\n")
    raise SystemExit(2)


def _read(cast, name, default, kind):
    if default is not ... and not os.environ.get(name, "").strip():
        return default
    try:
        return cast(name)
    except environ.ImproperlyConfigured:
        stop(f"The environment variable {name} is missing: it needs {kind} (see .env.example).")
    except (ValueError, KeyError):
        stop(f"The environment variable {name} is malformed: it needs {kind} (see .env.example).")


def text(name, default=...):
    """A piece of text; without a default it must be there and not be empty."""
    value = _read(_reader.str, name, default, "a text")
    if default is ... and not value.strip():
        stop(f"The environment variable {name} is empty: it needs a text (see .env.example).")
    return value


def number(name, default=...):
    """A whole number that is not negative."""
    value = _read(_reader.int, name, default, "a whole number")
    if value < 0:
        stop(f"The environment variable {name} is malformed: it needs a whole number, zero or more.")
    return value


def switch(name, default=...):
    """Yes or no: `on`/`off`, `true`/`false`, `1`/`0`, and nothing else."""
    value = text(name, "")
    if not value:
        return _read(_reader.bool, name, default, "`on` or `off`")
    if value.lower() in ("on", "true", "yes", "1"):
        return True
    if value.lower() in ("off", "false", "no", "0"):
        return False
    return stop(f"The environment variable {name} is malformed: it needs `on` or `off` (see .env.example).")


def choice(name, options, default=...):
    """One of a few words."""
    value = text(name, default).lower()
    if value not in options:
        kinds = " or ".join(f"`{each}`" for each in options)
        stop(f"The environment variable {name} is malformed: it needs {kinds} (see .env.example).")
    return value


def list_of(name, default=...):
    """A list, separated by commas; spaces around the parts do not matter."""
    parts = _read(_reader.list, name, default, "a list separated by commas")
    return [part.strip() for part in parts if part.strip()]


def keys(name, default=...):
    """Keys for encryption, separated by commas, each of 32 bytes as base64."""
    found = list_of(name, default)
    try:
        sizes = {len(urlsafe_b64decode(key)) for key in found}
    except ValueError:
        sizes = set()
    if sizes != {32}:
        stop(f"The environment variable {name} is malformed: it needs keys for encryption (see .env.example).")
    return found


def database(name, default=...):
    """A database address, for example `postgres://user:password@host:5432/name`."""
    return _address(name, default, _reader.db_url_config, "ENGINE", "a database address such as postgres://…")


def mail(name, default=...):
    """The address of a mail server, for example `smtp+tls://user:password@host:587`."""
    return _address(name, default, _reader.email_url_config, "EMAIL_BACKEND", "a mail address such as smtp+tls://…")


def _address(name, default, parse, needed, kind):
    value = text(name, default)
    try:
        with warnings.catch_warnings(action="ignore"):
            parsed = parse(value)
        if parsed.get(needed):
            return parsed
    except (ValueError, KeyError, environ.ImproperlyConfigured):
        pass
    return stop(f"The environment variable {name} is malformed: it needs {kind} (see .env.example).")


def key_from(secret):
    """A key for encryption, made from another secret: for a machine of one's own, which has no key yet."""
    return urlsafe_b64encode(sha256(f"messages:{secret}".encode()).digest()).decode()
