"""What waits for a second person, in the admin: the list, the answer, and views that say why they did nothing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import View
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import page_permission_policy

from pages.accounts.models import User
from pages.accounts.requests import StaffRequest
from pages.approvals import second_person
from pages.approvals.models import PendingChange
from pages.approvals.panels import waiting_for


def register_log_actions(actions: LogActionRegistry) -> None:
    """Words for Wagtail's history."""
    actions.register_action(
        "pages.confirm", gettext_lazy("Confirm"), gettext_lazy("Confirmed what another person asked for")
    )
    actions.register_action(
        "pages.alone", gettext_lazy("Without a second person"), gettext_lazy("Changed without a second person")
    )


def changes_for(user: User) -> list[PendingChange]:
    """What waits that this person may see: those who hold the right, and whoever asked for it."""
    changes = PendingChange.objects.select_related("content_type", "requested_by")
    return [each for each in changes if each.requested_by_id == user.pk or each.holders().filter(pk=user.pk).exists()]


class PendingChangesPanel(Component):
    """What waits for a second person, on the first screen of those who may be that person."""

    name = "pending_changes"
    template_name = "admin/pending_changes_panel.html"
    order = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"changes": changes_for(parent_context["request"].user)}


def index(request: StaffRequest) -> HttpResponse:
    """Everything that waits, with its two buttons."""
    if not page_permission_policy.user_has_permission(request.user, "publish") and not changes_for(request.user):
        raise PermissionDenied
    changes, finder = [], AdminURLFinder(request.user)
    for each in changes_for(request.user):
        may_confirm = each.requested_by_id != request.user.pk or second_person.is_alone(request.user, each.model)
        changes.append((each, may_confirm, finder.get_edit_url(each.subject) if each.subject else None))
    return render(request, "admin/pending_changes.html", {"changes": changes})


def _change_for(request: StaffRequest, pk: int) -> PendingChange:
    change = get_object_or_404(PendingChange, pk=pk)
    if change not in changes_for(request.user):
        raise PermissionDenied
    return change


@require_POST
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """Do what another person asked for."""
    change = _change_for(request, pk)
    try:
        second_person.confirm(change, request.user)
    except second_person.SecondPersonNeeded as why:
        messages.error(request, str(why))
    except second_person.StaleChangeError:
        messages.error(request, _("It has changed since this was asked for. Withdraw it and ask again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Done: %(change)s. Readers see it from now on.") % {"change": change})
    return redirect("pending_changes")


@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Refuse what another person asked for, or take back one's own request."""
    change = _change_for(request, pk)
    second_person.withdraw(change, request.user)
    messages.success(request, _("Withdrawn: %(change)s. Nothing was changed.") % {"change": change})
    return redirect("pending_changes")


def say_that_it_waits(request: HttpRequest, change: PendingChange) -> None:
    """Tell whoever asked for something that it is not done yet."""
    text = _("“%(change)s” waits until another person confirms it. Until then readers see no change.")
    messages.warning(request, text % {"change": change})


def say_if_alone(request: HttpRequest, _subject: Model | None = None) -> None:
    """Tell whoever did alone what takes two people, since there is nobody else."""
    if second_person.acted_alone():
        messages.warning(request, str(second_person.ALONE))


def after_edit_setting(request: HttpRequest, instance: Model) -> None:
    """What the model kept back when it was saved (`keep_back`), or did not since there is nobody else."""
    for change in waiting_for(instance):
        say_that_it_waits(request, change)
    say_if_alone(request)


class RefusalMixin(View):
    """For views that publish: what the model refuses is said on the form, and what was written stays a draft."""

    redirect_url: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except second_person.SecondPersonNeeded as why:
            messages.error(request, str(why))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        url: str = self.get_edit_url() if hasattr(self, "get_edit_url") else self.redirect_url
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            step = {"step": "success", "redirect": url}
            response: HttpResponse = render_modal_workflow(request, "", None, {}, json_data=step)
            return response
        return redirect(url)
