"""The inbox of those who read and answer messages. What somebody may not read is not there for them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.widgets import Button

from pages.accounts.requests import StaffRequest
from pages.contact.actions import ACTIONS, BULK_ACTIONS, ChangedMeanwhileError, NotPossibleError
from pages.contact.audit import record_access
from pages.contact.filters import QUARANTINED, TABS, MessageFilterSet, tabs_with_counts
from pages.contact.models import Message, MessageNumber, MessageQuerySet
from pages.contact.notifications import address_in
from pages.contact.permissions import kinds_for, messages_for
from pages.contact.staff_forms import StaffForm
from pages.contact.staff_records import MessageAccess
from pages.values.mail import sends_mail

PAGE_SIZE = 50
MAX_NUMBER_LENGTH = 11


def tab_in(parameters: QueryDict) -> str:
    """The tab that was asked for; the new messages if none is, or none that there is."""
    tab = parameters.get("tab", "")
    return tab if tab in dict(TABS) else Message.State.NEW.value


class CheckboxColumn(Column):
    """To choose several messages."""

    cell_template_name = "admin/messages_checkbox_cell.html"


class ReasonsColumn(Column):
    """Why messages are held back."""

    def get_value(self, instance: Message) -> str:
        return ", ".join(map(str, instance.reasons))


class MessageIndexView(IndexView):
    """The list of messages, without any of their text."""

    any_permission_required = ["view"]
    filterset_class = MessageFilterSet
    list_display = [
        "__str__",
        "kind",
        Column("about", label=gettext_lazy("About"), accessor="get_about_display"),
        "language",
        DateColumn("received_at", label=gettext_lazy("Received"), sort_key="received_at"),
        "state",
        "assigned_to",
    ]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        MessageNumber.give(messages_for(request.user))
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> MessageQuerySet:
        return messages_for(self.request.user).with_keys()

    @cached_property
    def tab(self) -> str:
        return tab_in(self.request.GET)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        parameters = self.request.GET.copy()
        parameters["tab"] = self.tab
        return {**super().get_filterset_kwargs(), "data": parameters}

    def filter_queryset(self, queryset: MessageQuerySet) -> MessageQuerySet:
        found: MessageQuerySet = self.filters.filter_queryset(queryset) if self.filters.is_valid() else queryset.none()
        return found

    @cached_property
    def columns(self) -> list[Column]:
        reasons = [ReasonsColumn("reasons", label=_("Held back because"))] if self.tab == QUARANTINED else []
        return [CheckboxColumn("selected", label=_("Select")), *super().columns, *reasons]

    def get_list_buttons(self, instance: Message) -> list[Button]:
        return []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(*args, **kwargs),
            "tab": self.tab,
            "tabs": tabs_with_counts(messages_for(self.request.user)),
            "reads_confidential": Message.Kind.CONFIDENTIAL in kinds_for(self.request.user),
        }


@method_decorator(sensitive_post_parameters(), name="dispatch")
class MessageView(InspectView):
    """One message with all that can be done with it. That a confidential one was opened is written down."""

    any_permission_required = ["view"]

    object: Message
    forms: dict[str, StaffForm]

    def get_object(self, queryset: QuerySet[Message] | None = None) -> Message:
        readable = messages_for(self.request.user).select_related("assigned_to", "wrapped_key", "number")
        return get_object_or_404(readable, pk=self.pk)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.object.is_readable:
            messages.error(request, _("This message cannot be read: its key is lost, or it was tampered with."))
            return redirect(self.index_url_name)
        self.forms = {
            name: action.form_class(message=self.object) for name, action in ACTIONS.items() if action.form_class
        }
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        MessageNumber.give(Message.objects.filter(pk=self.object.pk))
        if self.object.is_confidential:
            record_access(self.object, request.user.get_username(), MessageAccess.Action.OPENED)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    @sensitive_variables()
    def post(self, request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.POST.get("action", "")
        action = ACTIONS.get(name)
        if action is None:
            return HttpResponseBadRequest()
        data = None
        if action.form_class:
            form = self.forms[name] = action.form_class(request.POST, message=self.object)
            if not form.is_valid():
                return self.get(request, *args, **kwargs)
            data = form.cleaned_data
        try:
            action.run(self.object, request.user, data, version=number_in(request.POST.get("version", "")))
        except ChangedMeanwhileError as reason:
            messages.error(request, str(reason))
            return self.get(request, *args, **kwargs)
        except NotPossibleError as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, action.success_message)
        return redirect(request.path)

    def get_page_title(self) -> str:
        return self.object.get_kind_display()

    def get_received_at_display_value(self) -> str:
        return date_format(localtime(self.object.received_at), "DATETIME_FORMAT")

    def get_fields_context(self) -> list[dict[str, Any]]:
        return [field for field in super().get_fields_context() if field["value"]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "forms": self.forms,
            "notes": self.object.notes.select_related("written_by"),
            "answers": self.object.answers.all(),
            "accesses": self.object.accesses.all(),
            "address": address_in(self.object.contact_details),
            "sends_mail": sends_mail(),
        }


@sensitive_variables()
@sensitive_post_parameters()
@require_POST
def look_up(request: HttpRequest) -> HttpResponse:
    """Lead to a message by its number or by the reference, which stands in no address."""
    query, readable = request.POST.get("query", "").strip(), messages_for(request.user)
    MessageNumber.give(readable)
    message = readable.with_reference(query).first()
    if not message:
        number = number_in(query.upper().removeprefix("M-"))
        message = readable.filter(number=number).first() if number is not None else None
    if message:
        return redirect("messages:inspect", message.pk)
    messages.error(request, _("You have no message with this number or reference."))
    return redirect("messages:index")


def number_in(text: str) -> int | None:
    """The whole number that somebody wrote; `None` if it is none that a database could hold."""
    return int(text) if text.isdecimal() and len(text) <= MAX_NUMBER_LENGTH else None


@require_POST
def change_selected(request: StaffRequest) -> HttpResponse:
    """Release or close the messages that were selected, but for those that somebody changed since they were listed."""
    readable, action = messages_for(request.user), BULK_ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        return HttpResponseBadRequest()
    versions = dict(each.partition(".")[::2] for each in request.POST.getlist("selected")[:PAGE_SIZE])
    done = left = 0
    for message in readable.filter(pk__in=filter(is_uuid, versions)).defer(*Message.LONG_FIELDS):
        try:
            action.run(message, request.user, version=number_in(versions[str(message.pk)]))
            done += 1
        except ChangedMeanwhileError:
            left += 1
    text = ngettext("%(count)d message was changed.", "%(count)d messages were changed.", done)
    messages.success(request, text % {"count": done})
    if left:
        text = ngettext(
            "%(count)d message was left: somebody else changed it meanwhile.",
            "%(count)d messages were left: somebody else changed them meanwhile.",
            left,
        )
        messages.warning(request, text % {"count": left})
    return redirect(f"{reverse('messages:index')}?tab={tab_in(request.POST)}")


def is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
