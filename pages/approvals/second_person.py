"""Two people for what a victim relies on: a help line, the telephone of the office, an address that leads away.

The models ask here, so that forms, lists, workflows, the API and code obey alike. Who acts is known from Wagtail's log
context, which its admin sets for each request. A command on the server acts for nobody and is not stopped: whoever
holds the server holds the site. Where nobody else has the right one person is enough, which is said and logged.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import ModelLogEntry, PageLogEntry

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.accounts.models import User
from pages.approvals.live_changes import notify_waiting
from pages.approvals.models import PendingChange, field_of, holders

REASON = _("Readers rely on this, so it takes two people: somebody else who may publish must confirm it.")
ALONE = _("Nobody else may do this at present, so it was done without a second person. This was written down.")
_confirmed = ContextVar("confirmed", default=False)


class SecondPersonNeeded(PermissionDenied):
    """Somebody tried alone what takes two people."""


class StaleChangeError(Exception):
    """What waited for a second person was asked for of something that has changed since."""


def acting_user() -> User | None:
    """Who acts in this request of the admin; nobody in a command or a background task."""
    user: User | None = get_active_log_context().user
    return user


@contextmanager
def confirmed() -> Iterator[None]:
    """Within it, what takes two people has been confirmed by two."""
    token = _confirmed.set(True)
    try:
        yield
    finally:
        _confirmed.reset(token)


def is_confirmed() -> bool:
    """Whether what happens now was confirmed by two."""
    return _confirmed.get()


def others(user: User, model: type[Model]) -> QuerySet[User]:
    """Those besides this person who may confirm a change of a live record of this model."""
    return holders(model).exclude(pk=user.pk)


def is_needed(user: User | None, model: type[Model]) -> bool:
    """Whether a change by this person must be confirmed by another."""
    return user is not None and not is_confirmed() and others(user, model).exists()


def acted_alone() -> bool:
    """Whether in this request somebody did alone what takes two people."""
    alone = {"uuid": get_active_log_context().uuid, "action": "pages.alone"}
    return bool(alone["uuid"]) and any(log.objects.filter(**alone).exists() for log in (ModelLogEntry, PageLogEntry))


def is_alone(user: User | None, model: type[Model]) -> bool:
    """Whether this person acts without a second one, since there is none."""
    return user is not None and not is_confirmed() and not others(user, model).exists()


def refuse_alone(user: User | None, model: type[Model]) -> None:
    """Raise `SecondPersonNeeded` where a second person is needed."""
    if is_needed(user, model):
        raise SecondPersonNeeded(str(REASON))


def propose(
    action: str,
    subject: Model,
    user: User | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> PendingChange:
    """Keep a change until somebody else confirms it; it takes the place of an earlier one of the same kind."""
    content_type = ContentType.objects.get_for_model(subject)
    of = {"content_type": content_type, "object_id": str(subject.pk or "")}
    with transaction.atomic():
        if subject.pk:
            PendingChange.objects.filter(action=action, **of).delete()
        change = PendingChange.objects.create(
            action=action,
            label=str(subject)[:255],
            requested_by=user,
            before=before or {},
            after=after or {},
            **of,
        )
        audit.log(Action.CHANGE_PROPOSED, user=user, subject=change, fields=sorted(change.after))
        notify_waiting.enqueue(change.pk)
    return change


def keep_back(instance: Model, names: Collection[str]) -> PendingChange | None:
    """Before a record is saved: put fields that take two people back to what they were, and have them wait.

    Answers the change that now waits, or nothing.
    """
    user = acting_user()
    if not instance.pk or not is_needed(user, type(instance)):
        return None
    stored = type(instance)._default_manager.filter(pk=instance.pk).values(*names).first() or {}
    after = {name: getattr(instance, name) for name in names if stored and getattr(instance, name) != stored[name]}
    if not after:
        return None
    for name in after:
        setattr(instance, name, stored[name])
    return propose(PendingChange.Action.CHANGE, instance, user, {name: stored[name] for name in after}, after)


def confirm(change: PendingChange, user: User) -> Model:
    """Carry out what waits, as its second person; answers the record.

    Raises `SecondPersonNeeded` for the one who asked for it, unless there is nobody else; `PermissionDenied` for
    those without the right; `StaleChangeError`; and `ValidationError` if the record would break its rules.
    """
    if not change.holders().filter(pk=user.pk).exists():
        raise PermissionDenied
    if user.pk == change.requested_by_id:
        refuse_alone(user, change.model)
    with transaction.atomic():
        current = PendingChange.objects.select_for_update().filter(pk=change.pk).first()
        if current is None:
            raise StaleChangeError
        current.delete()
        with confirmed():
            subject = _carry_out(current, user)
        audit.log(Action.CHANGE_CONFIRMED, user=user, subject=current, requested_by=_name_of(current.requested_by))
    return subject


def withdraw(change: PendingChange, user: User) -> None:
    """Refuse what another person asked for, or take back one's own request."""
    with transaction.atomic():
        audit.log(Action.CHANGE_WITHDRAWN, user=user, subject=change, requested_by=_name_of(change.requested_by))
        change.delete()


def _name_of(user: User | None) -> str:
    return user.get_username() if user else ""


def _carry_out(change: PendingChange, user: User) -> Model:
    actions = PendingChange.Action
    subject: Model | None = change.model() if change.action == actions.ADD else change.subject
    if subject is None or any(_value(subject, name) != value for name, value in change.before.items()):
        raise StaleChangeError
    asked = _name_of(change.requested_by)
    if change.action == actions.DELETE:
        log(subject, "pages.confirm", user=user, data={"requested_by": asked})
        subject.delete()
        return subject
    if change.action == actions.UNPUBLISH:
        # Whoever confirms has the right (see `confirm`); Wagtail would ask as of a page.
        UnpublishAction(subject, user=user).execute(skip_permission_checks=True)
    else:
        for name, value in change.after.items():
            setattr(subject, field_of(type(subject), name).attname, value)
        subject.full_clean()
        subject.save()
    log(subject, "pages.confirm", user=user, data={"requested_by": asked})
    return subject


def _value(subject: Model, name: str) -> Any:
    return getattr(subject, field_of(type(subject), name).attname)
