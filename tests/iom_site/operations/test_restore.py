"""After the worst day: everything is there again, or one sentence says why not and nothing was touched."""

import io
import tarfile

import pyrage
import pytest
from django.apps import apps
from django.db import connections

from iom_site.operations.archive import BROKEN, ArchiveError
from iom_site.operations.restore import restore
from iom_site.operations.tables import NOT_COPIED
from tests.iom_site.operations.conftest import KEY, whole_site
from tests.iom_site.operations.sites import READ

ANOTHER = pyrage.x25519.Identity.generate()
ANEW = {model._meta.db_table for model in apps.get_models() if model._meta.label in NOT_COPIED}


def copied(rows):
    """All tables but those that are made anew, and what the databases keep for themselves."""
    own = ("sqlite_", "django_migrations", "wagtailsearch_")
    return {table: each for table, each in rows.items() if table not in ANEW and not table.startswith(own)}


@pytest.mark.database
@pytest.mark.parametrize(
    ("source", "target"), [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "postgresql")]
)
def test_every_row_and_every_file_comes_back(originals, tmp_path, key_file, source, target):
    original = originals(source)
    restored = whole_site(tmp_path, target, empty=True)
    done = restored.manage("restore", original.archives[0], "--identity", key_file)
    before, after = copied(original.rows()), copied(restored.rows())

    assert done.returncode == 0, done.err
    assert "Each was compared with the archive and is equal." in done.out
    assert len(after["wagtailcore_revision"]) > 100
    assert len(after["wagtailredirects_redirect"]) == 1
    assert {table for table in before if before[table] != after[table]} == set()
    originals_only = {name: file for name, file in original.uploads.items() if not name.startswith("images/")}
    assert restored.uploads == originals_only
    assert len(original.rows()["pages_indexedword"]) == len(restored.rows()["pages_indexedword"]) > 1000
    assert restored.manage("verify_audit_log").returncode == 0
    assert restored.shell(READ).splitlines() == ["Sample words of a message", "M-00005"]


def test_database_that_is_not_empty_is_left_alone(original, key_file):
    done = original.manage("restore", original.archives[0], "--identity", key_file)

    assert done.returncode == 1
    assert "The database is not empty" in done.err
    assert len(original.rows()["wagtailredirects_redirect"]) == 1


def repacked(archive, change):
    """An archive that somebody made anew for the same public key, who holds none of MESSAGE_KEYS."""
    packed = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(archive, [KEY]))) as old,
        tarfile.open(fileobj=packed, mode="w:gz") as new,
    ):
        for entry in old:
            content = change(entry.name, old.extractfile(entry).read())
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return pyrage.encrypt(packed.getvalue(), [KEY.to_public()])


def another_row(name, content):
    return content.replace(b"/old-address", b"/new-address") if "Redirect" in name else content


def another_manifest(name, content):
    return content.replace(b"format", b"Format") if name == "manifest.json" else content


SPOILT = {
    "cut off in the middle": (lambda whole: whole[: len(whole) // 2], "damaged or incomplete"),
    "cut off at the end": (lambda whole: whole[:-1], "damaged or incomplete"),
    "a part is missing": (lambda whole: whole[:70_000] + whole[140_000:], "damaged or incomplete"),
    "one bit": (lambda whole: whole[:-500] + bytes([whole[-500] ^ 1]) + whole[-499:], "damaged or incomplete"),
    "empty": (lambda whole: b"", "damaged or incomplete"),
    "no archive at all": (lambda whole: b"GIF89a" * 1000, "damaged or incomplete"),
    "another row": (lambda whole: repacked(whole, another_row), "damaged or incomplete"),
    "another manifest": (lambda whole: repacked(whole, another_manifest), "not made with one of MESSAGE_KEYS"),
    "for somebody else": (
        lambda whole: pyrage.encrypt(b"", [pyrage.x25519.Identity.generate().to_public()]),
        "secret key",
    ),
}


@pytest.fixture(scope="module")
def untouched_site(tmp_path_factory):
    return whole_site(tmp_path_factory.mktemp("untouched"), "sqlite", empty=True)


@pytest.fixture
def untouched(untouched_site, connected):
    """An empty site, and a connection to it from this process by the alias of the same name."""
    connected(untouched_site, "untouched")
    return untouched_site


@pytest.mark.parametrize("how", SPOILT)
def test_archive_that_is_not_what_it_was_is_refused_in_one_sentence(original, untouched, how):
    spoil, sentence = SPOILT[how]
    archive, before = spoil(original.archives[0].read_bytes()), untouched.rows()
    with pytest.raises(ArchiveError, match=sentence) as refused:
        restore(lambda: io.BytesIO(archive), [KEY], io.StringIO(), alias="untouched")

    assert len(str(refused.value).splitlines()) == 1
    assert untouched.rows() == before


def test_command_says_so_without_a_traceback(original, empty, key_file, tmp_path):
    archive = tmp_path / "spoilt.age"
    archive.write_bytes(original.archives[0].read_bytes()[:-1])
    done = empty.manage("restore", archive, "--identity", key_file)

    assert done.returncode == 1
    assert done.err.strip() == f"CommandError: {BROKEN} Nothing was changed."
    assert empty.uploads == {}


def test_archive_of_another_release_is_refused(original, untouched):
    table = connections["untouched"]
    with table.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('pages', '0099_later', '2026-01-01')"
        )
    try:
        with pytest.raises(ArchiveError, match="of another release"):
            archive = original.archives[0].read_bytes()
            restore(lambda: io.BytesIO(archive), [KEY], io.StringIO(), alias="untouched")
    finally:
        with table.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '0099_x'")


def test_other_message_keys_are_refused_unless_asked_for(original, empty, key_file):
    empty.settings["SECRET_KEY"] = "another"  # from which a machine of one's own makes its message key
    refused = empty.manage("restore", original.archives[0], "--identity", key_file)
    done = empty.manage("restore", original.archives[0], "--identity", key_file, "--other-keys")

    assert "not made with one of MESSAGE_KEYS" in refused.err
    assert done.returncode == 0, done.err


def test_another_file_of_the_same_name_is_not_overwritten(original, empty, key_file):
    mine = empty.folder / "media" / "documents" / "planted.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("Mine")
    before = empty.rows()
    done = empty.manage("restore", original.archives[0], "--identity", key_file)

    assert done.returncode == 1
    assert "lies another file of this name: documents/planted.txt" in done.err
    assert empty.uploads == {"documents/planted.txt": b"Mine"}
    assert empty.rows() == before


def test_trial_restores_the_newest_and_says_so(original, key_file):
    done = original.manage("check_backup", "--identity", key_file)
    receipt = original.archives[0].with_suffix(".age.json").read_text()

    assert done.returncode == 0, done.err
    assert "was restored for a trial" in done.out
    assert '"opened_with_secret_key": true' in receipt


def test_trial_tells_that_an_archive_rotted(originals, key_file):
    site = originals("sqlite")
    archive = site.archives[0]
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-1])
    try:
        done = site.manage("check_backup", "--identity", key_file)
    finally:
        archive.write_bytes(whole)

    assert done.returncode == 1
    assert "is not the file that was written" in done.err
