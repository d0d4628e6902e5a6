"""Pages that somebody must look after: one query set each, for the first screen, its report and the weekly mail."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page, get_page_models

from pages.base.models import BasePage
from pages.dashboard.models import BUDGET
from pages.values.permissions import editable_by


def drafts_of(user):
    """The pages that somebody wrote last and that are not published so, the newest first."""
    mine = Page.objects.filter(editable_by(user), has_unpublished_changes=True, latest_revision__user=user)
    return mine.order_by("-latest_revision_created_at", "-pk")


def weighed_pages(user):
    """The published pages whose weight is known, the heaviest first."""
    pages = Page.objects.live().filter(editable_by(user), weight__isnull=False).select_related("weight")
    return pages.order_by("-weight__total", "pk")


def heavy_pages(user):
    """Those that cost more than a page may."""
    return weighed_pages(user).filter(weight__total__gt=BUDGET)


def late_pages(user):
    """The published pages that should have been checked by now, whatever their kind, the longest late first.

    `review_by` stands in the table of each kind; a page has a row in one of them.
    """
    kinds = [model for model in get_page_models() if issubclass(model, BasePage)]
    review_by = Coalesce(*(F(f"{kind._meta.model_name}__review_by") for kind in kinds))
    pages = Page.objects.live().filter(editable_by(user)).annotate(review_by=review_by)
    return pages.filter(review_by__lt=timezone.localdate()).order_by("review_by", "pk")
