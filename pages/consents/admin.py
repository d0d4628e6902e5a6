"""Consents in the admin: the list, the form, and the one act that ends one."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.accounts.requests import StaffRequest
from pages.base.consents import CHANNELS, ConsentRecord
from pages.consents.notifications import what_is_left
from pages.consents.withdrawal import uses_of, withdraw


class ConsentPanel(Panel):
    """Whether it holds, where it is relied on, and the way to withdraw it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/consent_state.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **_about(self.instance)}


class ConsentViewSet(SnippetViewSet):
    """What people agreed to: in the menu, for those who write and publish."""

    model = ConsentRecord
    icon = "user"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Consents")
    menu_name = "consents"
    menu_order = 115
    list_display = ["reference", "age", "given_on", "expires_on", "withdrawn_on", "settled_on"]
    list_filter = ["age", "withdrawn_on", "expires_on"]
    search_fields = ["reference", "scope"]
    edit_handler = ObjectList(
        [
            ConsentPanel(),
            FieldPanel("reference"),
            FieldPanel("scope"),
            MultiFieldPanel([FieldPanel(name) for name in CHANNELS], heading=gettext_lazy("Where it may be shown")),
            FieldRowPanel([FieldPanel("age"), FieldPanel("guardian_agreed")]),
            FieldRowPanel([FieldPanel("given_on"), FieldPanel("expires_on")]),
            FieldPanel("form_kept_at"),
            FieldPanel("settled_on"),
        ]
    )


def _about(consent: ConsentRecord) -> dict[str, Any]:
    return {"consent": consent, "uses": uses_of(consent), "left": what_is_left(consent)}


def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks once more, with all that will vanish; then withdraws. Of one that has ended it says what is left to do."""
    if not ModelPermissionPolicy(ConsentRecord).user_has_permission(request.user, "change"):
        raise PermissionDenied
    consent = get_object_or_404(ConsentRecord, pk=pk)
    if request.method == "POST" and not consent.withdrawn_on:
        withdraw(consent)
        text = _("Withdrawn: %(consent)s. Readers see nothing of it any more.")
        messages.success(request, text % {"consent": consent})
        return redirect("consent_end", pk=pk)
    return render(request, "admin/consent_end.html", _about(consent))


def before_copy_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy that would be public at once meets the rule of publishing before anything is copied."""
    if request.method != "POST" or not (request.POST.get("publish_copies") or request.POST.get("alias")):
        return None
    own = Page.objects.filter(pk=page.pk)
    pages = page.get_descendants(inclusive=True) if request.POST.get("copy_subpages") else own
    for each in pages.live().specific():
        each.refuse_publication()
    return None
