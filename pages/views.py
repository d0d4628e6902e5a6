"""Every page, the list of all pages, and the picture for sharing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages.site.routing import page_for_path
from pages.values import social_card
from pages.values.cache import cached, read_as_published
from pages.values.named import keep_site
from pages.values.visibility import readable


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
    """Every published page of the language, as one nested list. The tree comes in one query."""
    keep_site(request)
    site = request.site_context
    pages = _readable(site).filter(url_path__startswith=site.home_path).order_by("path")
    nodes = [{"page": page, "level": page.depth - site.home_depth} for page in pages.defer("search_description")]
    for node, following in zip(nodes, [*nodes[1:], {"level": 0}], strict=False):  # none, if the home page is private
        node["opens"] = following["level"] > node["level"]
        node["closes"] = range(max(0, node["level"] - following["level"]))
    description = _("Every page of this site, in one list.")
    return render(request, "pages/site_map.html", {"nodes": nodes, "title": _("All pages"), "description": description})


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
