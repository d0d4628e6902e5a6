"""The only reader of the process environment.

A value that is missing or malformed ends the start of the site with one clear sentence, so that the
person who operates it need not read a traceback. Every variable is explained in `.env.example`.
"""

import os
import sys
import warnings
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from ipaddress import ip_network
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent

FEWEST_BYTES = 12  # that are different in 32 random ones; fewer is not chance
FEWEST_LETTERS = 32

# `NAME_FILE` may name a file that holds the value: what is secret need not stand in the environment.
_reader = environ.FileAwareEnv()
_reader.read_env(ROOT / ".env")


def stop(sentence):
    """End the process with one sentence and a non-zero exit code."""
    sys.stderr.write(f"\n  {sentence}\n\n")
    raise SystemExit(2)


def _read(cast, name, default, kind):
    if default is not ... and not os.environ.get(f"{name}_FILE") and not os.environ.get(name, "").strip():
        return default
    try:
        return cast(name)
    except OSError as error:
        stop(f"The file that {name}_FILE names cannot be read ({type(error).__name__}).")
    except environ.ImproperlyConfigured:
        stop(f"The environment variable {name} is missing: it needs {kind} (see .env.example).")
    except (ValueError, KeyError):
        stop(f"The environment variable {name} is malformed: it needs {kind} (see .env.example).")


def text(name, default=...):
    """A piece of text; without a default it must be there and not be empty."""
    value = _read(_reader.str, name, default, "a text").strip()
    if default is ... and not value:
        stop(f"The environment variable {name} is empty: it needs a text (see .env.example).")
    return value or default  # a file may be empty


def secret(name, default=...):
    """What opens a door: so long that nobody guesses it, or nothing at all."""
    value = text(name, default)
    if value and len(value) < FEWEST_LETTERS:
        stop(f"The environment variable {name} is too short: it needs {FEWEST_LETTERS} letters (see .env.example).")
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


def local_switch(name, is_local):
    """A switch for a machine of one's own, off by default: on a server it would show what people wrote."""
    is_on = switch(name, False)
    if is_on and not is_local:
        stop(f"{name} is on but LOCAL is off: what is meant for developers has no place on a server.")
    return is_on


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


def networks(name, default=...):
    """Networks, separated by commas: `10.0.0.0/8`, one address, or the word `unix` for a socket."""
    try:
        return [part if part == "unix" else ip_network(part) for part in list_of(name, default)]
    except ValueError:
        return stop(f"The environment variable {name} is malformed: it needs networks such as 10.0.0.0/8.")


def buckets(private, public, domain):
    """The storages of uploads in two S3-compatible buckets; who may read them is decided by the bucket itself.

    What is private is never reached by its address, only through the site.
    """
    if not public or public == private:
        stop("MEDIA_BUCKET is private and needs a second, public bucket for pictures beside it: MEDIA_PUBLIC_BUCKET.")
    common = {
        "endpoint_url": text("MEDIA_ENDPOINT", "") or None,
        "region_name": text("MEDIA_REGION", "") or None,
        "access_key": text("MEDIA_ACCESS_KEY", "") or None,
        "secret_key": text("MEDIA_SECRET_KEY", "") or None,
        "file_overwrite": False,
        "default_acl": None,
    }
    kept = {"CacheControl": "public, max-age=31536000, immutable"}
    open_to_all = {"querystring_auth": False, "custom_domain": domain or None, "object_parameters": kept}
    closed = {"querystring_auth": True, "querystring_expire": 60, "object_parameters": {"CacheControl": "no-store"}}
    backend = "iom_site.object_storage.ObjectStorage"
    return {
        "default": {"BACKEND": backend, "OPTIONS": {"bucket_name": private, **common, **closed}},
        "renditions": {"BACKEND": backend, "OPTIONS": {"bucket_name": public, **common, **open_to_all}},
    }


def backups(place):
    """The storage of backups: a folder, or `s3://bucket/folder` with the keys of the uploads or keys of its own."""
    if not place.startswith("s3://"):
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": place, **modes}}
    bucket, _slash, folder = place.removeprefix("s3://").partition("/")
    found = {
        "endpoint_url": text("BACKUP_ENDPOINT", "") or text("MEDIA_ENDPOINT", "") or None,
        "region_name": text("BACKUP_REGION", "") or text("MEDIA_REGION", "") or None,
        "access_key": text("BACKUP_ACCESS_KEY", "") or text("MEDIA_ACCESS_KEY", "") or None,
        "secret_key": text("BACKUP_SECRET_KEY", "") or text("MEDIA_SECRET_KEY", "") or None,
    }
    options = {"bucket_name": bucket, "location": folder, "file_overwrite": False, "default_acl": None, **found}
    return {"BACKEND": "iom_site.object_storage.ObjectStorage", "OPTIONS": options}


def keys(name, default=..., *, unlike=""):
    """Keys for encryption, separated by commas, each of 32 random bytes as base64 and none of them `unlike`."""
    found = list_of(name, default)
    try:
        decoded = [urlsafe_b64decode(key) for key in found]
    except ValueError:
        decoded = []
    if {len(key) for key in decoded} != {32}:
        stop(f"The environment variable {name} is malformed: it needs keys for encryption (see .env.example).")
    if any(len(set(key)) < FEWEST_BYTES for key in decoded):
        stop(f"The environment variable {name} holds a key that anybody could guess: make one (see .env.example).")
    if unlike in found or unlike.encode() in decoded:
        stop(f"The environment variable {name} holds a key that has another use: make one for it (see .env.example).")
    return found


def database(name, default=...):
    """The database at an address, for example `postgres://user:password@host:5432/name`."""
    found = _address(name, default, _reader.db_url_config, "ENGINE", "a database address such as postgres://…")
    found |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if found["ENGINE"].endswith("postgresql"):
        # Seconds, milliseconds the last: who does not answer at all is given up, so that it holds no thread for ever.
        silent = {"connect_timeout": 5, "keepalives_idle": 30, "keepalives_interval": 5, "tcp_user_timeout": 20_000}
        found.setdefault("OPTIONS", {}).update(silent)
    if found["ENGINE"].endswith("sqlite3"):
        # Autosave and preview write at the same moment: without this SQLite answers "database is locked".
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        }
    return found


def cache(redis, name):
    """The cache of this name in Redis at an address, or in the memory of each process if there is none."""
    if not redis:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": redis,
        "KEY_PREFIX": name,
        # A cache that is down costs speed, never a page.
        "OPTIONS": {
            "SERIALIZER": "iom_site.cache_serializer.SignedPickleSerializer",
            **{"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1},
        },
    }


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
