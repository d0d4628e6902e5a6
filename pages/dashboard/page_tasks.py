"""What the site waits for, as far as whole pages are concerned: drafts, pages that nobody has checked for long."""

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Page

from pages.dashboard.models import BUDGET
from pages.dashboard.page_lists import drafts_of, heavy_pages, late_pages
from pages.dashboard.tasks import Task
from pages.values.permissions import may_edit_pages

FIRST = 5  # pages that are named; the others are counted


def page_tasks(user):
    """What somebody wrote and did not publish; pages above the budget of bytes: one question to the database."""
    if not may_edit_pages(user):
        return
    counts = Page.objects.aggregate(
        drafts=Count("pk", filter=Q(pk__in=drafts_of(user).order_by().values("pk"))),
        heavy=Count("pk", filter=Q(pk__in=heavy_pages(user).order_by().values("pk"))),
    )
    if count := counts["drafts"]:
        text = ngettext(
            "%(count)d draft of yours is not published.", "%(count)d drafts of yours are not published.", count
        )
        yield Task(text % {"count": count}, reverse("my_drafts"))
    if count := counts["heavy"]:
        text = ngettext(
            "%(count)d page is heavier than %(most)d kB: who reads it on a slow line waits.",
            "%(count)d pages are heavier than %(most)d kB: who reads them on a slow line waits.",
            count,
        )
        yield Task(text % {"count": count, "most": BUDGET // 1000}, reverse("page_weights"))


def review_tasks(user):
    """The pages that have waited longest to be checked, and how many there are: one question to the database."""
    if not may_edit_pages(user):
        return
    late = late_pages(user).annotate(count=Window(Count("*"))).values_list("pk", "title", "count")[:FIRST]
    count = 0
    for pk, title, count in late:  # noqa: B007  # each row says the same count
        text = _("“%(title)s” should have been checked by now.") % {"title": title}
        yield Task(text, reverse("wagtailadmin_pages:edit", args=[pk]), urgent=True)
    if count > FIRST:
        text = ngettext(
            "%(count)d page in all should have been checked by now.",
            "%(count)d pages in all should have been checked by now.",
            count,
        )
        yield Task(text % {"count": count}, reverse("late_pages"), urgent=True)
