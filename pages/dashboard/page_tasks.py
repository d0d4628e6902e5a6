"""What the site waits for, as far as whole pages are concerned: drafts, pages that nobody has checked for long."""

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pages.dashboard.page_lists import drafts_of, late_pages
from pages.dashboard.tasks import Task
from pages.values.permissions import may_edit_pages

FIRST = 5  # pages that are named; the others are counted


def draft_tasks(user):
    """What somebody wrote and did not publish."""
    if count := may_edit_pages(user) and drafts_of(user).count():
        text = ngettext(
            "%(count)d draft of yours is not published.", "%(count)d drafts of yours are not published.", count
        )
        yield Task(text % {"count": count}, reverse("my_drafts"))


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
