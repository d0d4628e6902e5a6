"""What is told when something that victims rely on changes before readers.

`site_changed_live` is the one place: it writes into the audit log and has everybody written to who may publish.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log
from wagtail.permissions import page_permission_policy

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.accounts.models import User
from pages.approvals.models import PendingChange, field_of
from pages.values.background import background_task
from pages.values.mail import send


def site_changed_live(
    action: str, subject: Model, user: User | None = None, fields: Iterable[str] = (), alone: bool = False
) -> None:
    """Tell of a change that readers see from now on. `action` is `add`, `change`, `unpublish` or `delete`."""
    fields = list(fields)
    if alone:
        log(subject, "pages.alone", user=user, data={"action": action, "fields": fields})
    name = f"{subject._meta.verbose_name}: {subject}"[:255]
    what = Action.LIVE_DELETED if action in ("delete", "unpublish") else Action.LIVE_CHANGED
    audit.log(what, user=user, subject=name, change=action, fields=fields, alone=alone)
    labels = [str(field_of(type(subject), name).verbose_name) for name in fields]
    url = AdminURLFinder().get_edit_url(subject) or "" if action != "delete" else ""
    notify_publishers.enqueue(action, name, labels, user.pk if user else None, url, alone)


@background_task
def notify_publishers(action: str, name: str, labels: list[str], user_pk: int | None, url: str, alone: bool) -> None:
    """Have everybody written to who may publish pages: a change that nobody expected is seen by somebody."""
    for person in page_permission_policy.users_with_permission("publish").exclude(email=""):
        send_live_change.enqueue(person.pk, action, name, labels, user_pk, url, alone)


@background_task
def send_live_change(
    person_pk: int, action: str, name: str, labels: list[str], user_pk: int | None, url: str, alone: bool
) -> None:
    """Write to one person, in the language of their admin, what changed on the public site, and by whom."""
    person = _person(person_pk)
    user = User.objects.filter(pk=user_pk).first() if user_pk else None
    if person is None:
        return
    with translation.override(person.admin_language):
        lines = [
            f"{name}: {PendingChange.Action(action).label}",
            ", ".join(labels),
            _("By: %(person)s") % {"person": user.get_username() if user else _("a command on the server")},
            _("Nobody else may do this, so there was no second person.") if alone else "",
            f"{settings.WAGTAILADMIN_BASE_URL}{url}" if url else "",
            _("If you did not expect this, speak to the others who may publish, and put it right."),
        ]
        _send(person, _("Changed on the public site: %(name)s") % {"name": name}, lines)


@background_task
def notify_waiting(change_pk: int) -> None:
    """Have everybody written to who may confirm a change, but for whoever asked for it."""
    change = PendingChange.objects.filter(pk=change_pk).first()
    if change is None:
        return
    for person in change.holders().exclude(email="").exclude(pk=change.requested_by_id or 0):
        send_waiting.enqueue(person.pk, change_pk)


@background_task
def send_waiting(person_pk: int, change_pk: int) -> None:
    """Write to one person that a change waits for them."""
    person, change = _person(person_pk), PendingChange.objects.filter(pk=change_pk).first()
    if person is None or change is None:
        return
    with translation.override(person.admin_language):
        lines = [str(change), settings.WAGTAILADMIN_BASE_URL + reverse("pending_changes")]
        _send(person, _("A change waits for a second person: %(name)s") % {"name": change.label}, lines)


def _person(pk: int) -> User | None:
    return User.objects.filter(pk=pk, is_active=True).first()


def _send(person: User, subject: str, lines: list[str]) -> None:
    send(subject, "\n\n".join(filter(None, lines)), to=[person.email])
