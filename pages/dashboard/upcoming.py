"""What will happen by itself, in one calendar: what appears or ends at a set time, deadlines, events, proofs."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, DateTimeField, F, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from pages.base.consents import ConsentRecord
from pages.dashboard.tasks import hotlines_of, may_change
from pages.events.models import EventPage
from pages.help.hotlines import Hotline
from pages.help.reminders import edit_url
from pages.opportunities.models import CallPage, VacancyPage
from pages.site.models import Alert
from pages.values.permissions import editable_by

MOST = 10  # on the first screen
HAPPENS = {
    "appears": _("appears"),
    "begins": _("begins"),
    "closes": _("closes"),
    "ends": _("ends"),
    "questions": _("takes no more questions"),
    "registration": _("takes no more registrations"),
    "verify": _("must be verified again by this day"),
}


@dataclass
class Moment:
    """Something that happens at a time, or on a day, and where it is changed."""

    at: datetime
    what: str | Promise
    title: str
    url: str
    is_day: bool = False

    @property
    def when(self) -> str:
        """The day in words, with the time if it has one."""
        return date_format(timezone.localtime(self.at), "j E Y" if self.is_day else "j E Y, H:i")


def upcoming(user: Any, most: int | None = MOST) -> list[Moment]:
    """The next moments of what somebody may change, the next first, in a constant number of questions."""
    found = [*_appearing(user, most), *_others(user, most), *_hotlines(user)]
    return sorted(found, key=lambda moment: moment.at)[:most]


def _appearing(user, most):
    mine = Q(object_id__in=_keys(Page.objects.filter(editable_by(user))), base_content_type=_type(Page))
    for model in (Alert, Hotline):
        if may_change(user, model):
            mine |= Q(base_content_type=_type(model))
    coming = Revision.objects.filter(mine, approved_go_live_at__gt=timezone.now()).order_by("approved_go_live_at", "pk")
    columns = ("approved_go_live_at", "object_str", "base_content_type", "object_id")
    for at, title, kind, pk in coming.values_list(*columns)[:most]:
        model = ContentType.objects.get_for_id(kind).model_class()
        yield Moment(at, HAPPENS["appears"], _titled(model, title), _url(model, pk))


def _others(user, most):
    now, mine = timezone.now(), editable_by(user)
    ending = _of(Page.objects.live().filter(mine), "expire_at", "ends", now)
    dated = [
        *((EventPage, "starts_at", "begins"), (EventPage, "registration_deadline", "registration")),
        *((VacancyPage, "closes_at", "closes"), (CallPage, "closes_at", "closes")),
        (CallPage, "clarifications_by", "questions"),
    ]
    others = [_of(model.objects.sources().live().filter(mine), field, what, now) for model, field, what in dated]
    if may_change(user, Alert):
        others.append(_of(Alert.objects.filter(live=True), "expire_at", "ends", now))
    if may_change(user, ConsentRecord):
        holding = ConsentRecord.objects.filter(withdrawn_on=None)
        others.append(_of(holding, "expires_on", "ends", timezone.localdate(), title="reference"))
    for at, what, title, kind, pk in ending.union(*others, all=True).order_by("at", "pk")[:most]:
        model = {"page": Page, "alert": Alert, "consentrecord": ConsentRecord}[kind]
        is_day = model is ConsentRecord
        yield Moment(_day(at) if is_day else at, HAPPENS[what], _titled(model, title), _url(model, pk), is_day)


def _hotlines(user):
    """Each source once: its day is that of every language."""
    for hotline in hotlines_of(user) if may_change(user, Hotline) else ():
        if hotline.is_current:
            at = timezone.make_aware(datetime.combine(hotline.verify_by, time()))
            yield Moment(at, HAPPENS["verify"], _titled(Hotline, hotline.name), edit_url(hotline), is_day=True)


def _of(found, field, what, since, title="title"):
    """Rows of one kind for the union: columns of one type each, so a day is the midnight with which it begins, UTC."""
    kind = "page" if issubclass(found.model, Page) else found.model._meta.model_name
    columns = {
        "at": F(field) if isinstance(since, datetime) else Cast(F(field), DateTimeField()),
        "what": Value(what, output_field=CharField()),
        "name": F(title),
        "model": Value(kind, output_field=CharField()),
    }
    coming = found.filter(**{f"{field}__gte": since}).order_by()
    return coming.annotate(**columns).values_list("at", "what", "name", "model", "pk")


def _keys(pages):
    return pages.annotate(key=Cast("pk", CharField())).values("key")


def _type(model):
    return ContentType.objects.get_for_model(model)


def _day(at):
    return timezone.make_aware(datetime.combine(at.astimezone(UTC).date(), time()))


def _titled(model, title):
    """A page by its title alone; what is no page by its kind as well."""
    kinds = {Alert: _("Alert “%(title)s”"), Hotline: _("Hotline “%(title)s”")}
    kinds[ConsentRecord] = _("Consent %(title)s")
    return kinds.get(model, "%(title)s") % {"title": title}


def _url(model, pk):
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[pk])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[pk])
