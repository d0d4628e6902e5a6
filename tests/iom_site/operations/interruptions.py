"""Kills a command at one stage after the other, each time in a process of its own; runs within `manage.py shell`.

The process that begins them has read all code already and holds no connection: to kill ten costs little more than to
work ten times.
"""

import json
import os
import signal
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from tests.iom_site.operations.sites import WholeSite

# Where a name is looked up, the name, and at which of its calls the process ends.
BACKUP = [
    ("operations.archive_storage", "unfinished", 1),
    ("operations.backup", "snapshot", 1),
    ("operations.backup", "lines", 1),
    ("operations.backup", "lines", 40),
    ("operations.archive:Writer", "add_file", 1),
    ("operations.archive:Writer", "add_file", 2),
    ("operations.archive:Writer", "finish", 1),
    ("operations.archive_storage", "digest_of", 1),
    ("operations.archive_storage", "keep", 1),
    ("operations.archive_storage", "write_receipt", 1),
]
RESTORE = [
    ("operations.restore", "verified_manifest", 1),
    ("operations.restore", "_refuse_what_does_not_fit", 1),
    ("operations.restore", "empty_all", 1),
    ("operations.restore", "write_lines", 1),
    ("operations.restore", "write_lines", 40),
    ("operations.restore", "_write_file", 1),
    ("operations.restore", "_write_file", 2),
    ("operations.restore", "go_on_from", 1),
    ("operations.restore", "_compare", 1),
    ("operations.restore", "lines", 40),
    ("management.commands.restore", "rebuild_indexes", 1),  # all of it is there
]


def kill_at_each(stages, *command):
    """Print after each death what stands in the database, if it was to change, and the archives that there are."""
    site = WholeSite(Path(os.environ["BACKUP_TO"]).parent, os.environ["DATABASE_URL"])
    for stage in stages:
        connections.close_all()
        child = os.fork()
        if not child:
            _work(stage, command)
        was_killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        rows = digest(site.rows()) if command[0] == "restore" else ""
        archives = [each.name for each in site.archives]
        print(json.dumps({"stage": stage, "killed": was_killed, "rows": rows, "archives": archives}))


def _work(stage, command):
    try:
        _plant(*stage)
        call_command(*command)
    finally:
        os._exit(1)  # it should not have come here


def _plant(holder, name, number):
    module, _dot, inner = holder.partition(":")
    place = import_module(f"iom_site.{module}")
    place = getattr(place, inner) if inner else place
    whole, calls = getattr(place, name), []

    def count(*arguments, **options):
        calls.append(name)
        if len(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(*arguments, **options)

    setattr(place, name, count)


def digest(rows):
    return sha256(repr(sorted(rows.items())).encode()).hexdigest()
