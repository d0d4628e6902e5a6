"""Messages as a table for a spreadsheet: CSV or XLSX."""

import csv
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def spreadsheet(messages, kind):
    """The messages as a file to download."""
    rows = [_heading(), *(_row(message) for message in messages)]
    content, content_type = (_xlsx(rows), XLSX) if kind == "xlsx" else (_csv(rows), "text/csv; charset=utf-8")
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="messages-{timezone.localdate()}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _heading():
    return [
        *(_("Number"), _("Kind"), _("About"), _("Language"), _("Received"), _("State"), _("Role"), _("Held back")),
        *(_("Name"), _("How to reach"), _("Message"), _("Answer")),
    ]


def _row(message):
    received = timezone.localtime(message.received_at).strftime("%Y-%m-%d %H:%M")
    values = [
        *(message, message.get_kind_display(), message.get_about_display(), message.language, received),
        *(message.get_state_display(), message.assigned_to or "", ", ".join(map(str, message.reasons))),
        *(message.sender, message.reach, message.text, message.answer),
    ]
    return [_cell(str(value)) for value in values]


def _cell(text):
    """The text of a cell; never a formula, which could act on the computer of whoever opens the table."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _csv(rows):
    file = StringIO()
    csv.writer(file).writerows(rows)
    return "\ufeff" + file.getvalue()


def _xlsx(rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Messages"))
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
