"""People who sign in, in the admin: invitations, the offer of a second factor, the audit log."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import DateInput
from django.forms.utils import flatatt
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.users.views.bulk_actions.set_active_state import SetActiveStateBulkAction

from pages.accounts import audit, session_limits
from pages.accounts.audit import Action
from pages.accounts.audit_handlers import end_all_sessions
from pages.accounts.confirmation import identity_confirmed
from pages.accounts.links import link_for
from pages.accounts.models import AuditLogEntry, User
from pages.accounts.requests import StaffRequest
from pages.accounts.second_factor import has_second_factor
from pages.accounts.tasks import send_invitation
from pages.values.mail import sends_mail
from pages.values.safe_cell import safe_cell


class SecondFactorPanel(Component):
    """The offer of a second factor on the first screen, to those who have none."""

    name = "second_factor"
    template_name = "admin/second_factor_panel.html"
    order = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"offered": not has_second_factor(parent_context["request"].user)}


ACCOUNT_MENU = (
    ("mfa_index", gettext_lazy("Second factor"), gettext_lazy("An app that shows codes, passkeys, recovery codes.")),
    ("account_sessions", gettext_lazy("Where you are signed in"), gettext_lazy("See your sessions and end them.")),
    ("account_change_password", gettext_lazy("Change the password"), gettext_lazy("Signs you out everywhere else.")),
)


def account_menu_item(
    url_name: str, label: str | Promise, help_text: str | Promise
) -> Callable[[HttpRequest], dict[str, str | Promise]]:
    """What the page of one's own account leads to."""
    return lambda request: {"url": reverse(url_name), "label": label, "help_text": help_text}


def session_scripts() -> SafeString:
    """On each page of the admin: one watches the sign-in, one keeps what is being written, three cure the editor."""
    texts = {
        "state-url": reverse("account_session_state"),
        "login-url": f"{reverse('account_login')}?{urlencode({'next': reverse('account_signed_in')})}",
        "warning": session_limits.WARNING_SECONDS,
        "soon": _("You will soon be signed out, because nobody was here for a while."),
        "stay": _("Stay signed in"),
        "over": _("You are signed out. What you wrote is still here: sign in, then go on."),
        "sign-in": _("Sign in (opens a new tab)"),
        "kept": _("Words that were not saved are kept in this browser."),
        "put-back": _("Put them back"),
        "throw-away": _("Throw them away"),
    }
    attributes = flatatt({f"data-{name}": text for name, text in texts.items()})
    session = format_html('<script src="{}"{}></script>', static("js/admin/session.js"), attributes)
    others = [(static(f"js/admin/{name}.js"),) for name in ("words", "last-words", "autosave", "unsaved")]
    return session + format_html_join("", '<script src="{}"></script>', others)


# Invitations ------------------------------------------------------------------------------------


def invite(request: StaffRequest, user: User) -> HttpResponse | None:
    """Send somebody a link by which they choose a password, or show it this once where no mail can be sent."""
    user.set_unusable_password()  # links that were sent before work no longer
    user.save(update_fields=["password"])
    audit.log(Action.INVITED, user=request.user, subject=user)
    if sends_mail():
        send_invitation.enqueue(user.pk)
        messages.success(request, _("%(user)s gets a mail with a link to choose a password.") % {"user": user})
        return None
    return render(request, "admin/invitation.html", {"invited": user, "link": link_for(user)})


