"""Views of the ground floor: every page, search, the list of all pages, and the picture for sharing."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages.search import index
from pages.site.context import current_frame, page_at
from pages.values import social_card

RESULTS_A_PAGE = 10
LONGEST_QUERY = 200


# The only pages that take a POST are the forms of `pages.contact.views`. They ask for no cookie, so there is
# nobody's authority that a foreign site could use; their own signed token stands in the form.
@csrf_exempt
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
    """Pages that hold all the words asked for; if there are none, what comes nearest, and the page says so."""
    frame = current_frame()
    names = {language["code"]: language["name"] for language in frame.languages}
    tongues = [frame.language, [code for code in names if code != frame.language]]
    query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    readable = Page.objects.live().public()
    asked, meant, operator = query, "", "and"
    listing = _listing(request, index.found(readable, query, *tongues))
    if query and not listing.paginator.count:
        meant = index.suggestion(readable, query, *tongues)
        for asked, operator in ((meant, "and"), (meant or query, "or")):
            listing = _listing(request, index.found(readable, asked, *tongues, operator))
            if listing.paginator.count:
                break
    listing.object_list = index.complete(list(listing.object_list), asked, frame.language)
    for page in listing.object_list:
        page.name_of_language = names.get(page.other_language)
    context = {"query": query, "asked": asked, "meant": meant, "partly": operator == "or", "listing": listing}
    title = _("Search") if not query else _("Search: %(query)s") % {"query": query}
    return render(request, "pages/search.html", {**context, "title": title, "suggestions": frame.menu})


def _listing(request, pages):
    return Paginator(pages, RESULTS_A_PAGE).get_page(request.GET.get("page"))


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
