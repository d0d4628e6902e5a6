"""Mail from this site, and whether it reaches anybody: what is thrown away or only printed is never called sent."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.mail import EmailMessage

NOWHERE = ("dummy", "console", "filebased")
logger = logging.getLogger(__name__)


class MailNotSentError(Exception):
    """No mail server took a mail."""


def sends_mail() -> bool:
    """Whether a mail server is set up (EMAIL_URL)."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in NOWHERE


def send(subject: str, body: str, *, to: Sequence[str] = (), bcc: Sequence[str] = ()) -> None:
    """Send one mail to all, or raise `MailNotSentError`. An error's words could hold an address: only its kind is told.

    What no server took was not sent: nobody may be told that it was, and a background task tries again later.
    """
    if not to and not bcc:
        return
    headers = {"Auto-Submitted": "auto-generated"}
    mail = EmailMessage(" ".join(subject.split()), body, to=to, bcc=bcc, headers=headers)
    problem = "" if sends_mail() else "EMAIL_URL is not set"
    try:
        problem = problem or ("" if mail.send() else "not accepted")
    except Exception as error:  # whatever a mail server may do
        problem = type(error).__name__
    if problem:
        logger.warning("A mail could not be sent (%s).", problem)
        raise MailNotSentError(problem)


def check_mail(app_configs: object, **kwargs: object) -> list[CheckWarning]:
    """For `check --deploy`: without mail nobody is told that a message waits or that a number must be verified."""
    if sends_mail():
        return []
    hint = "Set EMAIL_URL (see .env.example). Until then resets of passwords and notices to staff reach nobody."
    return [CheckWarning("This site sends no mail.", hint=hint, id="pages.W001")]
