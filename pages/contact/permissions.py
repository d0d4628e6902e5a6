"""Who may read which messages."""

from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from pages.accounts.models import User
from pages.contact.models import Message, MessageQuerySet

PERMISSIONS: dict[str, str] = {
    Message.Kind.CONTACT: "handle_messages",
    Message.Kind.CONFIDENTIAL: "handle_confidential_messages",
}


def _granted() -> QuerySet[Permission]:
    return Permission.objects.filter(codename__in=PERMISSIONS.values(), content_type__app_label="pages")


class MessagePermissionPolicy(BasePermissionPolicy):
    """Messages are seen by those who may read any; nobody adds, edits or deletes one by Wagtail's own views."""

    permission_cache_name = "_readable_message_kinds"

    def get_all_permissions_for_user(self, user: User | AnonymousUser) -> list[Message.Kind]:
        """The kinds of messages that somebody may read.

        An administrator reads ordinary ones by office, confidential ones only as a member of a role that may: a
        complaint can be about an administrator.
        """
        if not user.is_active:
            return []
        if user.is_superuser:  # Django says that they may do all
            by_role = _granted().filter(group__user=user).values_list("codename", flat=True)
            may_read = {PERMISSIONS[Message.Kind.CONTACT], *by_role}
        else:
            may_read = {name.removeprefix("pages.") for name in user.get_group_permissions()}
        return [kind for kind in Message.Kind if PERMISSIONS[kind] in may_read]

    def user_has_permission(self, user: User | AnonymousUser, action: str) -> bool:
        return action == "view" and bool(kinds_for(user))


permission_policy = MessagePermissionPolicy(Message)


def kinds_for(user: User | AnonymousUser) -> list[Message.Kind]:
    """The kinds of messages that somebody may read; asked of the database once in a request."""
    kinds: list[Message.Kind] = permission_policy.get_cached_permissions_for_user(user)
    return kinds


def messages_for(user: User | AnonymousUser) -> MessageQuerySet:
    """The messages that somebody may read; refused to those who may read none."""
    kinds = kinds_for(user)
    if not kinds:
        raise PermissionDenied
    return Message.objects.filter(kind__in=kinds)


def kinds_with_readers() -> list[Message.Kind]:
    """The kinds of messages that at least one person may read because of a role. One query."""
    granted = set(_granted().filter(group__user__is_active=True).values_list("codename", flat=True).distinct())
    return [kind for kind in Message.Kind if PERMISSIONS[kind] in granted]


def users_for(kind: str) -> QuerySet[User]:
    """Those who may read messages of this kind because a role of theirs may."""
    return User.objects.filter(
        is_active=True,
        groups__permissions__codename=PERMISSIONS[kind],
        groups__permissions__content_type__app_label="pages",
    ).distinct()
