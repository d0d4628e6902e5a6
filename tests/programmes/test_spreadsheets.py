"""Any file at all becomes rows, or is refused in a sentence; nothing in a cell is guessed."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pages.values.partial_dates import PartialDate
from programmes.imports import read_workbook, spreadsheet
from programmes.imports import workbook as workbooks
from programmes.imports.errors import CellError, RefusedError

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


def test_only_the_first_sheet_that_says_something_is_read():
    def add_another(sheet):
        sheet.parent.create_sheet("Other").append(["nonsense"])

    assert len(rows_of(workbook(["title"], ["A"], change=add_another))) == 1


def test_table_behind_an_empty_or_hidden_sheet_is_found():
    def put_others_before(sheet):
        book = sheet.parent
        book.create_sheet("Empty", 0)
        book.create_sheet("Hidden", 0).append(["nonsense"])
        book["Hidden"].sheet_state = "hidden"

    assert len(rows_of(workbook(["title"], ["A"], change=put_others_before))) == 1


def test_refusal_names_the_sheet_that_was_looked_at():
    def put_a_cover_before(sheet):
        sheet.parent.create_sheet("Cover", 0).append(["Projects of the year"])

    refused = refusal(workbook(["title"], ["A"], change=put_a_cover_before))
    assert "none merged" in refused
    assert "“Cover”" in refused
    assert "“Other”" in refusal(workbook(change=lambda sheet: sheet.parent.create_sheet("Other")))


def cell_of(value, as_workbook=True):
    content = workbook(["title"], [value]) if as_workbook else f'title\n"{value}"\n'.encode()
    return rows_of(content)[0].cells["title"]


@pytest.mark.parametrize("value", ["=1+1", "+1", "@SUM(A1)", " =1", "-cmd", "\t=1", "\r\n=1"])
@pytest.mark.parametrize("as_workbook", [False, True])
def test_formulas_are_refused_beside_their_cell(value, as_workbook):
    assert isinstance(cell_of(value, as_workbook), CellError)


def test_values_that_could_not_be_calculated_are_refused_beside_their_cell():
    with pytest.raises(CellError, match="#REF!"):
        spreadsheet.text(cell_of("#REF!"))


@pytest.mark.parametrize("value", ["a\x07b", "a\x85b"])
def test_characters_that_cannot_be_seen_are_refused(value):
    assert isinstance(cell_of(value, as_workbook=False), CellError)


def test_a_cell_longer_than_any_text_is_refused():
    assert isinstance(cell_of("x" * 10_001), CellError)


@pytest.mark.parametrize(
    ("written", "read"), [("'=SUM", "=SUM"), ("'-5", "-5"), ("-5", "-5"), ("'quoted'", "'quoted'"), ("’90s", "’90s")]
)
def test_the_guard_of_our_own_export_is_taken_away(written, read):
    assert spreadsheet.text(cell_of(written, as_workbook=False)) == read


@pytest.mark.parametrize(
    ("value", "known"),
    [
        *(("2014", "2014"), ("06.2014", "2014-06"), ("02.12.2014", "2014-12-02"), ("2014-06-02", "2014-06-02")),
        *((2014, "2014"), (2014.0, "2014"), (datetime.fromisoformat("2014-06-02"), "2014-06-02")),
        (date(2014, 6, 2), "2014-06-02"),
    ],
)
def test_dates_are_taken_as_far_as_they_are_known(value, known):
    assert spreadsheet.day(cell_of(value)) == PartialDate.parse(known)


@pytest.mark.parametrize("value", ["31.02.2014", "13.2014", "2014-02-30", "soon", "0999", "20145", "41793"])
def test_dates_that_do_not_exist_are_refused_in_words(value):
    with pytest.raises(CellError, match=r"no date|number of a day"):
        spreadsheet.day(value)


@pytest.mark.parametrize("value", [41793, 41793.5, 2014.5, 6.2014, 0, -1])
def test_the_number_of_a_day_is_not_guessed(value):
    with pytest.raises(CellError, match="number of a day"):
        spreadsheet.day(cell_of(value))


@pytest.mark.parametrize(
    ("value", "sum_of_money"),
    [
        *(("100000", "100000"), ("100000.00", "100000"), ("100 000,00", "100000"), ("100\u00a0000", "100000")),
        *(("100\u202f000,50", "100000.50"), ("1,234,567.89", "1234567.89"), ("1.234.567,89", "1234567.89")),
        *(("1,234.5", "1234.5"), ("1.234,56", "1234.56"), ("1,234,567", "1234567"), ("12,5", "12.5")),
        *((100000, "100000"), (100000.25, "100000.25"), (0, "0")),
    ],
)
def test_amounts_are_read_as_people_write_them(value, sum_of_money):
    assert spreadsheet.amount(cell_of(value)) == Decimal(sum_of_money)


def test_amount_is_the_one_that_the_spreadsheet_program_shows():
    assert spreadsheet.amount(cell_of(100000.30000000002)) == Decimal("100000.3")
    assert spreadsheet.amount(cell_of(1129.3499999999999)) == Decimal("1129.35")


@pytest.mark.parametrize("value", ["1,234", "1.234", "0.500"])
def test_ambiguous_amounts_are_refused_with_a_hint(value):
    with pytest.raises(CellError, match=f"{value.replace(',', '').replace('.', '')}, or"):
        spreadsheet.amount(value)


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-5", -5, "1e5", 1.234, "1000000000000", "12 34", "1,23,456", "$5", "٣", float("inf")]
)
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(CellError, match="no amount"):
        spreadsheet.amount(value)


def test_what_stands_between_semicolons_counts_once():
    assert spreadsheet.parts(" TM;KG ;; TM") == ["TM", "KG"]


def test_a_text_that_became_a_day_is_refused():
    with pytest.raises(CellError, match="A day stands where"):
        spreadsheet.text(cell_of(date(2014, 6, 2)))


@pytest.mark.parametrize("value", ["2,02312E+14", "2.02E+12", 20231200000000012, 2.0231e19])
def test_long_number_that_was_cut_is_refused(value):
    with pytest.raises(CellError, match="format Text"):
        spreadsheet.text(cell_of(value, as_workbook=not isinstance(value, str)))


@pytest.mark.parametrize("value", ["3/4/2021", "03/04/2021", "12/11/2026"])
def test_day_that_can_be_two_is_not_guessed(value):
    with pytest.raises(CellError, match="two days"):
        spreadsheet.day(value)


@pytest.mark.parametrize(("value", "known"), [("13/4/2021", "2021-04-13"), ("4/4/2021", "2021-04-04")])
def test_day_that_can_only_be_one_is_taken(value, known):
    assert spreadsheet.day(value) == PartialDate.parse(known)


def test_line_break_of_windows_in_a_workbook_is_a_space():
    assert spreadsheet.text(cell_of("Sample project_x000D_\non returns")) == "Sample project on returns"


def test_letters_are_composed():
    assert spreadsheet.text(cell_of("Tu\u0308rkmenistan й")) == "Türkmenistan й"


@pytest.mark.parametrize(("value", "words"), [(7, "7"), (7.0, "7"), (10.7, "10.7")])
def test_a_number_in_a_text_column_is_its_digits(value, words):
    assert spreadsheet.text(cell_of(value)) == words


def _read_here(content):
    """As `rows_of` a workbook, but without a process of its own: that takes half a second."""
    table = workbooks.table_of(read_workbook.answer(content))
    return spreadsheet._rows_of_table(table, COLUMNS, needed=["title"])


def _rows_or_refusal(content, read=rows_of):
    try:
        rows = read(content)
    except RefusedError as why:
        assert str(why)
        return None
    assert 0 < len(rows) <= spreadsheet.MOST_ROWS
    return rows


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode(errors="replace"))))
def test_random_bytes_are_rows_or_refused(content):
    _rows_or_refusal(content)
    _rows_or_refusal(b"title,start\n" + content)


@settings(max_examples=10, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_that_begin_like_a_workbook_are_refused(content):
    assert _rows_or_refusal(b"PK\x03\x04" + content) is None


SOUND_WORKBOOK = workbook(["title", "start"], ["A", 2014], ["B", date(2014, 6, 2)])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(SOUND_WORKBOOK) - 1), st.binary(min_size=1, max_size=4))
def test_damaged_workbooks_are_rows_or_refused(place, bytes_instead):
    damaged = SOUND_WORKBOOK[:place] + bytes_instead + SOUND_WORKBOOK[place + len(bytes_instead) :]
    _rows_or_refusal(damaged, _read_here)
    _rows_or_refusal(SOUND_WORKBOOK[:place], _read_here)


def _sheet(inside):
    """The sound workbook with other XML as its sheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND_WORKBOOK)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, inside if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return file.getvalue()


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["n", "d", "b", "str", "inlineStr", "e", "s", "x"]),
    st.text("0123456789.eE-+:TZ nanif", max_size=12),
)
def test_any_value_in_a_sheet_is_a_cell_or_refused(kind, value):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = f'<c r="A2" t="{kind}"><v>{value}</v></c><c r="B2" s="1" t="{kind}"><v>{value}</v></c>'
    head = '<row r="1"><c r="A1" t="str"><v>title</v></c><c r="B1" t="str"><v>start</v></c></row>'
    sheet = f'<worksheet xmlns="{main}"><sheetData>{head}<row r="2">{cells}</row></sheetData></worksheet>'
    for row in _rows_or_refusal(_sheet(sheet), _read_here) or []:
        for cell in row.cells.values():
            for meaning in (spreadsheet.text, spreadsheet.day, spreadsheet.amount, spreadsheet.parts):
                try:
                    meaning(cell)
                except CellError as why:
                    assert str(why)


def test_a_sheet_that_says_it_is_smaller_than_it_is_is_read_whole():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="str"><v>title</v></c></row>' for row in (1, 2, 3))
    sheet = f'<worksheet xmlns="{main}"><dimension ref="A1:A1"/><sheetData>{rows}</sheetData></worksheet>'

    assert len(rows_of(_sheet(sheet))) == 2
