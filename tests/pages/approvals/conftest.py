import pytest

from tests.pages.approvals.people import staff


@pytest.fixture
def writer(db):
    return staff("writer", "Editors")


@pytest.fixture
def first(db):
    return staff("first", "Moderators")


@pytest.fixture
def second(db):
    return staff("second", "Moderators")
