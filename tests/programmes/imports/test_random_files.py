"""Whatever is uploaded, the admin answers."""

import io

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from programmes.imports import run
from programmes.imports.columns import COLUMNS
from programmes.projects import ProjectPage
from tests.programmes.imports.steps import NEW, confirm, uploaded

pytestmark = pytest.mark.database


CELLS = st.one_of(
    st.sampled_from(["", "2014", "31.02.2014", "=1+1", "TM;KG", "1,234", "A3.1", "completed", "'=x", "https://[", "0"]),
    st.text(max_size=30),
    st.integers(-1, 60_000),
    st.floats(),
    st.booleans(),
    st.datetimes(),
)


FILES = st.one_of(
    st.binary(max_size=200),
    st.binary(max_size=200).map(lambda noise: b"PK\x03\x04" + noise),
    st.binary(max_size=200).map(lambda noise: b"title,start,donor\n" + noise),
)


ANY_TIME = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def _seen_and_confirmed(client, work, content, name):
    """Through the admin as a publisher would: an answer each time, and all of the file or nothing."""
    originals = ProjectPage.objects.filter(locale__language_code="en")
    before = originals.count()
    with transaction.atomic():
        response = uploaded(client, content, name)
        if response.status_code == 302:
            page = client.get(response.url)
            assert page.status_code == 200
            report = run.plan(content)
            confirm(client)
            work()
            made = 0 if report.refused else report.created
            assert originals.count() == before + made
        else:
            assert response.status_code == 200
        transaction.set_rollback(True)


@ANY_TIME
@given(content=FILES)
def test_random_files_never_break_the_admin(client, publisher, work, content):
    _seen_and_confirmed(client, work, content, "random.csv")


@ANY_TIME
@given(cells=st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), sound=st.booleans())
def test_random_cells_never_break_the_admin(client, publisher, work, cells, sound):
    book = Workbook()
    book.active.append(list(COLUMNS))
    book.active.append([NEW.get(column) if sound else None for column in list(COLUMNS)])
    for place, cell in enumerate(cells, start=1):
        try:
            book.active.cell(2 if not sound else 3, place).value = cell
        except (ValueError, IllegalCharacterError):  # no spreadsheet program writes this
            continue
    file = io.BytesIO()
    book.save(file)
    _seen_and_confirmed(client, work, file.getvalue(), "random.xlsx")
