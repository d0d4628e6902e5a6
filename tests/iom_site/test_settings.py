"""A value that is missing or malformed ends the start with one clear sentence."""

import json
import os
import re
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
BUCKET = {"MEDIA_BUCKET": "closed", "MEDIA_PUBLIC_BUCKET": "open", "MEDIA_DOMAIN": "media.site.example"}


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
        ({"TRUSTED_PROXIES": "10.0.0.1/8"}, "TRUSTED_PROXIES is malformed"),
        ({**BUCKET, "MEDIA_PUBLIC_BUCKET": ""}, "MEDIA_PUBLIC_BUCKET"),
        ({**BUCKET, "MEDIA_PUBLIC_BUCKET": "closed"}, "MEDIA_PUBLIC_BUCKET"),
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
    code = "".join((settings.ROOT / "iom_site" / f"{name}.py").read_text() for name in ("settings", "gunicorn", "env"))
    explained = (settings.ROOT / ".env.example").read_text()
    names = set(
        re.findall(
            r'\b(?:text|number|switch|local_switch|choice|secret|list_of|keys|networks|database|mail)\("([A-Z_]+)"',
            code,
        )
    )

    assert {
        "SECRET_KEY",
        "DATABASE_URL",
        "MEDIA_PUBLIC_BUCKET",
        "MEDIA_REGION",
        "LOG_JSON",
        "HOST",
        "TRUSTED_PROXIES",
    } <= names
    assert all(f"{name}=" in explained for name in names)


def test_deployment_check_says_that_no_mail_is_sent():
    done = manage("check", "--deploy", **{**PRODUCTION, "EMAIL_URL": ""})

    assert done.returncode == 0
    assert "pages.W001" in done.stderr


ADDRESSES = """
import json
from django.core.files.storage import storages
from pages.base.media import SiteDocument, SiteImage
from wagtail.images.models import get_rendition_storage
fields = {"document": SiteDocument, "original": SiteImage}
found = {name: model._meta.get_field("file").storage.url("a.pdf") for name, model in fields.items()}
print(json.dumps({**found, "size": get_rendition_storage().url("a.webp")}))
"""


def test_in_buckets_only_the_sizes_of_pictures_have_a_public_address():
    keys = {"MEDIA_ACCESS_KEY": "x", "MEDIA_SECRET_KEY": "y", "MEDIA_ENDPOINT": "https://s3.example"}
    done = manage("shell", "--no-imports", "--command", ADDRESSES, **{**PRODUCTION, **BUCKET, **keys})
    found = json.loads(done.stdout)

    assert found["size"] == "https://media.site.example/a.webp"
    for name in ("document", "original"):
        assert found[name].startswith("https://s3.example/closed/a.pdf?")
        assert "Signature" in found[name]  # good for a minute, and given to nobody: the site reads the file itself


@pytest.mark.parametrize(
    ("given", "bind"),
    [({}, "127.0.0.1:8000"), ({"HOST": "0.0.0.0"}, "0.0.0.0:8000"), ({"HOST": "unix:/run/s.sock"}, "unix:/run/s.sock")],
)
def test_gunicorn_listens_to_this_machine_alone_unless_told(given, bind):
    code = "import runpy; print(runpy.run_path('iom_site/gunicorn.py')['bind'])"
    environment = {"PATH": os.environ["PATH"], **PRODUCTION, **given}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.ROOT, env=environment, capture_output=True, text=True
    )

    assert done.stdout.strip() == bind
