"""The bin in the admin: what was deleted in the last 30 days, and the way back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages as wagtail_messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from pages.deleted.bringing_back import BROUGHT_BACK, bring_back, reasons_against
from pages.deleted.models import DeletedPage

ON_A_SCREEN = 50


def register_log_actions(actions):
    """Words for Wagtail's history."""
    actions.register_action(BROUGHT_BACK, gettext_lazy("Bring back"), gettext_lazy("Brought back after it was deleted"))


class BringBackForm(forms.Form):
    """Below which page."""

    parent = forms.ModelChoiceField(
        Page.objects.all(), label=gettext_lazy("Below the page"), widget=AdminPageChooser(can_choose_root=False)
    )


class DeletedPagesMenuItem(MenuItem):
    """In the menu of reports, for those who may write pages."""

    def __init__(self):
        super().__init__(gettext_lazy("Deleted pages"), reverse("deleted_pages"), icon_name="bin", order=850)

    def is_shown(self, request):
        return page_permission_policy.user_has_permission(request.user, "add")


def visible_to(user):
    """What was deleted, for those who may write pages; where it comes back to, each page allows or not."""
    if not page_permission_policy.user_has_permission(user, "add"):
        raise PermissionDenied
    return DeletedPage.objects.select_related("deleted_by", "locale", "parent").defer("rows")


def index(request):
    """What was deleted, the latest first."""
    deleted = Paginator(visible_to(request.user), ON_A_SCREEN).get_page(request.GET.get("p"))
    return render(request, "admin/deleted/index.html", {"deleted": deleted})


def bring_back_view(request, pk):
    """Say what comes back and where to; then do it."""
    deleted = get_object_or_404(visible_to(request.user), pk=pk)
    form = BringBackForm(request.POST or None, initial={"parent": deleted.parent_id})
    if request.method == "POST" and form.is_valid():
        try:
            page = bring_back(deleted, form.cleaned_data["parent"], request.user)
        except ValidationError as why:
            form.add_error(None, why)
        else:
            text = _("“%(title)s” is back as a draft. Readers see it once it is published.") % {"title": page}
            messages.success(request, text)
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"deleted": deleted, "form": form, "reasons": reasons_against(deleted)}
    return render(request, "admin/deleted/bring_back.html", context)


def after_delete_page(request, page):
    """Say that there is a way back."""
    if DeletedPage.objects.filter(page_pk=page.pk).exists():
        text = _("Deleted pages lie in the bin for 30 days.")
        wagtail_messages.info(
            request, text, buttons=[wagtail_messages.button(reverse("deleted_pages"), _("Deleted pages"))]
        )


urlpatterns = [
    path("deleted-pages/", index, name="deleted_pages"),
    path("deleted-pages/<int:pk>/bring-back/", bring_back_view, name="bring_back"),
]
