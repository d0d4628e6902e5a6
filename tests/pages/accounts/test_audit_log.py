"""The audit log: nobody takes back what was written, and whoever tries is found out."""

import logging

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.accounts.models import AuditLogEntry, EntryIsFinalError

TABLE = AuditLogEntry._meta.db_table


@pytest.fixture
def entries(db):
    return [
        audit.log(Action.SIGNED_IN, user=f"sample-{number}", subject="Sample", number=number) for number in (1, 2, 3)
    ]


def without_triggers(*statements):
    """What somebody does who owns the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        else:
            cursor.execute(f"DROP TRIGGER {TABLE}_no_update")
            cursor.execute(f"DROP TRIGGER {TABLE}_no_delete")
        for statement in statements:
            cursor.execute(statement)


def test_whole_log_is_whole(entries, capsys):
    call_command("verify_audit_log")

    assert f"Whole: {AuditLogEntry.objects.count()} entries" in capsys.readouterr().out


def test_every_entry_is_in_the_log_that_leaves_this_machine(db, caplog, django_capture_on_commit_callbacks):
    logger = logging.getLogger("iom_site.security")
    logger.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.INFO, logger.name), django_capture_on_commit_callbacks(execute=True):
            entry = audit.log(Action.ROLE_GIVEN, user="boss", subject="sample: Confidential desk")
    finally:
        logger.removeHandler(caplog.handler)

    [line] = [record.getMessage() for record in caplog.records if record.name == logger.name]
    assert line == f"Entry {entry.pk}: role_given by boss, digest {entry.digest}."


@pytest.mark.parametrize("change", ["username = 'nobody'", "subject = ''", "details = '{}'", "action = 'signed_out'"])
def test_first_changed_entry_is_named(entries, change):
    without_triggers(f"UPDATE {TABLE} SET {change} WHERE id = {entries[1].pk}")

    with pytest.raises(CommandError, match=f"Entry {entries[1].pk} "):
        call_command("verify_audit_log")


def test_entry_that_was_left_out_is_missed(entries):
    without_triggers(f"DELETE FROM {TABLE} WHERE id = {entries[1].pk}")

    with pytest.raises(CommandError, match=f"Entry {entries[2].pk} "):
        call_command("verify_audit_log")


@pytest.mark.parametrize("act", [f"UPDATE {TABLE} SET subject = 'x'", f"DELETE FROM {TABLE}"])
def test_database_refuses_to_change_or_delete(entries, act):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)

    assert audit.first_broken_entry() is None


@pytest.mark.parametrize(
    "act",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditLogEntry.objects.filter(pk=entry.pk).update(subject="x"),
        lambda entry: AuditLogEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditLogEntry.objects.bulk_update([entry], ["subject"]),
    ],
)
def test_code_refuses_to_change_or_delete(entries, act):
    with pytest.raises(EntryIsFinalError):
        act(entries[0])


def test_old_key_still_proves_what_was_written_under_it(entries, settings):
    settings.MESSAGE_KEYS = ["A" * 43 + "=", *settings.MESSAGE_KEYS]
    audit.log(Action.SIGNED_OUT, user="sample")
    assert audit.first_broken_entry() is None

    settings.MESSAGE_KEYS = settings.MESSAGE_KEYS[:1]
    assert audit.first_broken_entry().digest


def test_act_that_is_undone_leaves_no_entry(entries):
    before = AuditLogEntry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.log(Action.USER_DELETED, user="sample")
        raise ZeroDivisionError

    assert AuditLogEntry.objects.count() == before


def test_name_that_no_database_takes_is_kept_without_it(db):
    assert audit.log(Action.SIGN_IN_FAILED, user="na\x00me" + "x" * 200).username.startswith("namexxx")
