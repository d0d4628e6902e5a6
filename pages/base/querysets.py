"""What can be asked of the pages of every type."""

from functools import partial
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from pages.values import visibility
from pages.values.cache import cached_in_process, cached_of_page

# To choose from a list that is kept in each language: what is linked is the source, its translations follow.
IN_SOURCE_LANGUAGE = {"locale__language_code": settings.LANGUAGE_CODE}


class BasePageQuerySet(PageQuerySet):
    """Pages by their language, and for whom they are."""

    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)

    def sources(self) -> Self:
        """Pages in the default language, which the others translate."""
        return self.filter(**IN_SOURCE_LANGUAGE)

    def once_published(self) -> Self:
        """Pages that are published, or were: their rows say what readers last saw, since Wagtail keeps drafts apart."""
        return self.filter(Q(live=True) | Q(first_published_at__isnull=False))

    def stating_facts(self) -> Self:
        """Sources whose shared fields hold in every language.

        A source that was unpublished or expired still says when a vacancy of its translations closes; one that was
        never published says nothing.
        """
        return self.sources().once_published()

    def readable(self, beside: Page | None = None) -> Self:
        """Published pages that anyone may read: see `pages.values.visibility`."""
        return visibility.readable(self, beside)


def pictures_of(pages):
    """The picture of each page that has one, by the page's key: at most two queries for each type among them."""
    by_type, pictures = {}, {}
    for page in pages:
        by_type.setdefault(page.content_type_id, set()).add(page.pk)
    for content_type, keys in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if hasattr(model, "image") and (with_picture := keys & _with_picture(model)):
            name = f"pictures:{model._meta.label_lower}:{sorted(with_picture)}"
            pictures |= cached_of_page(name, partial(_pictures, model, with_picture))
    return pictures


def _pictures(model, keys):
    """With their drawn sizes: whoever shows a picture asks for these."""
    found = model.objects.filter(pk__in=keys).select_related("image").prefetch_related("image__renditions")
    return {page.pk: page.image for page in found}


def _with_picture(model):
    pages = model.objects.filter(image__isnull=False)
    return cached_in_process(f"with-picture:{model._meta.label_lower}", lambda: set(pages.values_list("pk", flat=True)))
