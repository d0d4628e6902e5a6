"""A cell is read as people write it, or refused beside itself."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from pages.values.partial_dates import PartialDate
from programmes.imports import spreadsheet
from programmes.imports.errors import CellError
from tests.programmes.imports.tables import rows_of, workbook


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
