"""Views of the ground floor: every page, search, the list of all pages, and the picture for sharing."""

import re

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages import social_card
from pages.frame import current_frame, page_at

RESULTS_A_PAGE = 10
LONGEST_QUERY = 200
_NO_WORD = re.compile(r"[^\w\s]")  # SQLite takes some of them for its query language


def serve(request, path):
    """Answer with the page at this address; found in two queries instead of two for each level."""
    frame = current_frame()
    if not frame.home_url:
        raise Http404
    page, rest = page_at(frame, path)
    if page is None:
        raise Http404
    request._wagtail_route_for_request = page.route(request, rest)
    return wagtail_serve(request, path)


def _readable():
    """Published pages that anyone may read, in the language in use."""
    return Page.objects.live().public().filter(locale=current_frame().locale_id, depth__gt=1)


def search(request):
    """Pages that hold the words asked for."""
    query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    words = _NO_WORD.sub(" ", query).strip()
    found = _readable().search(words) if words else []
    listing = Paginator(found, RESULTS_A_PAGE).get_page(request.GET.get("page"))
    listing.object_list = [page.specific for page in listing.object_list]
    title = _("Search") if not query else _("Search: %(query)s") % {"query": query}
    context = {"query": query, "listing": listing, "title": title, "suggestions": current_frame().menu}
    return render(request, "pages/search.html", context)


def site_map(request):
    """Every published page of the language, as one nested list. The tree comes in one query."""
    frame = current_frame()
    pages = _readable().filter(url_path__startswith=frame.home_path).order_by("path")
    nodes = [{"page": page, "level": page.depth - frame.home_depth} for page in pages.defer("search_description")]
    for node, following in zip(nodes, [*nodes[1:], {"level": 0}], strict=True):
        node["opens"] = following["level"] > node["level"]
        node["closes"] = range(max(0, node["level"] - following["level"]))
    description = _("Every page of this site, in one list.")
    return render(request, "pages/site_map.html", {"nodes": nodes, "title": _("All pages"), "description": description})


def card(request, pk, digest):
    """The picture that stands for a page without one when it is shared. Its address changes with its words."""
    page = get_object_or_404(Page.objects.live().public().select_related("locale"), pk=pk)
    if digest != social_card.digest(page):
        return redirect(social_card.address(page))
    response = HttpResponse(social_card.draw(page.title, current_frame().site_name), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
