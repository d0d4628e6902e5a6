"""Which pages somebody may change: all of them, those of a language, or those below one page."""

from typing import Any

from django.db.models import Q
from wagtail.permissions import page_permission_policy


def may_edit_pages(user: Any) -> bool:
    """Whether somebody may change any page at all."""
    return bool(page_permission_policy.user_has_permission(user, "change"))


def may_edit_whole_site(user: Any) -> bool:
    """Whether somebody may change every page."""
    if user.is_superuser or not user.is_active:
        return bool(user.is_active)
    rights = page_permission_policy.get_cached_permissions_for_user(user)
    return any(each.page.is_root() and each.permission.codename == "change_page" for each in rights)


def editable_by(user: Any) -> Q:
    """A condition for a query of pages: those that somebody may change."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return Q(pk__in=pages.order_by().values("pk"))