def invite_again(request: StaffRequest, pk: int) -> HttpResponse:
    """A new link for somebody who has no password yet."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    if not request.user.has_perm("pages.change_user"):
        raise PermissionDenied
    if user.has_usable_password():
        messages.error(request, _("%(user)s has a password and can ask for another when signing in.") % {"user": user})
    elif request.method == "POST":
        answer = invite(request, user)
        if answer:
            return answer
    else:
        title = _("Invite “%(user)s” again") % {"user": user}
        return render(request, "admin/invite_again.html", {"invited": user, "title": title})
    return redirect("wagtailusers_users:index")


def end_sessions_of(request: StaffRequest, pk: int) -> HttpResponse:
    """Put somebody out wherever they are signed in: a telephone was stolen, a password became known."""
    user = get_object_or_404(User, pk=pk)
    if not request.user.has_perm("pages.change_user"):
        raise PermissionDenied
    if request.method != "POST":
        title = _("End all sessions of “%(user)s”") % {"user": user}
        return render(request, "admin/end_sessions.html", {"person": user, "title": title})
    end_all_sessions(user, request.user)
    messages.success(request, _("%(user)s is signed in nowhere any more.") % {"user": user})
    return redirect("wagtailusers_users:index")


def user_buttons(user: User, request_user: User) -> Iterator[Button]:
    """In the list of people: “Invite again” beside those who have no password yet, “End sessions” beside the others."""
    if not request_user.has_perm("pages.change_user"):
        return
    if user.has_usable_password():
        yield Button(_("End sessions"), reverse("end_sessions_of", args=[user.pk]), icon_name="logout", priority=26)
    elif user.is_active:
        yield Button(_("Invite again"), reverse("invite_again", args=[user.pk]), icon_name="mail", priority=25)


class SetActiveState(SetActiveStateBulkAction):
    """Wagtail's, but each person is saved: so it is written down, their sessions end, and a desk is told."""

    @classmethod
    def execute_action(
        cls, objects: Iterable[User], mark_as_active: bool = False, user: User | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        people = [each for each in objects if user is None or each.pk != user.pk]
        with transaction.atomic():
            for each in people:
                each.is_active = mark_as_active
                each.save(update_fields=["is_active"])
        return len(people), 0


# The audit log ----------------------------------------------------------------------------------


class AuditLogFilterSet(WagtailFilterSet):
    # The browser's own fields for a date: Wagtail's write inline scripts, which this page does without.
    since = django_filters.DateFilter(
        field_name="at", lookup_expr="date__gte", label=gettext_lazy("From (day)"), widget=DateInput({"type": "date"})
    )
    until = django_filters.DateFilter(
        field_name="at", lookup_expr="date__lte", label=gettext_lazy("Until (day)"), widget=DateInput({"type": "date"})
    )
    username = django_filters.CharFilter(label=gettext_lazy("Who"), lookup_expr="icontains")
    subject = django_filters.CharFilter(label=gettext_lazy("To whom or what"), lookup_expr="icontains")

    class Meta:
        model = AuditLogEntry
        fields = ["since", "until", "action", "username", "subject"]


class DetailsColumn(Column):
    """The few values that an entry keeps."""

    def get_value(self, instance: AuditLogEntry) -> str:
        return details_of(instance)


def details_of(entry: AuditLogEntry) -> str:
    """The few plain values of an entry on one line."""
    values = {
        name: ", ".join(map(str, value)) if isinstance(value, list) else value for name, value in entry.details.items()
    }
    return "; ".join(f"{name}: {value}" for name, value in values.items())


@method_decorator(identity_confirmed(enabled=lambda request: "export" in request.GET), name="dispatch")
class AuditLogView(ReportView):
    """Who did what, for administrators. There is nothing to change; a file of it asks again who it is."""

    model = AuditLogEntry
    queryset = AuditLogEntry.objects.all()
    permission_required = "view_audit_log"
    page_title = gettext_lazy("Audit log")
    header_icon = "history"
    filterset_class = AuditLogFilterSet
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    default_ordering = "-pk"
    columns = [
        DateColumn("at", label=gettext_lazy("When")),
        Column("username", label=gettext_lazy("Who")),
        Column("get_action_display", label=gettext_lazy("What")),
        Column("subject", label=gettext_lazy("To whom or what")),
        DetailsColumn("details", label=gettext_lazy("Details")),
    ]
    list_export = ["at", "username", "get_action_display", "subject", "details", "digest"]
    export_headings = {
        "at": gettext_lazy("When"),
        "username": gettext_lazy("Who"),
        "get_action_display": gettext_lazy("What"),
        "subject": gettext_lazy("To whom or what"),
        "details": gettext_lazy("Details"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("pages.view_audit_log"):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_filename(self) -> str:
        return f"audit-log-{timezone.localdate()}"

    def as_spreadsheet(self, queryset: QuerySet[AuditLogEntry], spreadsheet_format: str) -> HttpResponseBase:
        audit.log(Action.LOG_EXPORTED, user=self.request.user)
        response: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)
        return response

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> str:
        """Every cell is a text that nothing calculates; a time is that of the office."""
        if field == "at":
            value = timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
        elif field == "details":
            value = "; ".join(f"{name}: {each}" for name, each in value.items())
        return safe_cell(str(value))


class AuditLogMenuItem(MenuItem):
    """Among the reports."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Audit log"), reverse("audit_log"), name="audit-log", icon_name="history", order=1200
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("pages.view_audit_log")


admin_urlpatterns = [
    path("users/<int:pk>/invite/", invite_again, name="invite_again"),
    path("users/<int:pk>/end-sessions/", end_sessions_of, name="end_sessions_of"),
    path("audit-log/", AuditLogView.as_view(), name="audit_log"),
    path("audit-log/results/", AuditLogView.as_view(results_only=True), name="audit_log_results"),
]
