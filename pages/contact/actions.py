"""What staff do with a message. Each act is written into its access log in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from pages.contact.forms import AnswerForm, AssignForm, NoteForm
from pages.contact.models import Message, MessageAccess
from pages.contact.notifications import address_in, notify_sender
from pages.contact.page_types import PAGE_TYPES

State, Access = Message.State, MessageAccess.Action


class NotPossibleError(Exception):
    """Why something cannot be done, as staff read it."""


@dataclass(frozen=True)
class Action:
    """Something done to a message by a user, with what a form brought; and what staff read when it worked."""

    perform: Callable
    success_message: str
    form_class: type[forms.Form] | None = None

    @sensitive_variables()
    def run(self, message, user, data=None):
        with transaction.atomic():
            self.perform(message, user, data)


def record_access(message, user, action):
    return message.accesses.create(username=user.get_username(), action=action)


def take(message, user, data):
    message.change(state=State.IN_PROGRESS, quarantined_for="")
    record_access(message, user, Access.TAKEN)


def close(message, user, data):
    message.change(state=State.CLOSED)
    record_access(message, user, Access.CLOSED)


def release(message, user, data):
    message.change(quarantined_for="")
    record_access(message, user, Access.RELEASED)


def assign(message, user, data):
    message.change(assigned_to=data["role"])
    record_access(message, user, Access.ASSIGNED)


def add_note(message, user, data):
    message.notes.create(text=data["note"], written_by=user)
    record_access(message, user, Access.NOTED)


def answer(message, user, data):
    message.change(answer=data["answer"], state=State.ANSWERED, quarantined_for="")
    record_access(message, user, Access.ANSWERED)


def request_notification(message, user, data):
    """A mail to the sender that there is an answer; never by itself, since somebody else may read that mailbox."""
    page = form_page_of(message)
    if not (page and message.answer and address_in(message.contact_details)):
        raise NotPossibleError(_("The mail cannot be sent."))
    access = record_access(message, user, Access.NOTIFYING)
    notify_sender.enqueue(access.pk, page.pk)


def form_page_of(message):
    """The published page where a message came in, in the language of its sender if there is one."""
    pages = PAGE_TYPES[message.kind].objects.live().order_by("path")
    return pages.filter(locale__language_code=message.language).first() or pages.first()


ACTIONS = {
    "take": Action(take, gettext_lazy("The message is in progress now.")),
    "close": Action(close, gettext_lazy("The message is closed now.")),
    "release": Action(release, gettext_lazy("The message is no longer held back.")),
    "assign": Action(assign, gettext_lazy("The role was saved."), AssignForm),
    "note": Action(add_note, gettext_lazy("The note was saved."), NoteForm),
    "answer": Action(answer, gettext_lazy("The sender can read this answer now."), AnswerForm),
    "notify": Action(
        request_notification,
        gettext_lazy(
            "The mail is on its way. It says only that there is an answer. Once it is sent, that stands below."
        ),
    ),
}
BULK_ACTIONS = {name: ACTIONS[name] for name in ("release", "close")}
