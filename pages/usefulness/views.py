"""“Was this page useful?”: one answer, counted and forgotten. No cookie, no script, no address is kept."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from pages.usefulness.models import UsefulnessCount
from pages.values import rate_limits
from pages.values.visibility import readable

ANSWERS = ("useful", "not_useful")
# Answers an hour that are counted: from one address or household, from its wider networks, from everybody.
MOST_FROM_NETWORKS = (20, 60, 200)
MOST_IN_ALL = 2000


# It knows nobody, so there is nobody's authority that a foreign site could use; a flood of it is not counted.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request):
    """Count an answer and say thanks, with the way back; who answers too often is thanked as well.

    Whoever comes to this address by itself, from a history or a bookmark, is led home.
    """
    if request.method != "POST":
        return redirect(f"/{get_language()}/")
    page, given = _page(request), request.POST.get("answer")
    if page is None or given not in ANSWERS:
        raise Http404
    if _is_counted(request):
        UsefulnessCount.add(page, timezone.localdate(), given)
    context = {"title": _("Thank you"), "answered": page, "was_useful": given == ANSWERS[0]}
    response = render(request, "pages/useful.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(request):
    """The page that was asked about, if anyone may read it and if it asks at all."""
    key = request.POST.get("page", "")
    if not key.isascii() or not key.isdigit() or len(key) > 9:
        return None
    page = readable(Page.objects.all()).filter(pk=key, depth__gt=2).first()
    is_asked = page is not None and not request.site_context.is_sensitive(page.get_url(request) or "")
    return page if is_asked else None


def _is_counted(request):
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return False
    counts = rate_limits.from_networks(request, "useful")
    is_flood = any(count > most for count, most in zip(counts, MOST_FROM_NETWORKS, strict=False))
    return not is_flood and rate_limits.in_all("useful") <= MOST_IN_ALL
