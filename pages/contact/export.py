"""Messages as a table for a spreadsheet. Words of a confidential message leave only in a file with a password."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from msoffcrypto.format.ooxml import OOXMLFile

from pages.accounts.confirmation import identity_confirmed
from pages.accounts.requests import StaffRequest
from pages.contact.audit import record_export
from pages.contact.inbox import MessageIndexView
from pages.contact.models import Message, MessageNumber, MessageQuerySet
from pages.contact.permissions import messages_for
from pages.contact.staff_forms import ExportForm
from pages.contact.staff_records import MessageAccess
from pages.values.safe_cell import safe_cell
from pages.values.sealing import UnreadableError

BYTE_ORDER_MARK = "\ufeff".encode()  # by which Excel knows that the file is UTF-8
WORDS = ("get_about_display", "sender", "contact_details", "text", "answer_texts")


@method_decorator(identity_confirmed, name="dispatch")
class MessageExportView(MessageIndexView):
    """The messages that the list shows, as a file; of confidential ones nothing that their senders wrote.

    It is asked for by POST, so that no address leads anybody to a download unawares. Each message in it has it noted.
    """

    http_method_names = ["post"]
    action = MessageAccess.Action.EXPORTED
    list_export = [
        *("__str__", "get_kind_display", "get_about_display", "language", "received_at", "get_state_display"),
        *("assigned_to", "reasons", "sender", "contact_details", "text", "answer_texts"),
    ]
    export_headings = {
        "__str__": gettext_lazy("Number"),
        "get_kind_display": gettext_lazy("Kind"),
        "get_state_display": gettext_lazy("State"),
        "assigned_to": gettext_lazy("Role"),
        "reasons": gettext_lazy("Held back because"),
        "answer_texts": gettext_lazy("Answers"),
    }

    def post(self, request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.messages_to_export()
        record_export(found, request.user.get_username(), action=self.action)
        file_format = self.FORMAT_XLSX if request.POST.get("format") == "xlsx" else self.FORMAT_CSV
        response: HttpResponseBase = self.as_spreadsheet(found, file_format)
        return response

    def messages_to_export(self) -> "MessagesInFile":
        """All that the list shows, each with its number; read once, so that what is noted is what is in the file."""
        MessageNumber.give(messages_for(self.request.user))
        return MessagesInFile(self.get_queryset().prefetch_related("answers"))

    def get_base_queryset(self) -> MessageQuerySet:
        return super().get_base_queryset().defer(None)

    def get_filename(self) -> str:
        return f"messages-{timezone.localdate()}"

    def to_row_dict(self, item: Message) -> dict[str, object]:
        return {field: self.cell(item, field) for field in self.list_export}

    def cell(self, message: Message, field: str) -> object:
        """What one message has to say in one column."""
        if field in WORDS and not self.may_leave(message):
            return ""
        try:
            if field == "answer_texts":
                return "\n\n".join(answer.text for answer in message.answers.all())
            value = getattr(message, field)
            return value() if callable(value) else value
        except UnreadableError:
            return _("cannot be read")

    def may_leave(self, message: Message) -> bool:
        """Whether the words of a message may stand in this file."""
        return not message.is_confidential

    def preprocess_field_value(self, field: str, value: object, export_format: str) -> str:
        """Every cell is a text that nothing calculates; a time is that of the office."""
        if isinstance(value, datetime):
            value = timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        elif isinstance(value, list):
            value = ", ".join(map(str, value))
        return safe_cell(str(value)) if value is not None else ""

    def get_heading(self, queryset: MessageQuerySet, field: str) -> str:
        return str(self.export_headings.get(field) or super().get_heading(queryset, field))

    def stream_csv(self, queryset: "MessagesInFile") -> Iterator[str | bytes]:
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


class MessagesInFile(list[Message]):
    """Messages as Wagtail's export takes them: of a model."""

    def __init__(self, queryset: MessageQuerySet) -> None:
        super().__init__(queryset)
        self.model = queryset.model


@method_decorator([sensitive_post_parameters(), identity_confirmed], name="dispatch")
class EncryptedExportView(MessageExportView):
    """The same with all words, as a workbook that only a password opens: for whoever says why and shows who they are.

    A workbook, since Excel and LibreOffice open it: the desks have no other program for encrypted files.
    """

    action = MessageAccess.Action.EXPORTED_WORDS

    @sensitive_variables()
    def post(self, request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = ExportForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return render(request, "admin/messages_export.html", {"form": form, "view": self})
        found = self.messages_to_export()
        record_export(found, request.user.get_username(), action=self.action, reason=form.cleaned_data["reason"])
        return self.encrypted_workbook(found, form.cleaned_data["file_password"])

    def may_leave(self, message: Message) -> bool:
        return True

    @sensitive_variables()
    def encrypted_workbook(self, found: MessagesInFile, password: str) -> FileResponse:
        plain, encrypted = BytesIO(), BytesIO()
        self.write_xlsx(found, plain)
        OOXMLFile(plain).encrypt(password, encrypted)
        encrypted.seek(0)
        return FileResponse(encrypted, as_attachment=True, filename=f"{self.get_filename()}.xlsx")
