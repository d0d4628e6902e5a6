"""The one place where it is written down what somebody of the staff did with messages.

Twice: beside the message, where its desk reads it and with which it is deleted, and in the audit log, which outlives
it. There it has its number and its kind, and nothing of what was written.
"""

from collections.abc import Collection

from pages.accounts.audit import Action, log
from pages.contact.models import Message, MessageNumber, MessageQuerySet
from pages.contact.staff_records import MessageAccess

Access = MessageAccess.Action
LOGGED_AS = {
    Access.OPENED: Action.MESSAGE_OPENED,
    Access.EXPORTED: Action.MESSAGES_EXPORTED,
    Access.EXPORTED_WORDS: Action.MESSAGES_EXPORTED_WITH_WORDS,
    Access.TAKEN: Action.MESSAGE_TAKEN,
    Access.ASSIGNED: Action.MESSAGE_ASSIGNED,
    Access.NOTED: Action.MESSAGE_NOTED,
    Access.ANSWERED: Action.MESSAGE_ANSWERED,
    Access.WITHDRAWN: Action.ANSWER_WITHDRAWN,
    Access.NOTIFYING: Action.MESSAGE_NOTIFYING,
    Access.NOTIFIED: Action.MESSAGE_NOTIFIED,
    Access.CLOSED: Action.MESSAGE_CLOSED,
    Access.RELEASED: Action.MESSAGE_RELEASED,
}


def record_access(message: Message, username: str, action: MessageAccess.Action) -> MessageAccess:
    """Write down what was done to one message; in the transaction that does it."""
    MessageNumber.give(Message.objects.filter(pk=message.pk))
    number = MessageNumber.objects.get(message=message)
    log(LOGGED_AS[action], user=username, subject=number, kind=message.kind)
    return MessageAccess.objects.create(message=message, username=username, action=action)


def record_export(
    messages: Collection[Message], username: str, *, action: MessageAccess.Action, reason: str = ""
) -> None:
    """Write down that these messages, which have numbers, were put into a file, and why."""
    MessageAccess.objects.bulk_create(
        MessageAccess(message=message, username=username, action=action, reason=reason) for message in messages
    )
    numbers = [str(message) for message in messages]
    log(LOGGED_AS[action], user=username, count=len(numbers), messages=numbers, reason=reason)


def record_deletion(messages: MessageQuerySet, username: str) -> None:
    """Write down that these messages are deleted; their numbers are not given again."""
    numbers = MessageNumber.objects.filter(message__in=messages)
    log(Action.MESSAGE_DELETED, user=username, count=messages.count(), messages=[str(number) for number in numbers])
