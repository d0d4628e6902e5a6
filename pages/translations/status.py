"""Is a translation as new as its source?

The page in the default language is the source. What it says has a fingerprint. A translation remembers, as part of
its own content, the fingerprint and the version of the source that it was last brought up to date with; when either
page is published the two are compared, and the answer is kept in `TranslationStatus`. Nothing is compared while a
page is read.
"""

import hashlib
import json

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from pages.translations.models import TranslationStatus

CONTENT_OF_EVERY_PAGE = ("title", "seo_title", "search_description")


def is_source(page):
    """True for a page in the default language, also while it is being made."""
    return not page.locale_id or page.locale.language_code == settings.LANGUAGE_CODE


def source_of(page):
    """The page in the default language that this one translates, or `None` for a source or a page without one."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    same = Page.objects.filter(translation_key=page.translation_key)
    source = same.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return source.specific if source else None


def content_fields(page):
    """The fields that hold what a page says, those of its own type and three of every page."""
    left_out = {field.name for field in Page._meta.get_fields()} | {*page.not_in_fingerprint, *page.shared_fields}
    own = [
        field
        for field in page._meta.concrete_fields
        if field.name not in left_out and not field.primary_key and not field.name.endswith("_ptr")
    ]
    return [*(page._meta.get_field(name) for name in CONTENT_OF_EVERY_PAGE), *own]


def fingerprint(page: Page) -> str:
    """A digest of what the page says; the same content gives the same digest."""
    content = {}
    for field in content_fields(page):
        value = field.value_from_object(page)
        if hasattr(field, "stream_block"):
            value = _without_pictures(list(value.get_prep_value()))
        content[field.name] = value
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def mark_current(page: Page, source: Page) -> None:
    """Say, as part of the content of a translation, that it now says what its source says."""
    status = TranslationStatus.objects.filter(page=source).first()
    page.translated_from = status.fingerprint if status else ""
    page.translated_revision = source.live_revision_id


def update_status(page):
    """Compare a page that was just published with its source, or with its translations.

    Returns the translations that became outdated by this.
    """
    if not hasattr(page, "translated_from"):
        return []
    source = source_of(page)
    if source:
        _update_translation(page, source)
    elif is_source(page):
        return _update_source(page)
    return []


def _update_source(page):
    digest, now = fingerprint(page), timezone.now()
    status, _ = TranslationStatus.objects.get_or_create(page_id=page.pk)
    if status.fingerprint != digest:
        status.fingerprint, status.changed_at = digest, now
        status.save()
    translations = [each.specific for each in page.get_translations().live().select_related("locale")]
    return [each for each in translations if _update_translation(each, page)]


def _update_translation(page, source):
    """Keep whether a translation is outdated; returns whether it became so only now."""
    status, _ = TranslationStatus.objects.get_or_create(page_id=page.pk)
    of_source, was_outdated = TranslationStatus.objects.filter(page_id=source.pk).first(), bool(status.outdated_since)
    if source.live and of_source and page.translated_from != of_source.fingerprint:
        status.outdated_since = status.outdated_since or of_source.changed_at
    else:
        status.outdated_since = None
    status.needs_review = page.needs_review
    status.save()
    return bool(status.outdated_since) and not was_outdated


def _without_pictures(value):
    """What a stream says: neither the ids of its blocks nor which picture it shows; what is said of one stays."""
    if isinstance(value, dict):
        return {name: _without_pictures(each) for name, each in value.items() if name not in ("id", "image")}
    if isinstance(value, list):
        return [_without_pictures(each) for each in value]
    return value
