"""Mails that say that something waits, and nothing of what it is. They leave from background tasks, known by keys."""

import logging
import re

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.contact.models import Message, MessageAccess
from pages.contact.permissions import users_for
from pages.values.background import background_task

logger = logging.getLogger(__name__)
QUARANTINE_NOTICE_SECONDS = 24 * 60 * 60
ADDRESS = re.compile(r"[^\s<>,;:()]+@[^\s<>,;:()]+\.[^\s<>,;:()]+")


class MailNotSentError(Exception):
    """A mail server did not take a mail."""


@background_task
def notify_staff(message_pk):
    """Write to those who may read a message that it waits; of quarantined ones, once a day for all."""
    message = Message.objects.defer(*Message.ENCRYPTED_FIELDS).filter(pk=message_pk, state=Message.State.NEW).first()
    if message is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        if message.quarantined_for:
            _notify_of_quarantine(message.kind)
        else:
            subject = _("A new message waits: %(number)s") % {"number": message}
            _send_to_staff(message.kind, subject, reverse("messages:inspect", args=[message.pk]))


def _notify_of_quarantine(kind):
    key = f"messages:notified:{kind}"
    if not cache.add(key, 1, QUARANTINE_NOTICE_SECONDS):
        return
    try:
        subject = _("Messages are held back and wait to be looked at")
        _send_to_staff(kind, subject, reverse("messages:index") + "?tab=quarantined")
    except MailNotSentError:
        cache.delete(key)
        raise


def _send_to_staff(kind, subject, path):
    addresses = users_for(kind).exclude(email="").values_list("email", flat=True)
    _send(subject, settings.WAGTAILADMIN_BASE_URL + path, list(addresses))


@background_task
def notify_sender(access_pk, page_pk):
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
            f"{page.full_url}status/",
        ]
        _send(_("There is an answer for you"), "\n\n".join(paragraphs), [address_in(message.contact_details)])
    message.accesses.create(username=access.username, action=MessageAccess.Action.NOTIFIED)


def address_in(contact_details):
    """The first email address in what somebody wrote about how to reach them; empty if there is none."""
    for found in ADDRESS.findall(contact_details):
        try:
            validate_email(found.strip("."))
        except ValidationError:
            continue
        return found.strip(".")
    return ""


def _send(subject, body, addresses):
    """Send one mail to all. The words of an error could hold an address, so only its kind is told."""
    if not addresses:
        return
    mail = EmailMessage(subject, body, bcc=addresses, headers={"Auto-Submitted": "auto-generated"})
    try:
        mail.send()
    except Exception as error:  # whatever a mail server may do
        logger.warning("A notice could not be sent (%s).", type(error).__name__)
        raise MailNotSentError(type(error).__name__) from None
