"""Whatever a file holds, it is rows or it is refused."""

import io
import zipfile
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from programmes.imports import read_workbook, spreadsheet
from programmes.imports import workbook as workbooks
from programmes.imports.errors import CellError, RefusedError
from tests.programmes.imports.tables import COLUMNS, rows_of, workbook


def _read_here(content):
    """As `rows_of` a workbook, but without a process of its own: that takes half a second."""
    table = workbooks.table_of(read_workbook.answer(content, set()))
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
