"""One walk over the fresh site with samples of whatever else a site has, read by many tests."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import override_settings
from django.utils import timezone, translation
from wagtail.images.models import Filter
from wagtail.models import Page, PageViewRestriction

from iom_site.copies import folder, zips
from iom_site.copies.walk import walk
from iom_site.copies.writing import whole_site
from pages.values import cache as kept
from pages.values import site_version
from pages.values.image_sizes import SHAPES
from tests.content import LANGUAGES
from tests.factories import make_hotline, make_page_with_every_block

CLOSED = "/en/accessibility/"
NUMBER = "+99300000001"


@dataclass(frozen=True)
class Copied:
    """Where the copies lie, and what the site had: the addresses of its open pages."""

    mirror: Path
    zips: dict[str, Path]
    unpacked: dict[str, Path]  # the folder that each makes
    pages: list[str]


def forget():
    for cache in caches.all():
        cache.clear()
    site_version.forget()
    kept._here.clear()


@pytest.fixture(scope="session")
def copied(django_db_setup, django_db_blocker, tmp_path_factory):
    place = tmp_path_factory.mktemp("copied")
    try:
        return _copied(place, django_db_blocker)
    finally:
        forget()


def _copied(place, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=place / "media"), transaction.atomic():
        picture = make_page_with_every_block().image
        picture.get_renditions(*Filter.expand_spec(SHAPES["head"].specs))
        make_hotline(number=NUMBER)
        closed = Page.objects.get(slug=CLOSED.split("/")[2], locale__language_code="en")
        PageViewRestriction.objects.create(page=closed, restriction_type="password", password="sample")
        forget()
        copied = _make(place)
        transaction.set_rollback(True)
    return copied


def _make(place):
    (place / "asked").mkdir()
    with translation.override("en"):
        *_steps, (walked, _left) = walk(timezone.localdate(), place / "asked")
        folder.write(place / "mirror", whole_site(walked), walked.made_on)
        packed, unpacked = {}, {}
        for code in LANGUAGES:
            packed[code] = place / f"{code}.zip"
            with packed[code].open("wb") as file:
                zips.write(walked, code, file)
            with zipfile.ZipFile(packed[code]) as archive:
                archive.extractall(place / "unpacked")
            unpacked[code] = place / "unpacked" / f"site-{code}-{walked.made_on}"
    pages = [page.url for page in Page.objects.live().public().filter(depth__gt=1)]
    return Copied(place / "mirror", packed, unpacked, pages)
