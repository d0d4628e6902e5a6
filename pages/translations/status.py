"""Is a translation as new as its source?

The page in the default language is the source. What it says has a fingerprint. A translation remembers, as
part of its own content, the fingerprint and the version of the source that it was last brought up to date with;
when either page is published the two are compared, and the answer is kept in `Freshness`. Nothing is
compared while a page is read.
"""

import hashlib
import json

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from pages.translations.models import Freshness

# Kept by whoever keeps the page, or different in each language by its nature: not part of what it says.
NOT_SAID = {"content_owner", "reviewed_on", "review_by", "change_notes", "corrections", "awaits_native_review"}
NOT_SAID |= {"translated_from", "translated_revision"}
SAID_BY_ALL = ("title", "seo_title", "search_description")


def content_fields(page):
    """The fields that hold what a page says, those of its own type and three of every page."""
    left_out = {field.name for field in Page._meta.get_fields()} | NOT_SAID | set(page.facts)
    own = [
        field
        for field in page._meta.concrete_fields
        if field.name not in left_out and not field.primary_key and not field.name.endswith("_ptr")
    ]
    return [*(page._meta.get_field(name) for name in SAID_BY_ALL), *own]


def _without_ids(value):
    if isinstance(value, dict):
        return {name: _without_ids(each) for name, each in value.items() if name != "id"}
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    return value


def fingerprint(page):
    """A digest of what the page says; the same words give the same digest."""
    said = {}
    for field in content_fields(page):
        value = field.value_from_object(page)
        if hasattr(field, "stream_block"):
            value = _without_ids(list(value.get_prep_value()))
        said[field.name] = value
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def source_of(page):
    """The page in the default language that this one translates, or `None` for a source or a page without one."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    same = Page.objects.filter(translation_key=page.translation_key)
    source = same.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return source.specific if source else None


def bring_up_to_date(page, source):
    """Say, as part of the content of a translation, that it now says what its source says."""
    kept = Freshness.objects.filter(page=source).first()
    page.translated_from = kept.fingerprint if kept else ""
    page.translated_revision = source.live_revision_id


def note_published(page):
    """Compare a page that was just published with its source, or with its translations.

    Answers the translations that fell behind by this.
    """
    if not hasattr(page, "translated_from"):
        return []
    source = source_of(page)
    if source:
        _note_translation(page, source)
    elif page.locale.language_code == settings.LANGUAGE_CODE:
        return _note_source(page)
    return []


def _note_source(page):
    digest, now = fingerprint(page), timezone.now()
    kept, _ = Freshness.objects.get_or_create(page_id=page.pk)
    if kept.fingerprint != digest:
        kept.fingerprint, kept.changed_at = digest, now
        kept.save()
    translations = [each.specific for each in page.get_translations().live().select_related("locale")]
    return [each for each in translations if _note_translation(each, page)]


def _note_translation(page, source):
    """Keep whether a translation is behind; answers whether it fell behind only now."""
    kept, _ = Freshness.objects.get_or_create(page_id=page.pk)
    of_source, was_behind = Freshness.objects.filter(page_id=source.pk).first(), bool(kept.behind_since)
    if source.live and of_source and page.translated_from != of_source.fingerprint:
        kept.behind_since = kept.behind_since or of_source.changed_at
    else:
        kept.behind_since = None
    kept.awaits_review = page.awaits_native_review
    kept.save()
    return bool(kept.behind_since) and not was_behind
