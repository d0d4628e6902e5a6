"""Whoever only reads messages sees nothing else of the admin: no page, no draft, no report, no list to choose from.

Several screens of Wagtail ask for no more than access to the admin, so what such a person may open is listed here, and
whatever is added later is closed to them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.admin.auth import permission_denied
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

from pages.accounts.models import User
from pages.contact.permissions import PERMISSIONS

View = Callable[..., HttpResponseBase]
AT_A_DESK = {"wagtailadmin.access_admin", *(f"pages.{codename}" for codename in PERMISSIONS.values())}
# The first part of an address below that of the admin: the first screen, the messages, one's own account, the guide.
OPEN = {"", "messages", "account", "guide", "login", "logout", "password_reset", "sprite", "jsi18n", "dismissibles"}


def only_at_a_desk(user: User | AnonymousUser) -> bool:
    """Whether somebody may sign in and read messages, and nothing more."""
    if not user.is_authenticated or user.is_superuser or set(user.get_all_permissions()) - AT_A_DESK:
        return False
    more = (GroupPagePermission, GroupCollectionPermission, GroupSitePermission)
    return not any(model.objects.filter(group__user=user).exists() for model in more)


def keep_to_the_desk(view: View) -> View:
    """For every address of the admin."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        first = request.path.removeprefix(reverse("wagtailadmin_home")).partition("/")[0]
        if first not in OPEN and only_at_a_desk(request.user):
            refusal: HttpResponseBase = permission_denied(request)
            return refusal
        return view(request, *args, **kwargs)

    return kept
