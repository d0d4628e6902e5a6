"""What an archive holds, who can read it, how long it stays, what is left when somebody pulls the plug."""

import io
import json
import tarfile
from datetime import timedelta

import pyrage
import pytest
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from iom_site.operations.snapshot import snapshot
from iom_site.operations.tables import copied_models, plain
from tests.iom_site.operations.conftest import KEY
from tests.iom_site.operations.sites import WholeSite

WORDS = (b"Sample words of a document", b"Moderators", b"old-address", b"CREATE", b"pages.Message", b"manifest.json")


def opened(archive):
    """What somebody finds in it who holds the secret key and no program but age and tar."""
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(archive.read_bytes(), [KEY]))) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}


def test_stolen_archive_reads_as_noise(original):
    stolen = original.archives[0].read_bytes()

    assert original.done.returncode == 0, original.done.err
    assert not any(word in stolen for word in WORDS)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(stolen, [pyrage.x25519.Identity.generate()])


def test_archive_holds_no_session_and_no_word_that_was_confided(original):
    found = opened(original.archives[0])
    everything = b"".join(found.values())

    assert b"Sample words of a document" in everything  # the test can see
    assert b"spent-secret" not in everything
    assert b"Sample words of a message" not in everything
    assert not any("Session" in name or "DBTaskResult" in name for name in found)


def test_receipt_beside_the_archive_knows_how_long_the_audit_log_was(original):
    receipt = json.loads(original.archives[0].with_suffix(".age.json").read_bytes())
    entries = opened(original.archives[0])["tables/pages.AuditLogEntry/00000.jsonl"].decode().splitlines()

    assert receipt["audit_entries"] == len(entries) > 0
    assert receipt["audit_digest"] in max(entries, key=lambda line: json.loads(line)["id"])


def test_archive_can_be_read_without_this_program(original):
    found = opened(original.archives[0])
    redirects = found["tables/wagtailredirects.Redirect/00000.jsonl"].decode().splitlines()

    assert [json.loads(line)["old_path"] for line in redirects] == ["/old-address"]
    assert json.loads(found["manifest.json"])["tables"]["wagtailredirects.Redirect"]["rows"] == 1


def test_backup_is_refused_rather_than_left_unencrypted(empty):
    empty.settings["BACKUP_RECIPIENTS"] = ""
    done = empty.manage("backup")

    assert done.returncode == 1
    assert "BACKUP_RECIPIENTS is empty" in done.err
    assert empty.archives == []


def test_backup_says_which_upload_is_lost_and_keeps_all_others(empty, original):
    (empty.folder / "media").symlink_to(original.folder / "media")
    lost = original.folder / "media" / "documents" / "planted.txt"
    content = lost.read_bytes()
    lost.unlink()
    try:
        done = original.manage("backup")
    finally:
        lost.write_bytes(content)

    newest = original.archives[-1]
    assert done.returncode == 1
    assert "documents/planted.txt" in done.err
    assert any(name.startswith("files/original_images/planted") for name in opened(newest))
    newest.unlink()
    newest.with_suffix(".age.json").unlink()


def test_old_backups_go_and_with_them_what_was_deleted_since(originals):
    site = originals("sqlite")
    kept = site.archives[0]
    receipt = json.loads(kept.with_suffix(".age.json").read_text())
    old = kept.with_name("site-old.age")
    old.write_bytes(b"x")
    old.with_suffix(".age.json").write_text(json.dumps({**receipt, "made_at": "2026-01-01T00:00:00+00:00"}))
    without_receipt = kept.with_name("site-20260101-000000-0123abcd.age")  # somebody pulled the plug
    without_receipt.write_bytes(b"x")
    done = site.manage("backup")

    assert done.returncode == 0, done.err
    assert not old.exists()
    assert not without_receipt.exists()
    assert not old.with_suffix(".age.json").exists()
    assert len(site.archives) == 2
    for each in site.archives:
        if each != kept:
            each.unlink()
            each.with_suffix(".age.json").unlink()


@pytest.mark.parametrize(("days", "kept"), [(40, 1), (366, 0)])
def test_last_backup_outlives_the_others_but_no_message(originals, tmp_path, days, kept):
    """A backup that fails for weeks must not leave an office without any; nor keep for ever what people deleted."""
    folder = tmp_path / "backups"
    folder.mkdir()
    for age in (days, days + 1):
        made_at = (timezone.now() - timedelta(days=age)).isoformat()
        (folder / f"{age}.age").write_bytes(b"x")
        (folder / f"{age}.age.json").write_text(json.dumps({"made_at": made_at, "size": 1, "sha256": ""}))
    site = WholeSite(tmp_path, originals("sqlite").address, {"BACKUP_RECIPIENTS": ""})
    done = site.manage("backup")

    assert done.returncode == 1  # none can be made
    assert len(site.archives) == kept


def test_backup_sees_one_moment_and_holds_up_nobody(empty, connected):
    live = connected(empty, "live")
    groups = plain(copied_models()["auth.Group"]).objects
    with snapshot(live) as moment:
        before = groups.using(moment).count()
        groups.using(live).create(name="Written while the backup runs")

        assert groups.using(live).count() == before + 1
        assert groups.using(moment).count() == before


@pytest.mark.parametrize("label", copied_models())
def test_table_can_be_copied(label):
    """Rows come by primary key, in the same order on every database; files are looked for in one storage."""
    fields = plain(copied_models()[label])._meta
    kind = fields.pk.get_internal_type()
    files = [field for field in copied_models()[label]._meta.fields if isinstance(field, models.FileField)]

    assert kind in ("BigAutoField", "AutoField", "BigIntegerField", "IntegerField", "UUIDField"), kind
    assert all(field.storage == default_storage for field in files)
