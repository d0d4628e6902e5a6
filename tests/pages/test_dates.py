from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.values.partial_dates import PartialDate, PartialDateFormField


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("1997", "1997", "1997"),
        ("06.1998", "1998-06", "June 1998"),
        ("6/1998", "1998-06", "June 1998"),
        ("1998-06", "1998-06", "June 1998"),
        ("2.12.2002", "2002-12-02", "2 December 2002"),
        (" 2002-12-02 ", "2002-12-02", "2 December 2002"),
    ],
)
def test_reads_what_people_write_and_says_it_in_words(typed, kept, words):
    value = PartialDate.parse(typed)

    assert str(value) == kept
    assert value.label == words


@pytest.mark.parametrize(
    "typed", ["31.11.2024", "13.2020", "98", "June", "0.1998", "1.1.1", "٣١.١٢.٢٠٢٠", "2002-02-30"]
)
def test_refuses_what_is_no_date(typed):
    with pytest.raises(ValueError):
        PartialDate.parse(typed)


def test_form_says_how_to_write_it():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match=r"06\.1998"):
        PartialDateFormField().clean("31.11.2024")


@given(st.dates(date(1000, 1, 1)), st.integers(1, 3))
def test_what_is_shown_to_an_editor_is_read_back(day, parts):
    value = PartialDate(*(day.year, day.month, day.day)[:parts])

    assert PartialDate.parse(value.written) == value == PartialDate.parse(str(value))
    assert value.first_day <= value.last_day


def test_sorts_by_what_is_known():
    dates = [PartialDate.parse(text) for text in ("2013", "1998-06", "1997", "1998-06-15")]

    assert [str(value) for value in sorted(dates)] == ["1997", "1998-06", "1998-06-15", "2013"]
