import pytest

from pages.help import hotline_list
from tests.browser.sample_page import make_help, make_hotline


@pytest.fixture(autouse=True)
def no_memory(monkeypatch):
    """What another test left in the memory of the process is not what this one sees."""
    monkeypatch.setattr(hotline_list, "_last_read", {})


@pytest.fixture
def index(db):
    return make_help()


@pytest.fixture
def overdue(db):
    return make_hotline(number="+99300000009", name="Sample overdue", days_ago=31)
