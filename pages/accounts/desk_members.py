"""Who reads messages: by a role, or by a permission of their own. All of them learn when this circle changes."""

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from pages.accounts.models import User
from pages.accounts.second_factor import MESSAGE_PERMISSIONS

CODENAMES = frozenset(permission.partition(".")[2] for permission in MESSAGE_PERMISSIONS)


def members() -> QuerySet[User]:
    """Everybody who may, whether they can sign in at present or not."""
    by_role = Q(groups__permissions__codename__in=CODENAMES, groups__permissions__content_type__app_label="pages")
    by_themselves = Q(user_permissions__codename__in=CODENAMES, user_permissions__content_type__app_label="pages")
    return User.objects.filter(by_role | by_themselves).distinct()


def is_member(user: User) -> bool:
    return members().filter(pk=user.pk).exists()


def is_desk(group: Group) -> bool:
    return group.permissions.filter(codename__in=CODENAMES, content_type__app_label="pages").exists()
