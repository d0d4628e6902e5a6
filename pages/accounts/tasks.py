"""Mails about accounts. They leave from background tasks, known by keys: no link and no address waits in the table."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.accounts.links import link_for
from pages.accounts.models import AuditLogEntry, User
from pages.accounts.second_factor import MESSAGE_PERMISSIONS
from pages.accounts.throttle import Counter
from pages.values.background import background_task

logger = logging.getLogger(__name__)
MOST_LINKS_AN_HOUR = 3


class MailNotSentError(Exception):
    """A mail server did not take a mail."""


@background_task
def send_invitation(user_pk: int) -> None:
    """Write to somebody who has an account and no password yet."""
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    if user is None or user.has_usable_password():
        return
    with translation.override(_language_of(user)):
        subject = _("Your account at %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}
        lines = [
            _("An account was made for you. Your user name is: %(name)s") % {"name": user.get_username()},
            _("Open this address within three days and choose a password:"),
            link_for(user),
            _("The address works once. If you did not expect this mail, do nothing."),
        ]
        _send(subject, lines, [user.email])


@background_task
def send_password_link(user_pk: int) -> None:
    """Write to somebody who forgot their password; 0 stands for nobody, so that asking costs the same for all."""
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    if user is None:
        return
    counter = Counter("password-link", user_pk)
    counter.add()
    if counter.count >= MOST_LINKS_AN_HOUR:
        return
    audit.log(Action.PASSWORD_LINK_SENT, subject=user)
    with translation.override(_language_of(user)):
        subject = _("A new password for %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}
        lines = [
            _("Somebody, perhaps you, asked for a new password. Your user name is: %(name)s")
            % {"name": user.get_username()},
            _("Open this address within one hour and choose a password:"),
            link_for(user),
            _("The address works once. If it was not you, do nothing: your password stays as it is."),
        ]
        _send(subject, lines, [user.email])


@background_task
def notify_desk(entry_pk: int) -> None:
    """Write to all who read messages that somebody was let in or taken out, as an entry of the audit log says."""
    entry = AuditLogEntry.objects.filter(pk=entry_pk).first()
    if entry is None:
        return
    codenames = [permission.partition(".")[2] for permission in MESSAGE_PERMISSIONS]
    is_member = Q(groups__permissions__codename__in=codenames, groups__permissions__content_type__app_label="pages")
    # Who was just taken out is told as well.
    concerned = is_member | Q(pk=entry.details.get("member", 0))
    users = User.objects.filter(concerned, is_active=True).exclude(email="").distinct()
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Who may read messages was changed")
        lines = [
            f"{entry.username or '–'}: {entry.get_action_display()}, {entry.subject}",
            _("If you do not know why, ask an administrator. The audit log in the admin says when it was."),
            settings.WAGTAILADMIN_BASE_URL + "/admin/",
        ]
        _send(subject, lines, list(users.values_list("email", flat=True)))


def _language_of(user: User) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE


def _send(subject: str, lines: list[str], addresses: list[str]) -> None:
    """Send one mail to all. The words of an error could hold an address, so only its kind is told."""
    if not addresses:
        return
    mail = EmailMessage(subject, "\n\n".join(lines), bcc=addresses, headers={"Auto-Submitted": "auto-generated"})
    try:
        mail.send()
    except Exception as error:  # whatever a mail server may do
        logger.warning("A mail about an account could not be sent (%s).", type(error).__name__)
        raise MailNotSentError(type(error).__name__) from None
