"""Messages as they lie in the database."""

from base64 import urlsafe_b64encode
from os import urandom

from pages.contact.models import Message
from pages.values.sealing import UnreadableError
from tests.pages.contact.messages import TEXT, make_message

SECRETS = {
    "text": TEXT,
    "sender": "Samplename",
    "contact_details": "sample@example.org",
    "answer": "A sample answer",
    "note": "A sample note",
}


def new_key():
    return urlsafe_b64encode(urandom(32)).decode()


def full_message(kind="contact", **changed):
    """A message with an answer and a note."""
    words = {name: SECRETS[name] for name in ("text", "sender", "contact_details")}
    message = make_message(kind, **words | {"about": "other"} | changed)
    message.answers.create(text=SECRETS["answer"], written_by="sample")
    message.notes.create(text=SECRETS["note"])
    return message


def readable(message):
    """All that can be read of a message by the site, wherever it stands."""
    found = []
    message = Message.objects.get(pk=message.pk)
    for row in (message, *message.answers.all(), *message.notes.all()):
        for name in row.ENCRYPTED:
            try:
                found.append(getattr(row, name))
            except UnreadableError:
                found.append(None)
    return found
