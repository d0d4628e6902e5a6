"""`export_mirror`: a copy of all that the public sees, which stands alone wherever it is put."""

import json
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone

from iom_site.copies import folder
from iom_site.copies.addresses import address_of, file_of
from iom_site.copies.asking import SiteInProcess
from iom_site.copies.walk import CopyError, Walk, _ask
from pages.content.mission import MissionPage
from tests.iom_site.copies.conftest import CLOSED, NUMBER
from tests.iom_site.copies.links import dead_links, fetched_from_elsewhere, read

FORMS = ("en/contact/index.html", "en/contact/a/index.html", "ru/contact/index.html", "en/our-work/projects/index.html")


def files(root, pattern="*.html"):
    return {str(path.relative_to(root)): path for path in root.rglob(pattern)}


def export(place):
    call_command("export_mirror", str(place))


def test_every_open_page_of_each_language_is_there(copied):
    expected = {unquote(address).strip("/") + "/index.html" for address in copied.pages}

    assert len(expected) > 100
    assert expected - files(copied.mirror).keys() == set()


def test_no_link_is_dead_and_nothing_is_fetched_from_elsewhere(copied):
    assert dead_links(copied.mirror) == []
    assert fetched_from_elsewhere(copied.mirror) == []


def test_pictures_documents_styles_and_data_are_there(copied):
    there = files(copied.mirror, "*").keys()

    for ending in (".avif", ".webp", ".jpg", ".css", ".js", ".woff2", "help.txt", "projects.csv", "projects.json"):
        assert any(each.endswith(ending) for each in there), ending
    assert [path.read_bytes() for path in (copied.mirror / "documents").rglob("*.txt")] == [b"Sample"]
    assert "en/our-work/projects/index-status-ended.html" in there


def test_no_form_is_left_and_words_lead_to_the_one_of_the_site(copied):
    for name, path in files(copied.mirror).items():
        assert not {"form", "button"} & set(read(path)[0]), name
    for name in FORMS:
        text, links = (copied.mirror / name).read_text(), read(copied.mirror / name)[1]
        assert ("из неё ничего нельзя отправить" if name.startswith("ru") else "from which nothing can be sent") in text
        assert f"{settings.SITE_URL}/{name.removesuffix('index.html')}" in [link for _tag, _rel, link in links]


def test_every_page_says_of_which_day_it_is_a_copy(copied):
    today = timezone.localdate()

    assert f"{today.day} {today:%B} {today.year}" in (copied.mirror / "en/who-we-are/index.html").read_text().replace(
        "\xa0", " "
    )


def test_page_behind_a_password_is_neither_copied_nor_named(copied):
    assert CLOSED.strip("/") + "/index.html" not in files(copied.mirror)
    for page in ("en/index.html", "en/all-pages/index.html"):
        links = [link for _tag, _rel, link in read(copied.mirror / page)[1]]
        assert [link for link in links if CLOSED.strip("/") in link] == [], page


def test_nothing_of_a_visitor_is_in_it(copied):
    for name, path in files(copied.mirror).items():
        text = path.read_text()
        assert "csrfmiddlewaretoken" not in text, name
        assert 'name="token"' not in text, name
    assert json.loads((copied.mirror / "copy.json").read_text())["site"] == settings.SITE_URL


def test_numbers_are_in_the_copy(copied):
    assert f'href="tel:{NUMBER}"' in (copied.mirror / "en/all-pages/index.html").read_text()


def test_picture_in_a_bucket_is_taken_from_there(db, tmp_path, settings):
    settings.MEDIA_DOMAIN = "pictures.example"
    storages["renditions"].save("images/sample.jpg", ContentFile(b"drawn"))
    walked = Walk(timezone.localdate(), tmp_path)
    address = address_of("https://pictures.example/images/sample.jpg", "/en/", walked.origins)
    _ask(SiteInProcess(walked.made_on), walked, address)

    assert file_of(address) == "media/images/sample.jpg"
    assert walked.kept[address].body.read_bytes() == b"drawn"


def test_folder_with_something_else_in_it_is_refused_and_stays(db, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match="not empty and no copy of a site"):
        export(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_folder_that_cannot_be_written_is_said_in_one_sentence(db, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match=r"file\S* cannot be written \([^)]+\)\.$"):
        export(tmp_path / "file" / "mirror")


def test_copy_of_before_stays_whole_when_the_site_fails(db, tmp_path, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("broken")

    old = tmp_path / "mirror"
    folder.write(old, [("index.html", b"old")], timezone.localdate())
    monkeypatch.setattr(MissionPage, "serve", fail)

    with pytest.raises(CommandError, match=r"answered by 500\. Nothing was changed\."):
        export(old)
    assert (old / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["mirror"]


def test_new_copy_takes_the_place_of_the_old_one_whole(tmp_path):
    place, today = tmp_path / "mirror", timezone.localdate()
    folder.write(place, [("index.html", b"old"), ("gone/index.html", b"old")], today)
    folder.write(tmp_path / "new", [("index.html", b"new")], today)
    folder.swap(tmp_path / "new", place)

    assert files(place, "*").keys() == {"index.html", "copy.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["mirror"]


def test_what_became_something_else_meanwhile_is_not_replaced(tmp_path):
    place = tmp_path / "mirror"
    folder.write(tmp_path / "new", [], timezone.localdate())
    place.mkdir()
    (place / "mine.txt").write_text("mine")

    with pytest.raises(CopyError):
        folder.swap(tmp_path / "new", place)
    assert (place / "mine.txt").read_text() == "mine"
