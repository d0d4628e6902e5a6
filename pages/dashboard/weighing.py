"""What a page costs whoever reads it, in bytes that travel. It has to be drawn for that, so the worker does it."""

import gzip
import logging
import re
from datetime import timedelta
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.storage import storages
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from pages.dashboard.models import PageWeight
from pages.values.background import background_task

logger = logging.getLogger(__name__)
MOST = 100  # pages that one task weighs
OLD = timedelta(days=30)  # a list grows without being published
_STATIC = re.compile(r'(?:<link rel="stylesheet" href|<script src)="/static/([^"]+)"')
_PICTURE = re.compile(r'<img[^>]* src="[^"]*/media/(images/[^"]+)"')


def weigh(page):
    """The text, the styles and the pictures of a page as it is in memory, in bytes."""
    html = page.make_preview_request(None, page.default_preview_mode).render().content
    text = html.decode()
    return {"text": _packed(html), "styles": _of_static(text), "pictures": _of_pictures(text)}


def due():
    """The published pages that were never weighed, were published since, or were weighed long ago; those first."""
    long_ago = timezone.now() - OLD
    old = Q(weight=None) | Q(weight__measured_at__lt=F("last_published_at")) | Q(weight__measured_at__lt=long_ago)
    return Page.objects.live().filter(old, depth__gt=1).order_by(F("weight__measured_at").asc(nulls_first=True), "pk")


@background_task
def weigh_pages():
    """Weigh what is due, and the rest in another task. A page that cannot be drawn weighs nothing until it is due."""
    for page in due()[:MOST].specific(defer=False):
        try:
            parts = weigh(page)
        except Exception as error:  # whatever a page raises, the next must be weighed
            logger.warning("Page %s cannot be drawn (%s).", page.pk, type(error).__name__)
            parts = {}
        sizes = {name: parts.get(name, 0) for name in ("text", "styles", "pictures")}
        values = {**sizes, "total": sum(sizes.values()), "measured_at": timezone.now()}
        PageWeight.objects.update_or_create(page_id=page.pk, defaults=values)
    if due().exists():
        weigh_pages.enqueue()


def _packed(content):
    """How many bytes travel: every text is compressed."""
    return len(gzip.compress(content))


def _of_static(text):
    total = 0
    for name in set(_STATIC.findall(text)):
        path = finders.find(name) or finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name))
        if path:
            total += _packed(Path(path).read_bytes())
    return total


def _of_pictures(text):
    storage = storages["renditions"]
    return sum(storage.size(name) for name in set(_PICTURE.findall(text)) if storage.exists(name))
