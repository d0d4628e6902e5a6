"""A draft for someone without an account: its link is made and taken back in the admin, opened by whoever has it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from pages.contact.page_types import ContactPage
from pages.help.models import HelpIndexPage
from pages.sharing.models import SharedDraft, digest_of


def why_not(page):
    """Why no draft of a page is shown to others: one sentence for staff, nothing if it may be."""
    if page.get_ancestors(inclusive=True).type(HelpIndexPage, ContactPage).exists():
        return _("Drafts of help and of forms are not shared: whoever opens them may be in danger.")
    if page.get_view_restrictions().exists():
        return _("This page is not open to everyone, so its draft is not either.")
    if page.consent_refusals():
        return _("Who is shown or told of in this draft has not agreed to it yet.")
    return ""


def draft_of(page):
    """What its form says now."""
    return page.specific.get_latest_revision_as_object()


@require_safe
def shared_draft(request, token):
    """The draft as readers would see it, for whoever has the link; kept nowhere, found by no search engine."""
    link = SharedDraft.objects.open().filter(digest=digest_of(token)).select_related("page").first()
    page = link and draft_of(link.page)
    # Not in another language's clothes, and not if what was allowed then is not allowed now.
    if page is None or page.locale.language_code != translation.get_language() or why_not(page):
        request.is_sensitive = True
        raise Http404
    request.shared_draft = link
    response = page.serve_preview(request, page.default_preview_mode)
    if hasattr(response, "render"):
        response.render()
    request.is_sensitive = True  # from here on: no log, no cookie, no cache, no referrer
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


# In the admin -----------------------------------------------------------------------------------


def _page_for(request, pk):
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def share(request, pk):
    """The links of a page; a new one is shown this once."""
    page = _page_for(request, pk)
    reason, address = why_not(draft_of(page)), ""
    if request.method == "POST" and not reason:
        token = SharedDraft.make(page, request.user)
        with translation.override(page.locale.language_code):
            address = settings.WAGTAILADMIN_BASE_URL + reverse("shared_draft", args=[token])
    links = SharedDraft.objects.open().filter(page=page).select_related("created_by")
    return render(
        request, "admin/share_draft.html", {"page": page, "reason": reason, "address": address, "links": links}
    )


@require_POST
def take_back(request, pk, link_pk):
    """From now on it opens nothing."""
    page = _page_for(request, pk)
    SharedDraft.objects.filter(pk=link_pk, page=page).delete()
    messages.success(request, _("The link was taken back: it opens nothing any more."))
    return redirect("share_draft", page.pk)


def header_buttons(page, user, next_url=None, view_name=None):
    """Among the acts of a page."""
    if page.depth > 1 and page.permissions_for_user(user).can_edit():
        url = reverse("share_draft", args=[page.pk])
        yield Button(gettext_lazy("Share the draft"), url, icon_name="link", priority=90)


admin_urlpatterns = [
    path("pages/<int:pk>/share/", share, name="share_draft"),
    path("pages/<int:pk>/share/<int:link_pk>/take-back/", take_back, name="take_back_draft"),
]
