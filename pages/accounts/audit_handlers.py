"""What the audit log hears by itself: signing in and out, second factors, passwords, people, roles and permissions."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.http import HttpRequest
from wagtail.log_actions import get_active_log_context
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

from pages.accounts import audit, desk_members, session_limits
from pages.accounts.audit import Action
from pages.accounts.models import AuditLogEntry, Session, User
from pages.accounts.sessions import digest_of
from pages.accounts.tasks import notify_desk, notify_owner, sealed

PlacedPermission: TypeAlias = GroupPagePermission | GroupSitePermission | GroupCollectionPermission
WATCHED_FIELDS = ("username", "email", "is_superuser", "is_active")
# A change of these changes who reads messages, or where their mail goes.
FIELDS_OF_MEMBERS = {"email", "is_active", "is_superuser"}


def connect() -> None:
    """Begin to listen, once the models are there."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    for signal in (account_signals.password_changed, account_signals.password_set, account_signals.password_reset):
        signal.connect(_password_changed)
    account_signals.authentication_step_completed.connect(_step_completed)
    mfa_signals.authenticator_added.connect(_factor_added)
    mfa_signals.authenticator_removed.connect(_factor_removed)
    mfa_signals.authenticator_reset.connect(_codes_made)
    mfa_signals.authenticator_used.connect(_factor_used)
    pre_save.connect(_user_changing, sender=User)
    post_save.connect(_user_changed, sender=User)
    pre_delete.connect(_user_leaving, sender=User)
    post_delete.connect(_user_deleted, sender=User)
    m2m_changed.connect(_roles_changed, sender=User.groups.through)
    m2m_changed.connect(_permissions_changed, sender=Group.permissions.through)
    m2m_changed.connect(_permissions_changed, sender=User.user_permissions.through)
    pre_delete.connect(_role_leaving, sender=Group)
    post_delete.connect(_role_deleted, sender=Group)
    for model in (GroupPagePermission, GroupSitePermission, GroupCollectionPermission):
        post_save.connect(_place_given, sender=model)
        post_delete.connect(_place_taken, sender=model)


def _actor() -> User | None:
    """Who is at work in the admin at this moment; nobody for a command."""
    user: User | None = get_active_log_context().user
    return user


def end_sessions(user: User, but: str | None = None) -> tuple[int, dict[str, int]]:
    """End all sessions of somebody but one (a session key)."""
    sessions = Session.objects.filter(user=user)
    return (sessions.exclude(session_key=digest_of(but)) if but else sessions).delete()


def end_all_sessions(user: User, by: User | None) -> int:
    """Put somebody out everywhere; how many sessions there were."""
    count, _by_model = end_sessions(user)
    if count:
        audit.log(Action.SESSION_ENDED, user=by, subject=user, reason="administrator", count=count)
    return count


def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    session_limits.begin(request)
    audit.log(Action.SIGNED_IN, user=user)


def _signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user:
        audit.log(Action.SIGNED_OUT, user=user)


