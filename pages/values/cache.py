"""What stands around every page is built once and kept until something on the site changes.

One version number for the whole site: every change of a page, a snippet or a setting raises it (see
`pages.signal_handlers`), and what was kept under the old number is never asked for again. Without Redis each
process has its own number, so nothing is kept for longer than `KEPT_SECONDS`. A request asks for the number once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, time_ns
from typing import Any, TypeVar, cast

from asgiref.local import Local
from django.core.cache import cache

KEPT_SECONDS = 60
Value = TypeVar("Value")
_VERSION = "site-version"
_here: dict[str, tuple[int, float, Any]] = {}
_request = Local()


def cached(name: str, build: Callable[[], Value]) -> Value:
    """The value kept under this name for the present version of the site, built if there is none."""
    key = f"{name}:{_version()}"
    value: Value | None = cache.get(key)
    if value is None:
        value = build()
        cache.set(key, value, KEPT_SECONDS)
    return value


def cached_in_process(name: str, build: Callable[[], Value]) -> Value:
    """As `cached`, for a large value that nobody changes: kept by this process, so it is never copied."""
    version = _version()
    kept = _here.get(name)
    if kept is None or kept[0] != version or kept[1] < monotonic():
        kept = _here[name] = (version, monotonic() + KEPT_SECONDS, build())
    return cast(Value, kept[2])


@contextmanager
def one_version() -> Iterator[None]:
    """Within it the version is asked for once: the length of a request."""
    if hasattr(_request, "version"):  # a preview asks for a page within the request that shows it
        yield
        return
    _request.version = None
    try:
        yield
    finally:
        del _request.version


def _version() -> int:
    version: int | None = getattr(_request, "version", None)
    if version is None:
        # Begins with the time, so that a number is never used again after the cache was emptied.
        version = cache.get_or_set(_VERSION, time_ns, timeout=None)
        if hasattr(_request, "version"):
            _request.version = version
    return version or 0


def invalidate() -> None:
    """Raise the version of the site: all that is cached is out of date."""
    if hasattr(_request, "version"):
        _request.version = None
    try:
        cache.incr(_VERSION)
    except ValueError:
        cache.set(_VERSION, time_ns(), timeout=None)
