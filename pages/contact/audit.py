"""The one place where it is written down what somebody of the staff did with messages."""

from pages.contact.staff_records import MessageAccess


def record_access(message, user, action):
    """Write down what was done to one message; in the transaction that does it."""
    return MessageAccess.objects.create(message=message, username=user.get_username(), action=action)


def record_export(messages, user, *, action, reason=""):
    """Write down that these messages were put into a file."""
    name = user.get_username()
    MessageAccess.objects.bulk_create(
        MessageAccess(message=message, username=name, action=action, reason=reason) for message in messages
    )
