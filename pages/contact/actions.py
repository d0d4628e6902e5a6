"""What staff do with a message. Each act is written into its access log in the same transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from pages.accounts.models import User
from pages.contact.audit import record_access
from pages.contact.models import Message
from pages.contact.notifications import address_in, notify_sender
from pages.contact.page_types import PAGE_TYPES, ContactPage, FeedbackPage
from pages.contact.staff_forms import AnswerForm, AssignForm, NoteForm, StaffForm, WithdrawForm
from pages.contact.staff_records import MessageAccess
from pages.values.mail import sends_mail

State, Access = Message.State, MessageAccess.Action
Cleaned = Mapping[str, Any]  # what a form brought; of an act without a form nothing


class NotPossibleError(Exception):
    """Why something cannot be done, as staff read it."""


class ChangedMeanwhileError(NotPossibleError):
    """Somebody else did something to the message since its form was shown."""


@dataclass(frozen=True)
class Action:
    """Something done to a message by a user, with what a form brought; and what staff read when it worked.

    What only adds to a message is done whatever happened meanwhile.
    """

    perform: Callable[[Message, User, Cleaned], None]
    success_message: str | Promise
    form_class: type[StaffForm] | None = None
    only_adds: bool = False

    @sensitive_variables()
    def run(self, message: Message, user: User, data: Cleaned | None = None, *, version: int | None) -> None:
        """Do it to the message as its form showed it: in this version, which nobody else has changed since.

        The row is locked and read anew: its key may have been changed as well (`rotate_message_keys`).
        """
        with transaction.atomic():
            current = Message.objects.select_for_update().filter(pk=message.pk).first()
            if current is None or not (self.only_adds or current.version == version):
                raise ChangedMeanwhileError(
                    _(
                        "Somebody changed this message meanwhile, so nothing was done. What you wrote is still in its "
                        "field. Read what is new, then press the button once more if it is still right."
                    )
                )
            if not self.only_adds:
                current.version += 1
                current.save(update_fields=["version"])
            self.perform(current, user, data or {})


def take(message: Message, user: User, data: Cleaned) -> None:
    message.change(state=State.IN_PROGRESS, quarantined_for="")
    record_access(message, user.get_username(), Access.TAKEN)


def close(message: Message, user: User, data: Cleaned) -> None:
    message.change(state=State.CLOSED)
    record_access(message, user.get_username(), Access.CLOSED)


def release(message: Message, user: User, data: Cleaned) -> None:
    message.change(quarantined_for="")
    record_access(message, user.get_username(), Access.RELEASED)


def assign(message: Message, user: User, data: Cleaned) -> None:
    message.change(assigned_to=data["role"])
    record_access(message, user.get_username(), Access.ASSIGNED)


def add_note(message: Message, user: User, data: Cleaned) -> None:
    message.notes.create(text=data["note"], written_by=user)  # type: ignore[misc]  # `text` is a property
    record_access(message, user.get_username(), Access.NOTED)


def answer(message: Message, user: User, data: Cleaned) -> None:
    message.answers.create(text=data["answer"], written_by=user.get_username())  # type: ignore[misc]  # likewise
    message.change(state=State.ANSWERED, quarantined_for="")
    record_access(message, user.get_username(), Access.ANSWERED)


def withdraw(message: Message, user: User, data: Cleaned) -> None:
    """The sender sees the answer no longer; staff do, since it may have been read."""
    withdrawn = data["given"]
    withdrawn.is_withdrawn = True
    withdrawn.save(update_fields=["is_withdrawn"])
    if not message.shown_answers and message.state == State.ANSWERED:
        message.change(state=State.IN_PROGRESS)
    record_access(message, user.get_username(), Access.WITHDRAWN)


def request_notification(message: Message, user: User, data: Cleaned) -> None:
    """A mail to the sender that there is an answer; never by itself, since somebody else may read that mailbox."""
    if not sends_mail():
        raise NotPossibleError(_("This site sends no mail: no mail server is set up for it."))
    page = form_page_of(message)
    if not (page and message.shown_answers and address_in(message.contact_details)):
        raise NotPossibleError(_("The mail cannot be sent."))
    access = record_access(message, user.get_username(), Access.NOTIFYING)
    notify_sender.enqueue(access.pk, page.pk)


def form_page_of(message: Message) -> ContactPage | FeedbackPage | None:
    """The published page where a message came in, in the language of its sender if there is one."""
    pages = PAGE_TYPES[message.kind].objects.live().order_by("path")
    found: ContactPage | FeedbackPage | None = (
        pages.filter(locale__language_code=message.language).first() or pages.first()
    )
    return found


ACTIONS = {
    "take": Action(take, gettext_lazy("The message is in progress now.")),
    "close": Action(close, gettext_lazy("The message is closed now.")),
    "release": Action(release, gettext_lazy("The message is no longer held back.")),
    "assign": Action(assign, gettext_lazy("The role was saved."), AssignForm),
    "note": Action(add_note, gettext_lazy("The note was saved."), NoteForm, only_adds=True),
    "answer": Action(answer, gettext_lazy("The sender can read this answer now."), AnswerForm),
    "withdraw": Action(withdraw, gettext_lazy("The sender no longer sees this answer."), WithdrawForm),
    "notify": Action(
        request_notification,
        gettext_lazy(
            "The mail is on its way. It says only that there is an answer. Once it is sent, that stands below."
        ),
        only_adds=True,
    ),
}
BULK_ACTIONS = {name: ACTIONS[name] for name in ("release", "close")}
