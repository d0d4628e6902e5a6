"""What stands around every page is built once and kept until something on the site changes.

It is kept under the version of the site (`pages.values.site_version`): what was kept under another one is never asked
for again. A request asks for the version once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar, cast

from asgiref.local import Local
from django.core.cache import cache

from pages.values import site_version

# In Redis a value outlives the program that made it: the next release must not meet one of the last for long.
KEPT_SECONDS, KEPT_HERE_SECONDS = 60, 3600
MOST_OF_PAGES = 5000  # small values of single pages that a process keeps
Value = TypeVar("Value")
_here: dict[str, tuple[str, float, Any]] = {}
_request = Local()


def cached(name: str, build: Callable[[], Value]) -> Value:
    """The value kept under this name for the present version of the site, built if there is none."""
    key = f"{name}:{version()}"
    value: Value | None = cache.get(key)
    if value is None:
        value = build()
        cache.set(key, value, KEPT_SECONDS)
    return value


def cached_in_process(name: str, build: Callable[[], Value]) -> Value:
    """As `cached`, for a large value that nobody changes: kept by this process, so it is never copied."""
    now = version()
    kept = _here.get(name)
    if kept is None or kept[0] != now or kept[1] < monotonic():
        kept = _here[name] = (now, monotonic() + KEPT_HERE_SECONDS, build())
    return cast(Value, kept[2])


def cached_of_page(name: str, build: Callable[[], Value]) -> Value:
    """As `cached_in_process`, for a small value of one of very many pages, which nobody changes."""
    of_pages: dict[str, Any] = cached_in_process("of-pages", dict)
    kept = of_pages.get(name, of_pages)
    if kept is of_pages:
        if len(of_pages) >= MOST_OF_PAGES:
            of_pages.clear()
        kept = of_pages[name] = build()
    return cast(Value, kept)


def cached_of_published(name: str, build: Callable[[], Value]) -> Value:
    """As `cached_of_page` while what is published is read; made anew for whoever looks at a draft."""
    return cached_of_page(name, build) if reads_what_is_published() else build()


@contextmanager
def one_version() -> Iterator[None]:
    """Within it the version is asked for once: the length of a request. A preview is a request within another."""
    is_outermost = not hasattr(_request, "version")
    _request.version = None
    try:
        yield
    finally:
        if is_outermost:
            del _request.version
            _request.is_published = False


def read_as_published() -> None:
    """From now on this request reads what is published and nothing else: what it names may be taken from memory."""
    if hasattr(_request, "version"):
        _request.is_published = True


def reads_what_is_published() -> bool:
    """Whether that was said of this request; never in the admin, whose forms show drafts."""
    return getattr(_request, "is_published", False)


def version() -> str:
    """The version of the site: within `one_version` always the same."""
    known: str | None = getattr(_request, "version", None)
    if known is None:
        known = site_version.current()
        if hasattr(_request, "version"):
            _request.version = known
    return known


def invalidate() -> None:
    """All that is cached is out of date."""
    if hasattr(_request, "version"):
        _request.version = None
    site_version.renew()
