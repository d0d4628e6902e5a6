"""Mails that say that something waits, and nothing of what it is. They leave from background tasks, known by keys.

No mail leaves because somebody has just written: an hour's messages are told of in the next hour, at a minute that
nobody can foresee, in one mail for both kinds.
"""

import hmac
import re
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.contact import encryption
from pages.contact.audit import record_access
from pages.contact.models import Message, MessageQuerySet, this_hour
from pages.contact.permissions import users_for
from pages.contact.staff_records import MessageAccess
from pages.values.background import background_task
from pages.values.mail import send

HELD_BACK_HOUR = 8  # of the office's day: of what is held back staff are told once a day
ADDRESS = re.compile(r"[^\s<>,;:()]+@[^\s<>,;:()]+\.[^\s<>,;:()]+")


def enqueue_notices() -> int:
    """Have staff told of what waits and is old enough to be told of; returns of how many messages.

    Two that run at once tell of each message once.
    """
    waiting = Message.objects.filter(state=Message.State.NEW, staff_notified=False)
    due = waiting.filter(quarantined_for="", received_at__lt=_told_before())
    due |= waiting.exclude(quarantined_for="").filter(received_at__lt=_held_back_told_before())
    counts = {}
    with transaction.atomic():
        for kind in Message.Kind:
            if _take_flood(kind):
                notify_of_flood.enqueue(kind)
            of_kind = list(due.filter(kind=kind).order_by().values_list("pk", flat=True))
            counts[kind] = Message.objects.filter(pk__in=of_kind, staff_notified=False).update(staff_notified=True)
        kinds = [kind for kind, count in counts.items() if count]
        if kinds:
            notify_staff.enqueue(kinds)
    return sum(counts.values())


def _told_before() -> datetime:
    """What arrived before this hour is told of from its secret minute on; what is an hour older, in any case."""
    now, hour = timezone.now(), this_hour()
    digest = hmac.digest(encryption.derived_keys(encryption.Use.NOTICES)[0], hour.isoformat().encode(), "sha256")
    return hour if now.minute >= digest[0] % 60 else hour - timedelta(hours=1)


def _held_back_told_before() -> datetime:
    """What was held back before the morning of this day; before it, that of yesterday."""
    now = timezone.localtime()
    morning = now.replace(hour=HELD_BACK_HOUR, minute=0, second=0, microsecond=0)
    return morning if now >= morning else morning - timedelta(days=1)


def flood_messages(kind: str) -> MessageQuerySet:
    """What one form brought in the last day beyond what people write."""
    since = timezone.now() - timedelta(days=1)
    return Message.objects.filter(kind=kind, received_at__gte=since, quarantined_for__contains=Message.Reason.FLOOD)


def _take_flood(kind: str) -> bool:
    """Whether a flood began of which nobody was told; from now on they were, for a day."""
    flood = flood_messages(kind)
    if flood.filter(staff_notified=True).exists():
        return False
    return bool(flood.filter(staff_notified=False).update(staff_notified=True))


@background_task
def notify_staff(kinds: list[str]) -> None:
    """Write to those who may read messages of these kinds that something waits, if it still does."""
    waiting = Message.objects.filter(kind__in=kinds, state=Message.State.NEW).order_by().values_list("kind", flat=True)
    with translation.override(settings.LANGUAGE_CODE):
        body = _("Sign in to see what it is:")
        _send_to_readers(set(waiting), _("Something waits for you on the site"), body)


@background_task
def notify_of_flood(kind: str) -> None:
    """Write to those who may read what a form brings that much more comes than people write."""
    with translation.override(settings.LANGUAGE_CODE):
        body = _(
            "Much more is sent through a form of this site than people write. All of it is taken and held back, so "
            "genuine messages are among it: look there several times a day until it is over."
        )
        _send_to_readers({kind}, _("A form of the site is being flooded"), body)


def _send_to_readers(kinds: Collection[str], subject: str, body: str) -> None:
    addresses = {user.email for kind in kinds for user in users_for(kind).exclude(email="")}
    url = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home")
    send(subject, f"{body}\n\n{url}", bcc=sorted(addresses))


@background_task
def notify_sender(access_pk: int, page_pk: int) -> None:
    """Write to the sender that there is an answer, and on which page to read it, as somebody of the staff requested.

    What was requested and what went out are two entries of the access log.
    """
    access = MessageAccess.objects.select_related("message").filter(pk=access_pk).first()
    page = Page.objects.live().filter(pk=page_pk).first()
    if access is None or page is None:
        return
    message = access.message
    with translation.override(message.language):
        paragraphs = [
            _("There is an answer for you. To read it, open this address and enter your reference:"),
            page.specific.full_status_url,
        ]
        send(_("There is an answer for you"), "\n\n".join(paragraphs), bcc=[address_in(message.contact_details)])
    with transaction.atomic():
        record_access(message, access.username, MessageAccess.Action.NOTIFIED)


def address_in(contact_details: str) -> str:
    """The first email address in what somebody wrote about how to reach them; empty if there is none."""
    for found in ADDRESS.findall(contact_details):
        address: str = found.strip(".")
        try:
            validate_email(address)
        except ValidationError:
            continue
        return address
    return ""
