"""Tables as files, and what is read from them."""

import io

from openpyxl import Workbook

from programmes.imports import spreadsheet

COLUMNS = {"title": "title", "start": "start", "state": "status", "status": "status"}


def rows_of(content):
    return spreadsheet.read(content, COLUMNS, needed=["title"])


def workbook(*lines, change=None):
    """An XLSX file; `change` may do something to its sheet."""
    book = Workbook()
    for line in lines:
        book.active.append(line)
    if change:
        change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
