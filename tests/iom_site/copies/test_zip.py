"""The site of one language as a file that somebody carries along."""

import hashlib
import re

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from iom_site.copies import zips
from iom_site.copies.asking import SiteInProcess
from iom_site.copies.walk import Walk, _ask
from pages.content.mission import MissionPage
from pages.copies.models import SiteZip
from pages.values import cache, site_version
from tests.content import LANGUAGES
from tests.iom_site.copies.conftest import NUMBER
from tests.iom_site.copies.links import dead_links, fetched_from_elsewhere, read

MOST_BYTES = 2_000_000


@pytest.fixture
def short_walk(monkeypatch):
    """Walks that see one page of each language only."""

    def walk(made_on, store):
        walked, site = Walk(made_on, store), SiteInProcess(made_on)
        for code in LANGUAGES:
            _ask(site, walked, f"/{code}/all-pages/")
        yield walked, 0

    monkeypatch.setattr(zips, "walk", walk)


def make_zip(language="en", content=b"sample"):
    made = SiteZip(language=language, size=1_234_567, sha256=hashlib.sha256(content).hexdigest())
    made.made_on = timezone.localdate()
    made.file.save("sample.zip", ContentFile(content), save=False)
    made.save()
    cache.invalidate()  # as `make` does
    return made


@pytest.mark.parametrize("code", LANGUAGES)
def test_file_is_small_and_stands_alone(copied, code):
    assert copied.zips[code].stat().st_size < MOST_BYTES
    assert dead_links(copied.unpacked[code]) == []
    assert fetched_from_elsewhere(copied.unpacked[code]) == []


def test_it_begins_with_the_numbers_and_all_pages(copied):
    start = copied.unpacked["en"] / "index.html"
    links = [link for _tag, _rel, link in read(start)[1]]

    assert f"tel:{NUMBER}" in links
    assert "en/who-we-are/index.html" in links
    assert "This is a copy of" in start.read_text()


def test_every_page_of_the_language_is_in_it_and_the_others_are_led_to(copied):
    for address in copied.pages:
        code = address.split("/")[1]
        assert (copied.unpacked[code] / address.strip("/") / "index.html").is_file()
    links = [link for _tag, _rel, link in read(copied.unpacked["en"] / "en/index.html")[1]]
    assert any(re.fullmatch(r"https?://[^/]+/ru/", link) for link in links)


def test_name_tells_nothing_of_the_site(db):
    assert re.fullmatch(r"site-en-\d{4}-\d\d-\d\d\.zip", SiteZip(language="en", made_on=timezone.localdate()).name)


def test_reader_finds_size_day_and_checksum_and_gets_that_file(client, db):
    made = make_zip()
    footer = client.get("/en/").text.replace("\xa0", " ")
    page = client.get("/en/copy/").text.replace("\xa0", " ")
    answer = client.get("/copies/en.zip")

    assert "This site as a file" in footer
    assert "1.2 MB" in footer
    assert made.sha256 in page
    assert made.name in page
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == made.sha256
    assert made.name in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"].startswith("public")


def test_no_file_no_word_of_it(client, db):
    assert "This site as a file" not in client.get("/en/").text
    assert client.get("/en/copy/").status_code == client.get("/copies/en.zip").status_code == 404


def test_file_that_was_lost_is_not_there(client, db):
    made = make_zip()
    made.file.storage.delete(made.file.name)

    assert client.get("/copies/en.zip").status_code == 404


def test_it_is_made_anew_when_readers_see_something_else_and_not_before(client, db, short_walk):
    call_command("make_site_zips")
    first = SiteZip.objects.get(language="en")
    call_command("make_site_zips")
    again = SiteZip.objects.get(language="en")
    mission = MissionPage.objects.get(locale__language_code="en")
    mission.summary = "Sample"
    mission.save_revision().publish()
    call_command("make_site_zips")
    last = SiteZip.objects.get(language="en")

    assert {each.language for each in SiteZip.objects.all()} == set(LANGUAGES)
    assert first.file.name == again.file.name != last.file.name
    assert not first.file.storage.exists(first.file.name)
    assert "This site as a file" in client.get("/en/").text


def test_what_is_published_while_it_is_made_is_in_the_next_one(db, short_walk, monkeypatch):
    walk = zips.walk

    def meanwhile(*args):
        yield from walk(*args)
        site_version.renew()

    monkeypatch.setattr(zips, "walk", meanwhile)
    call_command("make_site_zips")

    assert not zips.are_current()


def test_the_worker_makes_it_once_however_often_it_is_asked(db, work, short_walk):
    for _time in range(3):
        call_command("make_site_zips", "--background")
    assert not SiteZip.objects.exists()
    work()

    assert SiteZip.objects.count() == len(LANGUAGES)
    assert zips.are_current()
