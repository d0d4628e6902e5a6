"""Which addresses may leave no trace: help, the forms, the exit and what stands beside them, in whatever writing.

An address is known before any page is found, so that redirects, refusals and lines of a log keep it to themselves too.
What follows the language is compared, with any language or none: an address of one that is not open is one as well.
"""

import re

from django.conf import settings
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.contact.page_types import ContactPage
from pages.help.models import HelpIndexPage
from pages.values.lite import PREFIX

VIEWS = ("quick_exit", "wallet_card", "help_text_here", "calendar_mark", "search")
_last_read = None


def sensitive_paths():
    """What follows the language in the addresses of help and of the forms, drafts and former addresses included."""
    sensitive = Page.objects.type(HelpIndexPage, ContactPage)
    paths = [path.split("/", 2)[2] for path in sensitive.values_list("url_path", flat=True)]
    below = Page.objects.none()
    for place in sensitive.values_list("path", flat=True):
        below |= Page.objects.filter(path__startswith=place)
    former = Redirect.objects.filter(redirect_page__in=below.values("pk")).values_list("old_path", flat=True)
    paths += [rest for _code, rest in map(_split, [*former, *(reverse(name) for name in VIEWS)])]
    return tuple(sorted({path for path in map(_plain, paths) if path}))


def is_sensitive(path, paths):
    """Whether a path of an address is one of these or lies below one."""
    path = _plain(path)
    code, rest = _split(path)
    return (rest if code in dict(settings.LANGUAGES) else path).startswith(tuple(paths))


def remember_for_logs(paths):
    """A log must not ask the database: it goes by what this process read last."""
    global _last_read
    _last_read = paths


def may_be_sensitive(path):
    """As `is_sensitive`, for a log; everything may be while this process has read nothing yet."""
    return _last_read is None or is_sensitive(path, _last_read)


def _split(path):
    code, _slash, rest = path.lstrip("/").partition("/")
    return code, rest


def _plain(path):
    """Small letters, one slash where there were many, one at the end and none in front; of the full edition."""
    path = re.sub("/+", "/", path.strip("/") + "/").casefold().removeprefix("/")
    return path.removeprefix(f"{PREFIX.strip('/')}/")
