"""A table is read as the spreadsheet program shows it, or refused with a way out."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from programmes.imports import read_workbook, spreadsheet
from programmes.imports.errors import RefusedError
from tests.programmes.imports.tables import rows_of, workbook


def refusal(content):
    with pytest.raises(RefusedError) as refused:
        rows_of(content)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_are_read_whatever_the_program_that_wrote_them(encoding, delimiter):
    rows = rows_of(f"Title{delimiter} START\r\nГраница{delimiter}2014\r\n".encode(encoding))

    assert [(row.number, row.cells) for row in rows] == [(2, {"title": "Граница", "start": "2014"})]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16-le"])
def test_other_encodings_are_refused_with_a_way_out(encoding):
    assert "CSV UTF-8" in refusal("title\nГраница\n".encode(encoding))


def test_rows_keep_the_numbers_that_the_spreadsheet_program_shows():
    rows = rows_of(b'title\n\n"two\nlines"\n\nlast\n')

    assert [(row.number, row.cells["title"]) for row in rows] == [(3, "two lines"), (5, "last")]


def test_unknown_columns_are_named():
    assert "“colour”" in refusal(b"title,colour\nA,red\n")


def test_the_title_is_needed():
    assert "“title”" in refusal(b"start\n2014\n")


def test_a_column_stands_there_once_by_whatever_name():
    assert "“status”" in refusal(b"title,status,state\nA,active,active\n")


def test_a_table_under_a_merged_heading_is_refused():
    content = workbook(["Projects 2026", None], ["title", "start"], change=lambda sheet: sheet.merge_cells("A1:B1"))

    assert "none merged" in refusal(content)


def test_a_column_whose_heading_is_merged_away_is_refused():
    content = workbook(["title", None], ["A", "2014"], change=lambda sheet: sheet.merge_cells("A1:B1"))

    assert refusal(content) == "Row 2 says something in column B, which has no name. Are cells merged?"


def test_an_empty_file_and_a_file_without_rows_are_refused():
    assert "names of the columns" in refusal(b"")
    assert "no rows" in refusal(b"title,start\n,\n")


def test_fifty_thousand_rows_are_refused_without_reading_them(monkeypatch):
    read = []
    real = spreadsheet._cells
    monkeypatch.setattr(spreadsheet, "_cells", lambda *given: read.append(1) or real(*given))

    assert "2000 rows" in refusal(b"title\n" + b"A project\n" * 50_000)
    assert len(read) == spreadsheet.MOST_ROWS + 1


def test_a_workbook_of_fifty_thousand_rows_is_refused():
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in ["title"], *(["A project"] for _ in range(50_000)):
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)

    assert "2000 rows" in refusal(file.getvalue())


def test_a_large_file_is_refused():
    assert "2 MB" in refusal(b"title\n" + b"x" * spreadsheet.LARGEST_FILE)


def test_a_workbook_that_unpacks_to_a_flood_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", bytes(read_workbook.LARGEST_UNPACKED + 1))

    assert "unpacked" in refusal(file.getvalue())


def test_too_many_columns_are_refused():
    assert "60 columns" in refusal(b"title" + b"," * 60 + b"\nA" + b"," * 59 + b",B\n")
    assert "60 columns" in refusal(workbook(["title"], ["A", *[None] * 59, "B"]))


def test_old_excel_files_are_refused_with_a_way_out():
    assert "XLSX" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_an_open_quotation_mark_is_refused():
    assert "quotation mark" in refusal(b'title\n"never closed\nB\n')


def test_only_the_first_sheet_with_a_known_column_is_read():
    def add_another(sheet):
        sheet.parent.create_sheet("Other").append(["nonsense"])

    assert len(rows_of(workbook(["title"], ["A"], change=add_another))) == 1


def test_table_behind_an_empty_or_hidden_sheet_or_a_cover_is_found():
    def put_others_before(sheet):
        book = sheet.parent
        book.create_sheet("Cover", 0).append(["Projects of the year"])
        book.create_sheet("Empty", 0)
        book.create_sheet("Hidden", 0).append(["nonsense"])
        book["Hidden"].sheet_state = "hidden"

    assert len(rows_of(workbook(["title"], ["A"], change=put_others_before))) == 1


def test_refusal_names_the_sheets_that_were_looked_at():
    def put_a_cover_before(sheet):
        sheet.parent.create_sheet("Cover", 0).append(["Projects of the year"])

    refused = refusal(workbook(["a name of ours"], ["A"], change=put_a_cover_before))
    assert "none merged" in refused
    assert "“Cover”, “Sheet”" in refused
    assert "“Sheet”" in refusal(workbook(["start"], ["2014"], change=put_a_cover_before))
    assert "“Other”" in refusal(workbook(change=lambda sheet: sheet.parent.create_sheet("Other")))
