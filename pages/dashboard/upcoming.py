"""What will happen by itself: pages that appear or end at a set time, deadlines, events."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from pages.dashboard.tasks import edit_url_of
from pages.events.models import EventPage
from pages.opportunities.models import CallPage, VacancyPage
from pages.values.permissions import editable_by

MOST = 10
HAPPENS = {"begins": _("begins"), "closes": _("closes"), "ends": _("ends"), "appears": _("appears")}


@dataclass
class Moment:
    """Something that happens to a page at a time, and where the page is edited."""

    at: datetime
    what: str | Promise
    title: str
    url: str


def upcoming(user) -> list[Moment]:
    """The next moments of the pages that somebody may change, at most `MOST`, in a constant number of questions."""
    return sorted([*_appearing(user), *_others(user)], key=lambda moment: moment.at)[:MOST]


def _appearing(user):
    pages = Page.objects.filter(editable_by(user)).annotate(key=Cast("pk", CharField())).values("key")
    coming = Revision.page_revisions.filter(approved_go_live_at__gt=timezone.now(), object_id__in=pages)
    for revision in coming.order_by("approved_go_live_at").prefetch_related("content_object")[:MOST]:
        page, at = revision.content_object, revision.approved_go_live_at
        yield Moment(at, HAPPENS["appears"], page.get_admin_display_title(), edit_url_of(page))


def _others(user):
    mine = editable_by(user)
    ending = _of(Page.objects.live().filter(mine), "expire_at", "ends")
    beginning = _of(EventPage.objects.sources().live().filter(mine), "starts_at", "begins")
    closing = [
        _of(model.objects.sources().live().filter(mine), "closes_at", "closes") for model in (VacancyPage, CallPage)
    ]
    found = ending.union(beginning, *closing, all=True).order_by("at", "pk")[:MOST]
    for at, what, title, pk in found:
        yield Moment(at, HAPPENS[what], title, edit_url_of(Page(pk=pk)))


def _of(pages, field, what):
    coming = pages.filter(**{f"{field}__gt": timezone.now()}).order_by()
    columns = {"at": F(field), "what": Value(what, output_field=CharField())}
    return coming.annotate(**columns).values_list("at", "what", "title", "pk")