def _password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever knew the old one is put out; the browser in which it was changed stays."""
    end_sessions(user, but=request.session.session_key if request.user == user else None)
    audit.log(Action.PASSWORD_CHANGED, user=user)
    notify_owner.enqueue(user.pk, Action.PASSWORD_CHANGED)


def _step_completed(
    request: HttpRequest, user: User, method: str, reauthenticated: bool = False, **kwargs: Any
) -> None:
    if reauthenticated:
        audit.log(Action.REAUTHENTICATED, user=user, by=method)


def _factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    is_codes = authenticator.type == Authenticator.Type.RECOVERY_CODES
    action = Action.RECOVERY_CODES_MADE if is_codes else Action.SECOND_FACTOR_ADDED
    audit.log(action, user=user, kind=authenticator.type)
    notify_owner.enqueue(user.pk, action)


def _factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    audit.log(Action.SECOND_FACTOR_REMOVED, user=user, kind=authenticator.type)
    notify_owner.enqueue(user.pk, Action.SECOND_FACTOR_REMOVED)


def _codes_made(user: User, **kwargs: Any) -> None:
    audit.log(Action.RECOVERY_CODES_MADE, user=user)


def _factor_used(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        audit.log(Action.RECOVERY_CODE_USED, user=user)


def _user_changing(instance: User, **kwargs: Any) -> None:
    instance._before = (  # type: ignore[attr-defined]  # kept for `_user_changed`
        User.objects.filter(pk=instance.pk).values(*WATCHED_FIELDS).first()
    )


def _user_changed(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    if created:
        entry = audit.log(Action.USER_ADDED, user=_actor(), subject=instance, administrator=instance.is_superuser)
        if instance.is_superuser:
            _tell_members(entry)
        return
    before: dict[str, Any] = instance._before or {}  # type: ignore[attr-defined]  # see `_user_changing`
    changed = [name for name in before if before[name] != getattr(instance, name)]
    if not changed:
        return
    values = {name: getattr(instance, name) for name in changed if name.startswith("is_")}
    entry = audit.log(Action.USER_CHANGED, user=_actor(), subject=instance, fields=changed, **values)
    if "is_active" in changed and not instance.is_active:
        end_all_sessions(instance, _actor())
    if FIELDS_OF_MEMBERS & set(changed) and ("is_superuser" in changed or desk_members.is_member(instance)):
        _tell_members(entry, before["email"])


def _tell_members(entry: AuditLogEntry, *addresses: str) -> None:
    """Have those who read messages told that their circle changed, and whoever had these addresses."""
    if desk_members.members().exists() or any(addresses):
        notify_desk.enqueue(entry.pk, sealed(list(filter(None, addresses)), entry))


def _user_leaving(instance: User, **kwargs: Any) -> None:
    instance._read_messages = (  # type: ignore[attr-defined]  # kept for `_user_deleted`
        instance.is_superuser or desk_members.is_member(instance)
    )


def _user_deleted(instance: User, **kwargs: Any) -> None:
    entry = audit.log(Action.USER_DELETED, user=_actor(), subject=instance)
    if instance._read_messages:  # type: ignore[attr-defined]  # see `_user_leaving`
        _tell_members(entry, instance.email)


def _roles_changed(instance: User | Group, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """A person's roles; or, from the side of the role, its people. Of a desk all its members are told."""
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    if action == "pre_clear":
        related = instance.user_set if isinstance(instance, Group) else instance.groups
        pk_set = set(related.values_list("pk", flat=True))
    users: Iterable[User]
    groups: Iterable[Group]
    if isinstance(instance, Group):
        users, groups = User.objects.filter(pk__in=pk_set or ()), [instance]
    else:
        users, groups = [instance], Group.objects.filter(pk__in=pk_set or ())
    what = Action.ROLE_GIVEN if action == "post_add" else Action.ROLE_TAKEN
    for group in groups:
        is_desk = desk_members.is_desk(group)
        for user in users:
            subject = f"{user}: {group}"
            entry = audit.log(what, user=_actor(), subject=subject, group=group.pk, member=user.pk)
            if is_desk:
                notify_desk.enqueue(entry.pk)


def _permissions_changed(
    instance: User | Group, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action not in ("post_add", "post_remove", "pre_clear") or reverse:
        return
    field = instance.permissions if isinstance(instance, Group) else instance.user_permissions
    permissions = field.all() if action == "pre_clear" else Permission.objects.filter(pk__in=pk_set or ())
    codenames = sorted(permissions.values_list("codename", flat=True))
    if codenames:
        what = Action.PERMISSION_GIVEN if action == "post_add" else Action.PERMISSION_TAKEN
        entry = audit.log(what, user=_actor(), subject=instance, permissions=codenames)
        has_people = not isinstance(instance, Group) or instance.user_set.exists()
        if has_people and desk_members.CODENAMES & set(codenames):
            notify_desk.enqueue(entry.pk)


def _role_leaving(instance: Group, **kwargs: Any) -> None:
    people = instance.user_set.filter(is_active=True) if desk_members.is_desk(instance) else User.objects.none()
    instance._readers = list(people.values_list("email", flat=True))  # type: ignore[attr-defined]  # for `_role_deleted`


def _role_deleted(instance: Group, **kwargs: Any) -> None:
    entry = audit.log(Action.ROLE_DELETED, user=_actor(), subject=instance)
    readers: list[str] = instance._readers  # type: ignore[attr-defined]  # see `_role_leaving`
    if readers:
        _tell_members(entry, *readers)


def _place_given(instance: PlacedPermission, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        _log_place(Action.PERMISSION_GIVEN, instance)


def _place_taken(instance: PlacedPermission, **kwargs: Any) -> None:
    _log_place(Action.PERMISSION_TAKEN, instance)


def _log_place(action: Action, instance: PlacedPermission) -> None:
    """A permission that a role has for a part of the pages, for a collection or for the settings of a site."""
    place = {
        name: getattr(instance, f"{name}_id") for name in ("page", "site", "collection") if hasattr(instance, name)
    }
    codename = Permission.objects.filter(pk=instance.permission_id).values_list("codename", flat=True).first()
    group = Group.objects.filter(pk=instance.group_id).first() or ""
    audit.log(action, user=_actor(), subject=group, permissions=[codename], **place)
