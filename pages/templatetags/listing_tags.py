"""The tags of what stands in lists; built in, as those of the site."""

from functools import lru_cache
from urllib.parse import quote

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from pages.listings.index import listing_index
from pages.listings.models import listed_about, read_items
from pages.news.models import NewsPage
from pages.values import moments
from pages.values.named import active_locale

register = template.Library()
LATEST = 3
KEPT_CODES = 1000  # of 3 kB each


@register.inclusion_tag("components/latest_news.html", takes_context=True)
def latest_news(context):
    """The newest news of the language and the list of them; nothing while there is none."""
    newest = listing_index((NewsPage,), get_language()).newest[:LATEST]
    items = read_items((NewsPage,), newest, active_locale())
    return {"list_url": context["site"].news_url, "items": items, "request": context["request"]}


@register.inclusion_tag("components/related_items.html", takes_context=True)
def items_about(context, page):
    """The newest items about a page, of every kind."""
    items = listed_about(page) if page.pk else []
    return {"items": items, "request": context["request"]}


@register.inclusion_tag("components/share.html", takes_context=True)
def share(context, page):
    """Ways to pass a page on that tell nobody: its address, a message, a mail, a code to be photographed."""
    url = page.get_full_url(context["request"])
    words = quote(f"{page.title}\n{url}", safe="")
    code = "" if context["request"].is_lite else qr_code(url)
    return {"url": url, "message": words, "subject": quote(page.title, safe=""), "code": code}


@lru_cache(maxsize=KEPT_CODES)
def qr_code(text):
    """A QR code (ISO/IEC 18004) as one path, with the quiet zone that cameras need; black on white in every theme.

    Kept, since drawing one costs as much as the rest of a page, and an address does not change.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    size = len(matrix)
    path = "".join(f"M{x} {y}h{length}" for y, row in enumerate(matrix) for x, length in _runs(row))
    return format_html(
        '<svg class="qr" viewBox="0 -.5 {} {}" shape-rendering="crispEdges" aria-hidden="true"><path d="{}"/></svg>',
        *(size, size, path),
    )


def _runs(row):
    """Where dark modules begin, and how many stand side by side."""
    start = None
    for place, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = place
        elif not is_dark and start is not None:
            yield start, place - start
            start = None


@register.filter
def weekday_and_time(moment):
    """A moment in the time of the office with its weekday."""
    return moments.with_weekday(moment) if moment else ""


@register.simple_tag
def zone_note():
    """Whose clock that is."""
    return moments.zone_note()


@register.filter
def left_until(moment, now):
    """How long it is until a moment; empty if it is past."""
    return moments.time_left(moment, now) if moment else ""
