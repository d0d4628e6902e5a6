"""Messages as a table for a spreadsheet, with their text: CSV or XLSX."""

from datetime import datetime

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from pages.contact.encryption import InvalidToken
from pages.contact.inbox import MessageIndexView
from pages.contact.models import MessageAccess
from pages.values.safe_cell import safe_cell

BYTE_ORDER_MARK = "\ufeff".encode()  # by which Excel knows that the file is UTF-8


class MessageExportView(MessageIndexView):
    """The messages that the list shows, as a file. Each confidential one in it is written down.

    It is asked for by POST, so that no address leads anybody to a download unawares.
    """

    http_method_names = ["post"]
    list_export = [
        *("__str__", "get_kind_display", "get_about_display", "language", "received_at", "get_state_display"),
        *("assigned_to", "reasons", "sender", "contact_details", "text", "answer"),
    ]
    export_headings = {
        "__str__": gettext_lazy("Number"),
        "get_kind_display": gettext_lazy("Kind"),
        "get_about_display": gettext_lazy("About"),
        "get_state_display": gettext_lazy("State"),
        "assigned_to": gettext_lazy("Role"),
        "reasons": gettext_lazy("Held back because"),
    }

    def post(self, request, *args, **kwargs):
        found = self.get_queryset()
        try:
            confidential = [message for message in found if message.is_confidential]
        except InvalidToken:
            messages.error(request, _("One of these messages cannot be read: its key is no longer among MESSAGE_KEYS."))
            return redirect(self.index_url_name)
        MessageAccess.objects.bulk_create(
            MessageAccess(message=message, username=request.user.get_username(), action=MessageAccess.Action.EXPORTED)
            for message in confidential
        )
        return self.as_spreadsheet(found, self.FORMAT_XLSX if request.POST.get("format") == "xlsx" else self.FORMAT_CSV)

    def get_base_queryset(self):
        return super().get_base_queryset().defer(None)

    def get_filename(self):
        return f"messages-{timezone.localdate()}"

    def preprocess_field_value(self, field, value, export_format):
        """Every cell is a text that nothing calculates; a time is that of the office."""
        if isinstance(value, datetime):
            value = timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        elif isinstance(value, list):
            value = ", ".join(map(str, value))
        return safe_cell(str(value)) if value is not None else ""

    def stream_csv(self, queryset):
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)
