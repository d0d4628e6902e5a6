"""Messages are removed after a set time; see docs/decisions/21-messages.md.

With a message go its notes, answers, number and accesses, and the key of its words: what copies of the database still
hold of them cannot be read once the copies of the keys have expired.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from pages.contact.models import Message, MessageQuerySet


def expired_messages() -> MessageQuerySet:
    """Messages closed for the set number of days, and all that came twice as long ago, whatever their state."""
    now, period = timezone.now(), timedelta(days=settings.MESSAGE_RETENTION_DAYS)
    closed = Q(state=Message.State.CLOSED, changed_at__lt=now - period)
    return Message.objects.filter(closed | Q(received_at__lt=now - 2 * period))
