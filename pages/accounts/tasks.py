"""Mails about accounts. They leave from background tasks, known by keys: no link and no address waits in the table."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pages.accounts import audit, desk_members
from pages.accounts.audit import Action
from pages.accounts.encryption import decrypt, encrypt
from pages.accounts.links import link_for
from pages.accounts.models import AuditLogEntry, User
from pages.accounts.throttle import Counter
from pages.values.background import background_task
from pages.values.mail import send, sends_mail

MOST_LINKS_AN_HOUR = 3
ADDRESSES = "addresses"


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
        send(subject, "\n\n".join(lines), bcc=[user.email])


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
    with translation.override(_language_of(user)):
        subject = _("A new password for %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}
        lines = [
            _("Somebody, perhaps you, asked for a new password. Your user name is: %(name)s")
            % {"name": user.get_username()},
            _("Open this address within one hour and choose a password:"),
            link_for(user),
            _("The address works once. If it was not you, do nothing: your password stays as it is."),
        ]
        send(subject, "\n\n".join(lines), bcc=[user.email])
    audit.log(Action.PASSWORD_LINK_SENT, subject=user)


def sealed(addresses: list[str], entry: AuditLogEntry) -> str:
    """Addresses as they may wait in the table of tasks: readable for the mail about this entry alone."""
    return encrypt(json.dumps(addresses), ADDRESSES, entry.pk)


@background_task
def notify_desk(entry_pk: int, also: str = "") -> None:
    """Write to all who read messages that this circle changed, as an entry of the audit log says.

    `also` holds the addresses, `sealed`, of those who are in it no longer, or have another address now.
    """
    entry = AuditLogEntry.objects.filter(pk=entry_pk).first()
    if entry is None:
        return
    # Who was just taken out is told as well.
    users = desk_members.members() | User.objects.filter(pk=entry.details.get("member", 0)).distinct()
    addresses = set(users.filter(is_active=True).exclude(email="").values_list("email", flat=True))
    addresses |= set(json.loads(decrypt(also, ADDRESSES, entry_pk))) if also else set()
    with translation.override(settings.LANGUAGE_CODE):
        fields = [
            str(getattr(User._meta.get_field(name), "verbose_name", name)) for name in entry.details.get("fields", ())
        ]
        lines = [
            f"{entry.username or '–'}: {entry.get_action_display()}, {', '.join([entry.subject, *fields])}",
            _("If you do not know why, ask an administrator. The audit log in the admin says when it was."),
            settings.WAGTAILADMIN_BASE_URL + "/admin/",
        ]
        send(_("Who may read messages was changed"), "\n\n".join(lines), bcc=sorted(addresses))


@background_task
def notify_owner(user_pk: int, action: str, browser: str = "") -> None:
    """Write to somebody what just happened with their account (an action of the audit log); 0 stands for nobody.

    Once an hour for each kind: whoever guesses for days shall not fill a mailbox. Where no mail leaves there is nobody
    to write to.
    """
    user = User.objects.filter(pk=user_pk).exclude(email="").first()
    counter = Counter("notice", user_pk, action)
    counter.add()
    if user is None or counter.count or not sends_mail():
        return
    with translation.override(_language_of(user)):
        what = ", ".join(filter(None, [str(Action(action).label), browser]))
        lines = [
            _("User name: %(name)s. What happened: %(what)s.") % {"name": user.get_username(), "what": what},
            _("If it was you, do nothing. If not, change your password at once and speak to an administrator."),
            settings.WAGTAILADMIN_BASE_URL + reverse("account_sessions"),
        ]
        subject = _("About your account at %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}
        send(subject, "\n\n".join(lines), bcc=[user.email])


def _language_of(user: User) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE
