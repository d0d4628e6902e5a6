"""Every page, the list of all pages, and the picture for sharing."""

from operator import itemgetter

from django.db.models import Count, F, Window
from django.db.models.functions import Length, RowNumber, Substr
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages.site.routing import page_for_path
from pages.values import social_card
from pages.values.cache import cached, cached_of_page, read_as_published
from pages.values.named import keep_site
from pages.values.visibility import readable

MOST_BELOW = 50  # pages of a list that the map of the site names


# The only pages that take a POST are the forms of `pages.contact.views`. They ask for no cookie, so there is
# nobody's authority that a foreign site could use; their own signed token stands in the form.
@csrf_exempt
def serve(request, path):
    """Answer with the page at this address; found in at most two queries instead of two for each level."""
    site = request.site_context
    if not site.home_url:
        raise Http404
    keep_site(request)
    read_as_published()
    page, rest = page_for_path(site, path)
    if page is None:
        raise Http404
    request._wagtail_route_for_request = page.route(request, rest)
    return wagtail_serve(request, path)


def _readable(site):
    """Published pages that anyone may read, in the language of the site, but empty lists."""
    return readable(Page.objects.all()).filter(locale=site.locale_id, depth__gt=1).exclude(pk__in=site.empty_lists)


def site_map(request):
    """Every published page of the language, as one nested list; of a long list the newest. Kept under the version."""
    keep_site(request)
    read_as_published()
    if request.copied_on:
        nodes = _all_nodes(request)
    else:
        name = f"site-map:{request.site_context.language}:{request.get_host()}"
        nodes = cached_of_page(name, lambda: _all_nodes(request, newest=MOST_BELOW))
    description = _("Every page of this site, in one list.")
    return render(request, "pages/site_map.html", {"nodes": nodes, "title": _("All pages"), "description": description})


def _all_nodes(request, newest=None):
    """The pages as plain values, in the order of the tree; of each list only so many of the newest. One query."""
    site = request.site_context
    pages = _readable(site).filter(url_path__startswith=site.home_path).defer("search_description")
    if newest:
        siblings = Substr("path", 1, Length("path") - Page.steplen)
        number = Window(RowNumber(), partition_by=siblings, order_by=F("path").desc())
        pages = pages.annotate(newest=number, siblings=Window(Count("pk"), partition_by=siblings))
        pages = pages.filter(newest__lte=newest)
    nodes = _nodes(list(pages.order_by("path")), site.home_depth)
    for node, following in zip(nodes, [*nodes[1:], {"level": 0}], strict=False):  # none, if the home page is private
        page = node.pop("page")
        node["title"], node["url"] = page.title, page.get_url(request)
        node["opens"] = following["level"] > node["level"]
        node["closes"] = range(max(0, node["level"] - following["level"]))
    return nodes


def _nodes(pages, depth):
    """Each page with its level; behind the newest of a long list one more, which leads to the whole list."""
    nodes = [{"page": page, "level": page.depth - depth, "at": page.path} for page in pages]
    by_path = {page.path: page for page in pages}
    for page in pages:
        parent = by_path.get(page.path[: -Page.steplen])
        if parent and getattr(page, "newest", 0) == 1 and page.siblings > MOST_BELOW:
            more = {"page": parent, "level": page.depth - depth, "all": page.siblings}
            nodes.append({**more, "at": f"{page.path}~"})  # behind all below it, too
    return sorted(nodes, key=itemgetter("at"))


def card(request, pk, digest):
    """The picture that stands for a page without one when it is shared. Its address changes with its words."""
    page = get_object_or_404(readable(Page.objects.all()).select_related("locale"), pk=pk)
    if digest != social_card.digest(page):
        return redirect(social_card.address(page))
    # Drawn once for all readers: whoever asks again and again must not occupy the site with drawing.
    site = request.site_context
    png = cached(f"card:{site.language}:{digest}", lambda: social_card.draw(page.title, site.site_name))
    response = HttpResponse(png, content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
