"""Every write fails: readers go on reading whole pages, and staff are told and send the same again when there is room.

No right to mount anything is needed: for the site it is the limit of its processes to the size of a file, which can be
set and taken back while they run; for the logs of the proxy the device that is always full; for what it keeps a folder
that takes no file.
"""

import re
import resource
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests import databases
from tests.servers.conftest import NGINX
from tests.servers.processes import ask, free_port, manage, serve, start_nginx, stop
from tests.servers.test_seen import in_time, workers_of
from tests.servers.visitors import PASSWORD, UNKEPT, SignedIn

PUBLIC = ("/en/", "/ru/our-work/", "/tk/info/", "/en/news/", "/sitemap.xml", "/ru/info/4/", "/en/our-work/projects/")
PEOPLE = f"""
from django.contrib.auth.models import Group
from pages.accounts.models import User
user = User.objects.create_user("full-disk", "full-disk@example.org", {PASSWORD!r})
user.groups.add(Group.objects.get(name="Moderators"))
from wagtail.models import Page
print(Page.objects.get(url_path="/home/who-we-are/").pk)
"""
SAID = "could not write to its disk"


@pytest.fixture(scope="module")
def site(proxy, tmp_path_factory):
    """A site on SQLite, so that its database is on the disk that `fill()` fills, until `clear()`."""
    place = tmp_path_factory.mktemp("full")
    (place / "media" / "images").mkdir(parents=True)
    (place / "errors").symlink_to(proxy.place / "errors")
    databases.copy_sqlite(place / "site.sqlite3")
    own = {"DATABASE_URL": f"sqlite:///{place}/site.sqlite3", "MEDIA_ROOT": str(place / "media")}
    environment = {**proxy.environment, **own, "PORT": str(free_port()), "SECOND_FACTOR": "offered"}
    page = int(manage(environment, "shell", "-c", PEOPLE).split()[-1])
    process = serve(environment, place)
    for name in ("site.log", "failures.log", "error.log"):
        (place / name).symlink_to("/dev/full")
    (place / "cache").mkdir()
    for letter in "0123456789abcdef":
        (place / "cache" / letter).touch()  # where the proxy makes folders
    port = int(environment["PORT"])
    _http, https, nginx = start_nginx(place, NGINX, port)

    def limit(size):
        for pid in (process.pid, *workers_of(process)):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    whole = SimpleNamespace(place=place, https=https, port=port, page=page)
    whole.fill, whole.clear = lambda: limit(0), lambda: limit(resource.RLIM_INFINITY)
    yield whole
    whole.clear()
    stop(nginx)
    stop(process)


@pytest.fixture
def full(site):
    site.fill()
    yield site
    site.clear()


def test_reader_misses_nothing_while_the_disk_is_full(full):
    for path in (*PUBLIC, *UNKEPT, *PUBLIC):
        answer = ask(full.https, path, seconds=60)
        assert (answer.status, answer.text.rstrip()[-1:]) == (200, ">"), path


def test_what_an_editor_sends_meanwhile_is_refused_in_words_and_taken_when_there_is_room(site):
    editor = SignedIn("full-disk", site.port)
    question = f"/admin/bulk/wagtailcore/page/unpublish/?id={site.page}"
    asked = editor.get(question)

    site.fill()
    try:
        refused = editor.post(question, asked)
    finally:
        site.clear()

    assert refused.status == 503
    assert SAID in refused.text
    assert "kept in this browser" in refused.text
    assert ask(site.https, "/en/who-we-are/").status == 200
    assert editor.post(question, asked).status == 302
    assert in_time(lambda: ask(site.https, "/en/who-we-are/").status == 404)


def test_upload_is_refused_in_words_that_keep_its_title_and_taken_when_there_is_room(site):
    editor = SignedIn("full-disk", site.port)

    def upload(content):
        form = editor.get("/admin/documents/add/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)[1]
        file = SimpleUploadedFile("words.txt", content)
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": token, "title": "Sample words", "file": file})
        return editor.send("/admin/documents/add/", body, MULTIPART_CONTENT)

    site.fill()
    try:
        small, large = upload(b"Sample words"), upload(b"Sample words\n" * 300_000)
    finally:
        site.clear()

    assert (small.status, large.status) == (200, 503)
    assert "the disk may be full" in small.text
    assert 'value="Sample words"' in small.text
    assert SAID in large.text
    assert upload(b"Sample words").status == 302
