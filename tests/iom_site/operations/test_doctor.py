"""The doctor finds what is wrong and says what to do; of a site that is well it says so."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from iom_site.operations.doctor.examine import CHECKS, Examined, examine_one
from iom_site.operations.doctor.findings import Verdict, fault, ok, warning
from iom_site.operations.jobs import JOBS
from pages.accounts.models import User
from pages.contact.encryption import key_id
from pages.jobs.models import ScheduledJob
from tests.factories import person
from tests.iom_site.operations.faults import FAULT, PLANTED, WARNING, receipt_of, search_empty
from tests.iom_site.operations.tls import certificate, served


@pytest.fixture
def well(db, settings, tmp_path):
    """A site on which nothing is to be found, but for what a machine of one's own need not have."""
    settings.BACKUP_TO = str(tmp_path / "backups")
    settings.BACKUP_RECIPIENTS = ["age1x"]
    settings.STORAGES = {
        **settings.STORAGES,
        "backups": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.BACKUP_TO},
        },
    }
    settings.MESSAGE_KEYS_COPIED = [key_id(key) for key in settings.MESSAGE_KEYS]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    receipt_of(settings)
    for job in JOBS:
        ScheduledJob.objects.create(name=job.name, started_at=timezone.now(), succeeded_at=timezone.now())
    person("administrator")
    for group in Group.objects.all():
        for number in range(2):
            user = User.objects.create_user(f"{group.pk}-{number}", f"{group.pk}-{number}@example.org")
            user.groups.add(group)
    return settings


def found(name):
    return examine_one(next(subject for subject in CHECKS if str(subject) == name))


def test_of_a_site_that_is_well_nothing_is_said_but_that(well, capsys):
    call_command("doctor")
    lines = capsys.readouterr().out.splitlines()

    assert len(lines) >= len(CHECKS)
    assert [line for line in lines if "FAULT" in line] == []
    assert [line for line in lines if "WARNING" in line and "second factor" not in line] == []


@pytest.mark.parametrize(
    ("plant", "subject", "verdict", "words"), PLANTED, ids=lambda value: getattr(value, "__name__", None)
)
def test_planted_fault_is_found(well, monkeypatch, plant, subject, verdict, words):
    well.monkeypatch = monkeypatch
    before = found(subject)
    plant(well)
    after = found(subject)

    assert not any(words in finding.text for finding in before.findings)
    assert [finding.verdict for finding in after.findings if words in finding.text] == [verdict]


def test_sqlite_on_a_server_is_a_fault(well):
    if connection.vendor != "sqlite":
        pytest.skip("this run has PostgreSQL")
    well.LOCAL = False

    assert found("Database").verdict == FAULT


@pytest.mark.parametrize(
    ("days", "trusted", "verdict", "words"),
    [
        (90, True, Verdict.OK, "is good until"),
        (10, True, WARNING, "ends on"),
        (2, True, FAULT, "ends on"),
        (90, False, FAULT, "Browsers refuse the certificate of 127.0.0.1"),
        (-1, True, FAULT, "Browsers refuse the certificate of 127.0.0.1: certificate has expired"),
    ],
)
def test_certificate_is_seen_as_a_browser_sees_it(well, tmp_path, monkeypatch, days, trusted, verdict, words):
    file = certificate(tmp_path, timedelta(days=days))
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with served(file) as well.SITE_URL:
        examined = found("Certificate")

    assert examined.verdict == verdict
    assert words in examined.findings[0].text


@pytest.mark.parametrize(
    ("said", "verdict", "words"),
    [
        (["a", "a", "b", "b", "b"], Verdict.OK, "Well."),
        (["a", "b", "c", "d", "d"], Verdict.OK, "Well."),
        (["a", "b", "c", "d", "e"], WARNING, "The proxy keeps no pages"),
        (["", "", "", "", ""], Verdict.OK, "answers with something else"),
    ],
)
def test_proxy_that_keeps_nothing_is_found_from_outside(well, tmp_path, monkeypatch, said, verdict, words):
    file, waiting = certificate(tmp_path, timedelta(days=90)), iter(said)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with served(file, answer=lambda: next(waiting).encode()) as well.SITE_URL:
        examined = found("Pages kept by the proxy")

    assert examined.verdict == verdict
    assert words in examined.findings[0].text


def test_site_that_is_not_reached_from_here_is_no_fault(well):
    well.SITE_URL = "https://127.0.0.1:1"

    assert found("Certificate").verdict == WARNING
    assert "cannot be reached from here" in found("Pages kept by the proxy").findings[0].text


def test_fault_ends_the_command_with_an_error(well, capsys):
    search_empty(well)
    with pytest.raises(CommandError, match=r"1 of \d+ subjects have a fault"):
        call_command("doctor", "--quiet")

    lines = capsys.readouterr().out.splitlines()
    assert all("ok" not in line for line in lines)
    assert any("FAULT" in line and "rebuild_search" in line for line in lines)


def test_mail_is_sent_to_see_whether_it_arrives(well, mailoutbox):
    call_command("doctor", "--send-to", "office@example.org", "--quiet")

    assert [mail.to for mail in mailoutbox] == [["office@example.org"]]


def test_administrators_are_told_of_faults_by_mail_and_of_nothing_else(well, mailoutbox):
    call_command("doctor", "--tell", "--quiet")
    assert mailoutbox == []

    search_empty(well)
    call_command("doctor", "--tell", "--quiet")
    assert [mail.to for mail in mailoutbox] == [["administrator@example.org"]]
    assert "rebuild_search" in mailoutbox[0].body
    assert "/admin/state/" in mailoutbox[0].body


def test_administrator_reads_the_same_in_the_admin(well, client):
    search_empty(well)
    client.force_login(User.objects.get(is_superuser=True))
    text = client.get("/admin/state/").text

    assert "rebuild_search" in text
    assert text.index("rebuild_search") < text.index("Backups: 1")  # the worst first
    assert "/admin/state/" in client.get("/admin/").text


def test_nobody_else_reads_it(well, client):
    client.force_login(User.objects.filter(groups__name="Moderators").first())

    assert client.get("/admin/state/").status_code in (302, 403)
    assert "/admin/state/" not in client.get("/admin/").text


def test_worst_finding_is_the_verdict():
    assert Examined("", [ok(""), fault(""), warning("")]).verdict == FAULT
