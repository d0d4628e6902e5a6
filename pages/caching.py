"""What stands around every page is built once and kept until something on the site changes.

One version number for the whole site: every change of a page, a snippet or a setting raises it (see
`pages.signals`), and what was kept under the old number is never asked for again. Without Redis each
process has its own number, so nothing is kept for longer than `KEPT_SECONDS`.
"""

from django.core.cache import cache

KEPT_SECONDS = 60
_VERSION = "site-version"


def remembered(name, build):
    """The value kept under this name for the present version of the site, built if there is none."""
    version = cache.get_or_set(_VERSION, 1, timeout=None)
    key = f"{name}:{version}"
    value = cache.get(key)
    if value is None:
        value = build()
        cache.set(key, value, KEPT_SECONDS)
    return value


def forget():
    """Raise the version of the site: all that is remembered is out of date."""
    try:
        cache.incr(_VERSION)
    except ValueError:
        cache.set(_VERSION, 1, timeout=None)
