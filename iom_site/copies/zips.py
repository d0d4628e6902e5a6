"""The site of each language as one ZIP, made anew when readers see something else than it holds."""

from datetime import date
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from iom_site.copies.walk import Walk, walk
from iom_site.copies.writing import one_language
from pages.copies.models import SiteZip
from pages.site.context import published_languages
from pages.values import cache, site_version


def are_current() -> bool:
    """Whether every open language has one of what readers see now."""
    wanted = {(code, site_version.current()) for code in published_languages()}
    return set(SiteZip.objects.values_list("language", "version")) == wanted


def make() -> list[SiteZip]:
    """Make them all. What is published meanwhile is in the next ones."""
    before = site_version.current()
    with TemporaryDirectory() as store:
        *_steps, (walked, _left) = walk(timezone.localdate(), Path(store))
        made = [_kept(walked, code, Path(store)) for code in published_languages()]
    _forget_others({each.language for each in made})
    is_same = site_version.current() == before
    cache.invalidate()  # size and day stand on a page
    # That change is one of ours: it would have the files made anew each time.
    SiteZip.objects.update(version=site_version.current() if is_same else before)
    return made


def write(walked: Walk, language: str, file: IO[bytes]) -> None:
    """The ZIP of one language: a folder, so that unpacking it makes one."""
    name, day = f"site-{language}-{walked.made_on}", walked.made_on
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for place, content in one_language(walked, language):
            packed.writestr(_entry(f"{name}/{place}", day), content, ZIP_DEFLATED, 9)


def _entry(place: str, day: date) -> ZipInfo:
    entry = ZipInfo(place, (day.year, day.month, day.day, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    return entry


def _kept(walked: Walk, language: str, store: Path) -> SiteZip:
    path = store / f"{language}.zip"
    with path.open("wb") as file:
        write(walked, language, file)
    made = SiteZip.objects.filter(language=language).first() or SiteZip(language=language)
    old = made.file.name
    made.made_on, made.size, made.version = walked.made_on, path.stat().st_size, ""
    with path.open("rb") as file:
        made.sha256 = file_digest(file, "sha256").hexdigest()
        file.seek(0)
        made.file.save(made.name, File(file), save=False)
    made.save()
    if old:
        transaction.on_commit(lambda: made.file.storage.delete(old))
    return made


def _forget_others(languages: set[str]) -> None:
    for closed in SiteZip.objects.exclude(language__in=languages):
        closed.file.delete(save=False)
        closed.delete()
