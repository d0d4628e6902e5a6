"""The search page of the site."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.search.index import complete, find_pages, suggestion

RESULTS_A_PAGE = 10
LONGEST_QUERY = 200


def search(request):
    """Pages that hold all the words asked for; if there are none, what comes nearest, and the page says so."""
    site = request.site_context
    names = {language["code"]: language["name"] for language in site.languages}
    tongues = [site.language, [code for code in names if code != site.language]]
    query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    readable = Page.objects.live().public()
    asked, meant, operator = query, "", "and"
    listing = _listing(request, find_pages(readable, query, *tongues))
    if query and not listing.paginator.count:
        meant = suggestion(readable, query, *tongues)
        for asked, operator in ((meant, "and"), (meant or query, "or")):
            listing = _listing(request, find_pages(readable, asked, *tongues, operator))
            if listing.paginator.count:
                break
    listing.object_list = complete(list(listing.object_list), asked, site.language)
    for page in listing.object_list:
        page.name_of_language = names.get(page.other_language)
    context = {"query": query, "asked": asked, "meant": meant, "partly": operator == "or", "listing": listing}
    title = _("Search") if not query else _("Search: %(query)s") % {"query": query}
    return render(request, "pages/search.html", {**context, "title": title, "suggestions": site.menu})


def _listing(request, pages):
    return Paginator(pages, RESULTS_A_PAGE).get_page(request.GET.get("page"))
