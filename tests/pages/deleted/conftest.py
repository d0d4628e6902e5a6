import pytest

from tests.pages.editing.people import Writer


@pytest.fixture
def editor(db):
    return Writer.named("anna", "Anna")
