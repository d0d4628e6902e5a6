"""Messages in the admin: Wagtail's list and view of one message, and what the first screen says of them."""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from pages.accounts.models import User
from pages.contact import inbox
from pages.contact.export import EncryptedExportView, MessageExportView
from pages.contact.filters import QUARANTINED, tabs_with_counts
from pages.contact.models import Message
from pages.contact.notifications import flood_messages
from pages.contact.page_types import PAGE_TYPES
from pages.contact.permissions import kinds_for, kinds_with_readers, messages_for, permission_policy


class MessageViewSet(ModelViewSet):
    """The inbox: a list, one message, and no view that adds, edits, copies or deletes any."""

    model = Message
    name = "messages"
    icon = "mail"
    permission_policy = permission_policy
    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_admin_menu = True
    menu_label = _("Messages")
    menu_order = 120
    index_view_class = inbox.MessageIndexView
    index_template_name = "admin/messages_index.html"
    index_results_template_name = "admin/messages_index_results.html"
    list_per_page = inbox.PAGE_SIZE
    inspect_view_class = inbox.MessageView
    inspect_template_name = "admin/messages_inspect.html"
    inspect_view_fields = ["state", "about", "received_at", "language", "assigned_to", "sender", "contact_details"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", self.inspect_view, name="inspect"),
            path("look-up/", inbox.look_up, name="look_up"),
            path("selected/", inbox.change_selected, name="change_selected"),
            path("export/", self.construct_view(MessageExportView, **self.get_index_view_kwargs()), name="export"),
            path(
                "export-words/",
                self.construct_view(EncryptedExportView, **self.get_index_view_kwargs()),
                name="export_words",
            ),
        ]


class MessagesPanel(Component):
    """How many messages wait, on the first screen: only of those that one may read."""

    name = "messages"
    template_name = "admin/messages_panel.html"
    order = 15

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"tabs": waiting_messages(parent_context["request"].user)}


def waiting_messages(user: User) -> list[tuple[str, str | Promise, int]]:
    """The tabs of the inbox in which something waits for somebody: each with its label and how many messages."""
    tabs = tabs_with_counts(messages_for(user)) if kinds_for(user) else []
    waiting = {Message.State.NEW, Message.State.IN_PROGRESS, QUARANTINED}
    return [(tab, label, count) for tab, label, count in tabs if tab in waiting and count]


def kinds_without_readers() -> list[Message.Kind]:
    """The kinds of messages that a published form takes and that nobody may read."""
    read = kinds_with_readers()
    unread = [(kind, PAGE_TYPES[kind]) for kind in Message.Kind if kind not in read]
    pages = Page.objects.live().exact_type(*(model for _kind, model in unread))
    published = set(pages.order_by().values_list("content_type", flat=True).distinct())
    return [kind for kind, model in unread if ContentType.objects.get_for_model(model).pk in published]


def flooded_kinds(user: User) -> list[Message.Kind]:
    """Of the kinds of messages that somebody may read, those of which far more came in a day than people write."""
    return [kind for kind in kinds_for(user) if flood_messages(kind).exists()]
