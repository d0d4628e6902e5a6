"""What a page costs whoever reads it: measured on demand for one, kept by the worker for the report on all."""

from math import ceil

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from wagtail.models import Page

from pages.dashboard.weighing import weigh

SLOW = 40_000 / 8  # bytes a second of a slow evening
ROUND_TRIP = 0.6  # seconds that each request waits there before its first byte


def weight(request, pk):
    """Text, styles and pictures of the last saved version in kB, and how long they take."""
    page = get_object_or_404(Page, pk=pk).get_latest_revision_as_object()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    parts = weigh(page)
    first, later = parts["text"], sum(parts.values())
    context = {
        "page": page,
        "kb": {name: ceil(size / 1000) for name, size in {**parts, "all": later}.items()},
        "first": ceil(first / SLOW + 2 * ROUND_TRIP),
        "whole": ceil(later / SLOW + 4 * ROUND_TRIP),
    }
    return render(request, "admin/weight.html", context)
