"""Uploads and backups in S3-compatible storage, over HTTP; and what becomes of them when it refuses."""

import json
import random
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from iom_site import object_storage
from iom_site.env import buckets
from iom_site.full_disk import StorageError
from pages.base.media import SiteDocument, SiteImage, SiteImageRendition
from pages.content.standard import StandardPage
from tests.factories import person, photograph
from tests.iom_site.operations.buckets import BREAKING, FAILING, REFUSING, SILENT, bucket_server
from tests.iom_site.operations.conftest import whole_site
from tests.pages.base.test_documents import PDF


@pytest.fixture
def storage():
    with bucket_server() as server:
        yield server


def bucket_settings(storage):
    keys = {"MEDIA_ENDPOINT": storage.address, "MEDIA_ACCESS_KEY": "x", "MEDIA_SECRET_KEY": "y", "MEDIA_REGION": "x"}
    names = {"MEDIA_BUCKET": "closed", "MEDIA_PUBLIC_BUCKET": "open", "MEDIA_DOMAIN": "media.site.example"}
    return {**keys, **names, "BACKUP_TO": "s3://kept/site"}


@pytest.fixture
def site(storage, originals, tmp_path):
    """The site of the other tests, whose backups go to a bucket."""
    original = originals("sqlite")
    original.settings |= bucket_settings(storage) | {"MEDIA_BUCKET": ""}
    yield original
    for name in bucket_settings(storage):
        original.settings.pop(name)


def archives(storage):
    return sorted(key for key in storage.objects.get("kept", {}) if key.endswith(".age"))


def plant_an_old_one(storage, days):
    made_at = (timezone.now() - timedelta(days=days)).isoformat()
    receipt = json.dumps({"made_at": made_at, "size": 1, "sha256": ""}).encode()
    storage.objects.setdefault("kept", {}).update({"site/old.age": b"x", "site/old.age.json": receipt})


def test_backup_goes_to_a_bucket_old_ones_go_and_it_is_brought_back_from_there(site, storage, key_file, tmp_path):
    plant_an_old_one(storage, 40)
    done = site.manage("backup")
    assert done.returncode == 0, done.err
    (name,) = archives(storage)
    assert f"Backup written: {name.removeprefix('site/')}" in done.out
    assert f"{name}.json" in storage.objects["kept"]

    empty = whole_site(tmp_path, "sqlite", empty=True)
    empty.settings |= bucket_settings(storage)
    restored = empty.manage("restore", name.removeprefix("site/"), "--identity", key_file)

    assert restored.returncode == 0, restored.err
    assert "Each was compared with the archive" in restored.out
    assert b"Sample words of a document" in storage.objects["closed"].values()
    assert empty.uploads == {}  # nothing but the bucket holds them


BACKUPS = """
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from iom_site import object_storage
object_storage.READ_SECONDS = 1
given = settings.STORAGES["backups"]
for address in {addresses}:
    there = {{**given, "OPTIONS": {{**given["OPTIONS"], "endpoint_url": address}}}}
    with override_settings(STORAGES={{**settings.STORAGES, "backups": there}}):
        try:
            call_command("backup")
        except CommandError as error:
            print("Said:", error)
"""


def test_backup_says_in_a_sentence_what_is_wrong_with_the_storage_and_keeps_the_others(site):
    with ExitStack() as servers:
        moods = [servers.enter_context(bucket_server(mood)) for mood in (REFUSING, FAILING, SILENT)]
        for server in moods:
            plant_an_old_one(server, 40)
        addresses = [*(server.address for server in moods), "http://127.0.0.1:9"]  # where nobody listens
        done = site.manage("shell", "--no-imports", "--command", BACKUPS.format(addresses=addresses))

    assert done.returncode == 0, done.err
    assert [line for line in done.out.splitlines() if line.startswith("Said")] == [
        "Said: The storage of files refuses (403).",
        "Said: The storage of files refuses (500).",
        "Said: The storage of files does not answer (ReadTimeoutError).",
        "Said: The storage of files does not answer (EndpointConnectionError).",
    ]
    assert all(set(server.objects["kept"]) == {"site/old.age", "site/old.age.json"} for server in moods)


@pytest.fixture
def in_buckets(storage, settings, monkeypatch):
    """This process keeps its uploads in the buckets of the storage."""
    for name, value in bucket_settings(storage).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(object_storage, "READ_SECONDS", 1)
    settings.STORAGES = {**settings.STORAGES, **buckets("closed", "open", "media.site.example")}
    monkeypatch.setattr(SiteImageRendition._meta.get_field("file"), "storage", storages["renditions"])
    return storage


def test_large_file_comes_back_as_it_was_sent(in_buckets):
    content = random.Random(1).randbytes(20_000_000)  # sent and fetched in parts

    name = storages["default"].save("large.zip", ContentFile(content))

    with storages["default"].open(name) as file:
        assert file.read() == content
    assert {("POST", "closed", name), ("PUT", "closed", name)} <= set(in_buckets.asked)

    in_buckets.mood = BREAKING
    with storages["default"].open(name) as file:
        for _each in range(2):  # what came halfway is not taken for the file when it is asked for again
            with pytest.raises(StorageError):
                file.read()


def upload(client, kind, name, content):
    form = {"title": "A sample", "file": SimpleUploadedFile(name, content), "collection": "1"}
    return client.post(f"/admin/{kind}/add/", form)


def test_picture_lies_in_the_closed_bucket_and_its_drawn_sizes_in_the_open_one(
    client, db, in_buckets, django_capture_on_commit_callbacks
):
    client.force_login(person("Moderators"))
    picture = photograph()

    assert upload(client, "images", "a.jpg", picture).status_code == 302

    image = SiteImage.objects.get()
    assert list(in_buckets.objects["closed"]) == [image.file.name]
    drawn = image.get_rendition("width-320|format-jpeg")
    assert list(in_buckets.objects["open"]) == [drawn.file.name]
    assert drawn.url == f"https://media.site.example/{drawn.file.name}"
    with django_capture_on_commit_callbacks(execute=True):
        image.delete_renditions()
    assert in_buckets.objects["open"] == {}


def test_document_is_read_from_the_bucket_by_the_site_alone(client, db, in_buckets):
    client.force_login(person("Moderators"))

    assert upload(client, "documents", "a.pdf", PDF).status_code == 302

    answer = client.get(SiteDocument.objects.get().url)
    assert b"".join(answer.streaming_content) == PDF
    assert in_buckets.address not in str(answer.headers)


@pytest.mark.parametrize("mood", [REFUSING, FAILING, SILENT])
def test_while_the_storage_refuses_editors_are_told_and_readers_read_on(client, db, in_buckets, mood):
    client.force_login(person("Moderators"))
    upload(client, "images", "a.jpg", photograph())
    upload(client, "documents", "a.pdf", PDF)
    page = StandardPage.objects.live().first()
    SiteImage.objects.update(shows_people=SiteImage.People.NOBODY)
    StandardPage.objects.filter(pk=page.pk).update(image=SiteImage.objects.get())
    in_buckets.mood = mood
    client.raise_request_exception = False

    for kind, name, content in (("images", "b.jpg", photograph()), ("documents", "b.pdf", PDF + b"%")):
        answer = upload(client, kind, name, content)
        assert (answer.status_code, "The file could not be stored" in answer.text) == (200, True), kind
    assert (SiteImage.objects.count(), SiteDocument.objects.count()) == (1, 1)
    assert client.get(SiteDocument.objects.get().url).status_code == 503
    client.logout()
    answer = client.get(page.url)
    assert (answer.status_code, page.title in answer.text) == (200, True)
