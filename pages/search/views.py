"""The search page of the site."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page

from pages.search.index import complete, find_pages, suggestion
from pages.values import rate_limits

RESULTS_A_PAGE = 10
RESULTS_AT_ONCE = 50  # of a search by POST, which has one page
LONGEST_QUERY = 200
MOST_SUGGESTIONS = 30  # a minute from one network: each compares with all words of the site


# Asked by POST the words stand in no address, so no history keeps them. It changes nothing and knows nobody.
@csrf_exempt
def search(request):
    """Pages that hold all the words asked for; if there are none, what comes nearest, and the page says so.

    The words may tell what somebody is afraid of: they stand in no title, no cache and no referrer.
    """
    request.is_sensitive = True
    site = request.site_context
    names = {language["code"]: language["name"] for language in site.languages}
    tongues = [site.language, [code for code in names if code != site.language]]
    query = " ".join(_given(request, "q").replace("\x00", " ").split())[:LONGEST_QUERY]
    readable = Page.objects.live().public().exclude(pk__in=site.empty_lists)
    asked, meant, operator = query, "", "and"
    listing = _listing(request, find_pages(readable, query, *tongues))
    if query and not listing.paginator.count:
        meant = _suggestion(request, readable, query, tongues)
        for asked, operator in ((meant, "and"), (meant or query, "or")):
            listing = _listing(request, find_pages(readable, asked, *tongues, operator))
            if listing.paginator.count:
                break
    listing.object_list = complete(list(listing.object_list), asked, site.language)
    for page in listing.object_list:
        page.name_of_language = names.get(page.other_language)
    context = {"query": query, "asked": asked, "meant": meant, "partly": operator == "or", "listing": listing}
    context["shows_exit"] = any(site.is_sensitive(page.get_url(request) or "") for page in listing.object_list)
    return render(request, "pages/search.html", {**context, "title": _("Search"), "suggestions": site.menu})


def _given(request, name):
    return (request.POST if request.method == "POST" else request.GET).get(name, "")


def _suggestion(request, readable, query, tongues):
    if rate_limits.from_one_network(request, "suggested", rate_limits.MINUTE) > MOST_SUGGESTIONS:
        return ""
    return suggestion(readable, query, *tongues)


def _listing(request, pages):
    by_post = request.method == "POST"
    return Paginator(pages, RESULTS_AT_ONCE if by_post else RESULTS_A_PAGE).get_page(_given(request, "page"))
