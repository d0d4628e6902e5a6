import pytest

from pages.contact.models import Message
from tests.pages.contact.messages import (
    make_message,
    make_pages,
)


@pytest.fixture
def pages(db):
    return make_pages()


@pytest.fixture
def messages(db):
    """One message of each kind in each state, and of each kind one that is quarantined."""
    made = []
    for kind in Message.Kind.values:
        for state in Message.State.values:
            made.append((kind, state, ""))
        made.append((kind, "new", "links"))
    return [
        make_message(
            kind,
            state=state,
            quarantined_for=reasons,
            text=f"Words-{kind}-{state}-{reasons}.",
            contact_details="sample@example.org",
        )
        for kind, state, reasons in made
    ]
