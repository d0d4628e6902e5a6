"""No table that staff or the public download acts on the computer that opens it."""

import csv
from io import StringIO

import pytest

from pages.values.safe_cell import safe_cell, without_guard

FORMULAS = [
    "=1+1",
    "+993 65 000000",
    "-2",
    "@SUM(A1)",
    "hello;=HYPERLINK(0)",
    "hello, =1",
    "hello\t=1",
    "hello\n=1",
    "hello\r\n+1",
    "\u200b=1",
    "\uff1d1",
    '"=1',
    "a;\u00a0@b",
]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_begins_a_formula_whatever_separator_the_program_takes(text, separator):
    file = StringIO()
    csv.writer(file).writerow(["before", safe_cell(text), "after"])
    for row in csv.reader(StringIO(file.getvalue(), newline=""), delimiter=separator):
        for cell in row:
            for line in cell.splitlines() or [""]:
                assert not line.strip('\u200b\u00a0 "').startswith(("=", "+", "-", "@", "\uff1d")), cell


@pytest.mark.parametrize("text", [*FORMULAS, "", "COVID-19", "a–b", "it's", "X-1; X-2", "100 %"])
def test_text_comes_back_as_it_was(text):
    assert without_guard(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["COVID-19", "X-1; X-2", "Ahal, Mary", "it's", "2014–2016"])
def test_ordinary_text_stays_as_it_is(text):
    assert safe_cell(text) == text
