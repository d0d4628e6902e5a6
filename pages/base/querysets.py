"""What can be asked of the pages of every type."""

from typing import Self

from django.conf import settings
from wagtail.models import Page
from wagtail.query import PageQuerySet

from pages.values import visibility

# To choose from a list that is kept in each language: what is linked is the source, its translations follow.
IN_SOURCE_LANGUAGE = {"locale__language_code": settings.LANGUAGE_CODE}


class BasePageQuerySet(PageQuerySet):
    """Pages by their language, and for whom they are."""

    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)

    def sources(self) -> Self:
        """Pages in the default language, which the others translate."""
        return self.filter(**IN_SOURCE_LANGUAGE)

    def readable(self, beside: Page | None = None) -> Self:
        """Published pages that anyone may read: see `pages.values.visibility`."""
        return visibility.readable(self, beside)
