"""Which pages readers are told of: the published ones that anyone may read.

Wagtail's restrictions (sign in, group, password) close a page and what stands below it. Its title, summary, picture and
address can tell as much as its text, so what others may not read is named nowhere: in no menu, list, card, search, feed
or file. Whoever chooses pages for readers asks `readable`; whoever has one page asks `is_readable`.

Which places of the tree are closed is kept under the version of the site, so asking costs no query.
"""

from typing import TypeVar

from django.db.models import F, Q
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from pages.values.cache import cached_in_process

Pages = TypeVar("Pages", bound=PageQuerySet)


def readable(pages: Pages, beside: Page | None = None) -> Pages:
    """Those of the pages that anyone may read; `beside` as in `is_readable`."""
    closed = Q()
    for path in _closed_paths(beside):
        closed |= Q(path__startswith=path)
    found: Pages = pages.live().exclude(closed) if closed else pages.live()
    return found


def is_readable(page: Page | None, beside: Page | None = None) -> bool:
    """Whether anyone may read a page. `beside`: named on this one, whose readers have passed its own restrictions."""
    return page is not None and page.live and not page.path.startswith(_closed_paths(beside))


def is_closed(page: Page) -> bool:
    """Whether a restriction stands on the page or above it."""
    return str(page.path).startswith(_closed_paths(None))


def _closed_paths(beside: Page | None) -> tuple[str, ...]:
    closed: tuple[str, ...] = cached_in_process("closed-paths", _read)
    return tuple(path for path in closed if beside is None or not beside.path.startswith(path))


def _read() -> tuple[str, ...]:
    """The pages with a restriction, and their aliases, which have that of their source."""
    own, of_alias = F("page__path"), F("page__aliases__path")
    rows = PageViewRestriction.objects.values_list(own, of_alias)
    return tuple(sorted({path for row in rows for path in row if path}))
