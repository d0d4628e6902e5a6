"""Mails that say that something waits, and nothing of what it is. A mail server that is down stops nothing."""

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

from pages.contact.permissions import people

logger = logging.getLogger(__name__)
HELD_BACK_SECONDS = 24 * 60 * 60
ADDRESS = re.compile(r"[^\s<>,;:()]+@[^\s<>,;:()]+\.[^\s<>,;:()]+")


def tell_staff(message):
    """Write to those who may read a message that it waits; of those held back, once a day for all."""
    if message.quarantined_for and not cache.add(f"messages:told:{message.kind}", 1, HELD_BACK_SECONDS):
        return
    with translation.override(settings.LANGUAGE_CODE):
        if message.quarantined_for:
            subject = _("Messages are held back and wait to be looked at")
            address = reverse("messages") + "?tab=held"
        else:
            subject = _("A new message waits: %(number)s") % {"number": message}
            address = reverse("message", args=[message.pk])
        addresses = people(message.kind).exclude(email="").values_list("email", flat=True)
        _send(subject, settings.WAGTAILADMIN_BASE_URL + address, list(addresses))


def tell_sender(message, address, status_url):
    """Write to the sender that there is an answer, and where to read it; answers whether the mail went out."""
    with translation.override(message.language):
        lines = [
            _("There is an answer for you. To read it, open this address and enter your reference:"),
            status_url,
        ]
        return _send(_("There is an answer for you"), "\n\n".join(lines), [address])


def address_in(reach):
    """The first email address in what somebody wrote about how to reach them; empty if there is none."""
    for found in ADDRESS.findall(reach):
        try:
            validate_email(found.strip("."))
        except ValidationError:
            continue
        return found.strip(".")
    return ""


def _send(subject, body, addresses):
    if not addresses:
        return False
    mail = EmailMessage(subject, body, bcc=addresses, headers={"Auto-Submitted": "auto-generated"})
    try:
        return bool(mail.send())
    except Exception as why:  # whatever a mail server may do; its words could hold an address, so they are not logged
        logger.warning("A notice could not be sent (%s).", type(why).__name__)
        return False
