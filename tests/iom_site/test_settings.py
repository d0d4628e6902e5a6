"""A value that is missing or malformed ends the start with one clear sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from iom_site.env import key_from

PRODUCTION = {
    "LOCAL": "off",
    "SECRET_KEY": "x" * 30 + "abcdefghijklmnopqrstuvwxyz0123456789",
    "SITE_URL": "https://site.example",
    "ALLOWED_HOSTS": "site.example, other.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "MESSAGE_KEYS": key_from("tests-only"),
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
}


def manage(*arguments, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "manage.py", *arguments]
    environment = {**kept, **environment, "REDIS_URL": environment.get("REDIS_URL", "")}
    return subprocess.run(command, cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECRET_KEY": " "}, "SECRET_KEY is empty"),
        ({"LOCAL": "perhaps"}, "LOCAL is malformed: it needs `on` or `off`"),
        ({"SITE_URL": ""}, "SITE_URL is empty"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is malformed"),
        ({"MESSAGE_KEYS": "nonsense"}, "MESSAGE_KEYS"),
        ({"MESSAGE_KEYS": "A" * 43 + "="}, "MESSAGE_KEYS holds a key that anybody could guess"),
        ({"SECRET_KEY": key_from("tests-only")}, "MESSAGE_KEYS holds a key that has another use"),
        ({"DEBUG": "on"}, "DEBUG is on but LOCAL is off"),
    ],
)
def test_one_sentence_says_what_is_wrong(changed, sentence):
    done = manage("check", **{**PRODUCTION, **changed})

    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_production_settings_leave_the_deployment_check_silent():
    done = manage("check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_every_variable_is_explained():
    code = "".join((settings.ROOT / "iom_site" / name).read_text() for name in ("settings.py",))
    explained = (settings.ROOT / ".env.example").read_text()
    names = {part.split('"')[1] for part in code.split("env.")[1:] if part.count('"') >= 2 and "(" in part[:12]}

    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "MEDIA_BUCKET", "LOG_JSON"} <= names
    assert all(f"{name}=" in explained for name in names)


def test_deployment_check_says_that_no_mail_is_sent():
    done = manage("check", "--deploy", **{**PRODUCTION, "EMAIL_URL": ""})

    assert done.returncode == 0
    assert "pages.W001" in done.stderr
