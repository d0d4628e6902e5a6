"""Addresses and titles that tell nothing: they stay in the history of a telephone that somebody else looks at."""

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.search.text import slug_of

# A letter says nothing either.
NEUTRAL_SLUG = re.compile(r"[1-9][0-9]{0,3}|[a-z]")
LONG_WORD = 4  # letters from which a word may tell something


def free_number(page):
    """The number for the address of a page below help: one more than any that stands beside it."""
    beside = Page.objects.child_of(page.get_parent()).exclude(pk=page.pk).values_list("slug", flat=True)
    return str(max((int(slug) for slug in beside if slug.isdecimal()), default=0) + 1)


def neutral_slug(page):
    """The address that a page below help has, or is given: whatever else it was to be, it is a number."""
    stored = Page.objects.filter(pk=page.pk).values_list("slug", flat=True).first() if page.pk else None
    for slug in (page.slug, stored):
        if slug and NEUTRAL_SLUG.fullmatch(slug):
            return slug
    return free_number(page)


def neutral_title(page):
    """The title for the history of the browser: the editors' own, or “Page N” in the language of the page.

    None yet for a page that has no place, and so no number.
    """
    if not page.path or (page.neutral_title and not _is_given(page.neutral_title)):
        return page.neutral_title
    with translation.override(page.locale.language_code):
        return _given(page.slug) if page.slug.isdecimal() else page.neutral_title or _("Contents")


def tells_something(slug, title, language):
    """Whether an address shares a word with the title of its page, or with its title's address."""
    words = {word for word in re.split(r"[-_]", slug_of(title, language)) if len(word) >= LONG_WORD}
    return bool(words & set(re.split(r"[-_]", slug)))


def _given(number):
    return _("Page %(number)s") % {"number": number}


def _is_given(title):
    """Whether this is a title that the site gave by itself, to this page or to the one that it was copied from."""
    number = "".join(filter(str.isdecimal, title))
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            if number and title == _given(number):
                return True
    return False
