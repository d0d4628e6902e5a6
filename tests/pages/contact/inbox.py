"""The inbox as each role meets it."""

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook

from pages.contact.models import Message


def state_of(message):
    fresh = Message.objects.get(pk=message.pk)
    answers = [answer.text for answer in fresh.answers.all()]
    return fresh.state, fresh.quarantined_for, answers, fresh.notes.count(), fresh.assigned_to


def cells(response, kind):
    if kind == "csv":
        return [cell for row in csv.reader(StringIO(response.getvalue().decode("utf-8-sig"))) for cell in row]
    sheet = load_workbook(BytesIO(response.getvalue())).active
    return [cell.value for row in sheet.iter_rows() for cell in row]
