"""The search page of the site."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page

from pages.search.query import Found, find
from pages.search.results import results
from pages.search.suggestions import suggestion
from pages.values import rate_limits
from pages.values.cache import read_as_published
from pages.values.named import keep_site
from pages.values.visibility import readable

RESULTS_A_PAGE = 10
RESULTS_AT_ONCE = 50  # of a search by POST, which has one page
OTHERS_A_PAGE = 5
LONGEST_QUERY = 200
MOST_SUGGESTIONS = 30  # a minute from one network: each compares with many words


# Asked by POST the words stand in no address, so no history keeps them. It changes nothing and knows nobody.
@csrf_exempt
def search(request):
    """Pages that hold all the words asked for; if there are none, what comes nearest, and the page says so.

    The words may tell what somebody is afraid of: they stand in no title, no cache and no referrer.
    """
    request.is_sensitive = True
    keep_site(request)
    read_as_published()
    site = request.site_context
    names = {language["code"]: language["name"] for language in site.languages}
    others = [code for code in names if code != site.language]
    query = " ".join(_given(request, "q").replace("\x00", " ").split())[:LONGEST_QUERY]
    found, meant = _find(request, query, site.language, others)
    listing, has_more = _listing(request, found)
    here = list(listing.object_list)
    elsewhere = found.others[:OTHERS_A_PAGE] if listing.number == 1 else []
    shown = results([*here, *elsewhere], found.marked, site.language)
    for page in shown:
        page.name_of_language = names.get(page.other_language)
    listing.object_list = [page for page in shown if page.pk in here]
    elsewhere = [page for page in shown if page.pk in elsewhere]
    context = {"query": query, "asked": meant or query, "meant": meant, "partly": bool(found.partly)}
    context |= {
        "listing": listing,
        "has_more": has_more,
        "elsewhere": elsewhere,
        "suggestions": site.menu,
        "title": _("Search"),
    }
    context["shows_exit"] = any(site.is_sensitive(page.get_url(request) or "") for page in shown)
    return render(request, "pages/search.html", context)


def _find(request, query, language, others):
    """What is found, and the words that were probably meant if it is found by these."""
    pages = readable(Page.objects.all()).exclude(pk__in=request.site_context.empty_lists)
    found = find(pages, query, language, others)
    if found.pages or not query or not _may_suggest(request):
        return found, ""
    for languages in ([language], [] if found else others):
        meant = suggestion(query, languages)
        nearest = find(pages, meant, language, others) if meant else Found()
        if nearest:
            return nearest, meant
    return found, ""


def _given(request, name):
    return (request.POST if request.method == "POST" else request.GET).get(name, "")


def _may_suggest(request):
    return rate_limits.from_one_network(request, "suggested", rate_limits.MINUTE) <= MOST_SUGGESTIONS


def _listing(request, found):
    """One page of the results, and whether there are more pages than all of these show."""
    keys, by_post = found.pages or found.partly, request.method == "POST"
    offered = keys[:RESULTS_AT_ONCE] if by_post else keys
    listing = Paginator(offered, RESULTS_AT_ONCE if by_post else RESULTS_A_PAGE).get_page(_given(request, "page"))
    return listing, found.has_more or len(offered) < len(keys)
