"""Somebody pulls the plug, at every stage of a backup and of a restore: whole, or nothing that looks like it."""

import json

import pytest

from iom_site.operations.archive import decrypted, verified_manifest
from tests.iom_site.operations.conftest import KEY, whole_site
from tests.iom_site.operations.interruptions import BACKUP, RESTORE, digest
from tests.iom_site.operations.test_restore import copied

pytestmark = [pytest.mark.database, pytest.mark.parametrize("kind", ["sqlite", "postgresql"])]
KILL = "from tests.iom_site.operations.interruptions import *; kill_at_each({stages}, *{command!r})"


def deaths(site, stages, *command):
    said = site.shell(KILL.format(stages=stages, command=tuple(map(str, command))))
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def test_backup_that_was_killed_leaves_none_or_a_whole_one(originals, kind):
    site = originals(kind)
    before = {each.name for each in site.archives}

    after = deaths(site, "BACKUP", "backup")

    assert [(each["stage"], each["killed"]) for each in after] == [(list(stage), True) for stage in BACKUP]
    assert [set(each["archives"]) - before for each in after[:-1]] == [set()] * (len(BACKUP) - 1)
    for archive in site.archives:
        with archive.open("rb") as file, decrypted(file, [KEY]) as stream:
            assert verified_manifest(stream, any_keys=True)["tables"]
        if archive.name not in before:
            archive.unlink()


def test_restore_that_was_killed_leaves_the_database_empty_and_the_next_one_brings_all(
    originals, kind, tmp_path, key_file
):
    original = originals(kind)
    site = whole_site(tmp_path, kind, empty=True)
    empty = digest(site.rows())

    after = deaths(site, "RESTORE", "restore", original.archives[0], "--identity", key_file)

    assert [(each["stage"], each["killed"]) for each in after] == [(list(stage), True) for stage in RESTORE]
    assert [each["stage"] for each in after if each["rows"] != empty] == [list(RESTORE[-1])]
    assert copied(site.rows()) == copied(original.rows())
    assert site.uploads == {name: file for name, file in original.uploads.items() if not name.startswith("images/")}
