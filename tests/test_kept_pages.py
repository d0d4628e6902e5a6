"""Whatever changes, a browser that has a page is told so: what it is given equals a fresh rendering everywhere.

The same changes behind the real proxy: `tests/servers/test_changes.py`.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.changes import ADDRESSES, CHANGES, forget_everything, prepare

pytestmark = pytest.mark.database


@pytest.fixture
def reader(db):
    """A browser that has every page: `reader()` asks again and says which addresses changed, checked one by one."""
    prepare()
    client = Client()
    before = {address: client.get(address) for address in ADDRESSES}

    def reader():
        tags = {address: answer.headers.get("ETag", "") for address, answer in before.items()}
        again = {address: client.get(address, headers={"if-none-match": tags[address]}) for address in before}
        forget_everything()
        fresh_client = Client()
        changed = []
        for address, answer in again.items():
            shown = before[address] if answer.status_code == 304 else answer
            fresh = fresh_client.get(address)
            assert (shown.status_code, shown.content) == (fresh.status_code, fresh.content), address
            changed += [address] if shown is answer and answer.content != before[address].content else []
        return changed

    return reader


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_no_address_is_given_as_it_was(reader, change):
    change()

    assert reader()


@pytest.mark.parametrize(
    ("later", "addresses"),
    [
        (timedelta(hours=6), {"/en/"}),  # the alert is over
        (timedelta(days=1), {"/en/calendar/", "/en/info/", "/en/opportunities/"}),  # the line is due
        (timedelta(days=4), {"/en/opportunities/", "/en/opportunities/?state=open"}),  # nobody can apply any more
    ],
    ids=["an alert ends", "midnight", "a deadline"],
)
def test_when_the_clock_changes_a_page_no_address_is_given_as_it_was(reader, monkeypatch, later, addresses):
    moment = timezone.now() + later
    monkeypatch.setattr(timezone, "now", lambda: moment)

    assert addresses <= {*reader()}


def test_nothing_is_sent_again_while_nothing_changes(reader):
    assert reader() == []
