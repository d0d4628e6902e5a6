import pytest

from tests.pages.editing.people import Writer


@pytest.fixture
def anna(db):
    return Writer.named("anna", "Anna")


@pytest.fixture
def boris(db):
    return Writer.named("boris", "Boris")
