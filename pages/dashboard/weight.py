"""What a page costs whoever reads it: measured on demand, since it has to be drawn for that."""

import gzip
import re
from math import ceil
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.shortcuts import get_object_or_404, render
from wagtail.models import Page

SLOW = 40_000 / 8  # bytes a second of a slow evening
ROUND_TRIP = 0.6  # seconds that each request waits there before its first byte
_STATIC = re.compile(r'(?:<link rel="stylesheet" href|<script src)="/static/([^"]+)"')
_PICTURE = re.compile(r'<img[^>]* src="[^"]*/media/(images/[^"]+)"')


def weight(request, pk):
    """Text, styles and pictures of the last saved version in kB, and how long they take."""
    page = get_object_or_404(Page, pk=pk).get_latest_revision_as_object()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    html = page.make_preview_request(request, page.default_preview_mode).render().content
    text = html.decode()
    parts = {"text": _packed(html), "styles": _of_static(text), "pictures": _of_pictures(text)}
    first, later = parts["text"], sum(parts.values())
    context = {
        "page": page,
        "kb": {name: ceil(size / 1000) for name, size in {**parts, "all": later}.items()},
        "first": ceil(first / SLOW + 2 * ROUND_TRIP),
        "whole": ceil(later / SLOW + 4 * ROUND_TRIP),
    }
    return render(request, "admin/weight.html", context)


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
