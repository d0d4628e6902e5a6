"""Who must have a second factor: whoever may publish, read messages or administrate. By permission, not by role."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from wagtail.models import GroupPagePermission

from pages.accounts.models import User

MESSAGE_PERMISSIONS = ("pages.handle_messages", "pages.handle_confidential_messages")
PRIMARY = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def reads_messages(user: User | AnonymousUser) -> bool:
    """Those who may read what people wrote to the office; an administrator reads ordinary messages by office."""
    return user.is_superuser or any(user.has_perm(permission) for permission in MESSAGE_PERMISSIONS)


def publishes(user: User | AnonymousUser) -> bool:
    """Those whose click changes what readers see: pages, or any other content that has drafts."""
    if any(permission.partition(".")[2].startswith("publish_") for permission in user.get_all_permissions()):
        return True
    return bool(GroupPagePermission.objects.filter(group__user=user, permission__codename="publish_page").exists())


def has_second_factor(user: User | AnonymousUser) -> bool:
    """An app that shows codes, or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=PRIMARY).exists())


def must_have_second_factor(user: User | AnonymousUser) -> bool:
    """Those whose account opens more than their own work."""
    return user.is_superuser or reads_messages(user) or publishes(user)


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Those who must set one up before the admin answers them."""
    return settings.SECOND_FACTOR == "required" and not has_second_factor(user) and must_have_second_factor(user)
