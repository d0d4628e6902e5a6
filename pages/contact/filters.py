"""How the inbox is divided: tabs by state, and filters by kind and role."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import Group
from django.db.models import Count, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from pages.contact.models import Message, MessageQuerySet
from pages.contact.permissions import kinds_for, messages_for

QUARANTINED = "quarantined"
TABS: list[tuple[str, str | Promise]] = [*Message.State.choices, (QUARANTINED, _("Held back"))]


def messages_in_tab(messages: MessageQuerySet, tab: str) -> MessageQuerySet:
    """Messages of a state; a quarantined one stands in a tab of its own until it is released or closed."""
    if tab == QUARANTINED:
        return messages.exclude(quarantined_for="").exclude(state=Message.State.CLOSED)
    found = messages.filter(state=tab)
    return found if tab == Message.State.CLOSED else found.filter(quarantined_for="")


def tabs_with_counts(messages: MessageQuerySet) -> list[tuple[str, str | Promise, int]]:
    """Each tab with its label and the number of messages in it, by one query."""
    counts = dict.fromkeys(dict(TABS), 0)
    for state, reasons, count in messages.order_by().values_list("state", "quarantined_for").annotate(Count("pk")):
        counts[QUARANTINED if reasons and state != Message.State.CLOSED else state] += count
    return [(tab, label, counts[tab]) for tab, label in TABS]


def roles_in_use(request: HttpRequest) -> QuerySet[Group]:
    """The roles that take care of some message that whoever asks may read."""
    assigned = messages_for(request.user).exclude(assigned_to=None).order_by()
    return Group.objects.filter(pk__in=assigned.values("assigned_to"))


class MessageFilterSet(WagtailFilterSet):
    """What the list and its export show. The kind is asked only of those who read more than one.

    The tab that is open is no filter that could be cleared: it is the initial value of its field.
    """

    tab = django_filters.ChoiceFilter(
        label=_("State"),
        choices=TABS,
        empty_label=None,
        method="filter_tab",
        widget=forms.RadioSelect,
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Message.Kind.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    assigned_to = django_filters.ModelChoiceFilter(
        label=_("Role"), queryset=roles_in_use, empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        model = Message
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, request: HttpRequest, **options: Any) -> None:
        super().__init__(data, request=request, **options)
        self.filters["tab"].extra["initial"] = data["tab"]
        if len(kinds_for(request.user)) < 2:
            del self.filters["kind"]

    def filter_tab(self, messages: MessageQuerySet, name: str, tab: str) -> MessageQuerySet:
        return messages_in_tab(messages, tab)
