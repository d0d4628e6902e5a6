"""What every answer names, kept under the version of the site: the site itself, its languages, the pages of links."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from pages.values.cache import MOST_OF_PAGES, cached_in_process, cached_of_page, reads_what_is_published


def keep_site(request: Any) -> None:
    """Let Wagtail find the site of this request, for which it looks wherever an address is made, without asking."""
    place = f"{request._get_raw_host()}:{request.get_port()}"
    request._wagtail_site = cached_of_page(f"site:{place}", lambda: Site._find_for_request(request))


def active_locale() -> Locale:
    """The row of the language in use."""
    locale: Locale = cached_of_page(f"active-locale:{get_language()}", Locale.get_active)
    return locale


def pages_by_key(keys: Iterable[int]) -> dict[int, Page]:
    """The pages with these keys. While a reader is answered, each is asked for once in a version of the site."""
    wanted = set(keys)
    if not reads_what_is_published():
        return dict(Page.objects.in_bulk(wanted))
    known: dict[int, Page | None] = cached_in_process("named-pages", dict)
    kept = {key: known[key] for key in wanted if key in known}
    if missing := wanted - kept.keys():
        found = Page.objects.in_bulk(missing)
        asked = {key: found.get(key) for key in missing}
        if len(known) >= MOST_OF_PAGES:
            known.clear()
        known.update(asked)
        kept |= asked
    return {key: page for key, page in kept.items() if page}
