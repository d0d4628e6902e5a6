"""The list of all pages for search engines, every language with its alternates (hreflang), in parts.

Which part a page stands in follows from the key that it shares with its translations: they name each other, so a
publish changes one part, however many pages there are, and moves nothing into another one.

Wagtail lists only the default language before 8.1; with that upgrade only the parts are left here.
"""

from collections import defaultdict
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.db.models import CharField, Count, Max
from django.db.models.functions import Cast, Substr
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Page

from pages.site.context import published_languages, site_context_for
from pages.values.cache import cached_in_process
from pages.values.visibility import readable

WHOLE = "all"  # the name of the only part of a small site; those of a large one are digits of the keys in them
PAGES_A_PART = 800  # about: keys are random, so no part has more than 1,000
MOST_DIGITS = 2


def offered():
    """Published pages that anyone may read, in every open language."""
    pages = readable(Page.objects.all()).filter(depth__gt=1, locale__language_code__in=published_languages())
    return pages.exclude(pk__in=site_context_for(settings.LANGUAGE_CODE).empty_lists)


class Part(Sitemap):
    """The pages whose keys begin with these digits."""

    limit = 50_000  # as the protocol has it: a part has one page

    def __init__(self, request, digits):
        super().__init__(request)
        self.digits = digits

    def items(self):
        pages = offered().order_by("path").select_related("locale").defer("search_description")
        if self.digits != WHOLE:
            ends = (UUID(self.digits.ljust(32, end)) for end in "0f")
            pages = pages.filter(translation_key__range=tuple(ends))
        return list(pages)

    def _urls(self, page, protocol, domain):
        pages = self.paginator.page(page).object_list
        versions = defaultdict(dict)
        for each in pages:
            versions[each.translation_key][each.locale.language_code] = each.get_full_url(self.request)
        return [self._entry(each, versions[each.translation_key]) for each in pages]

    def _entry(self, page, versions):
        alternates = [{"lang_code": code, "location": url} for code, url in versions.items()]
        if settings.LANGUAGE_CODE in versions:
            alternates.append({"lang_code": "x-default", "location": versions[settings.LANGUAGE_CODE]})
        return {
            "item": page,
            "location": versions[page.locale.language_code],
            "lastmod": page.last_published_at,
            "alternates": alternates if len(versions) > 1 else [],
        }


def parts():
    """The names of the parts, each with the moment when one of its pages was last published."""
    return cached_in_process("sitemap-parts", _parts)


def _parts():
    key = Substr(Cast("translation_key", CharField()), 1, MOST_DIGITS)
    found = offered().order_by().values(key=key).annotate(pages=Count("pk"), last=Max("last_published_at"))
    rows = list(found.values_list("key", "pages", "last"))
    count, width = sum(pages for _key, pages, _last in rows), 0
    while width < MOST_DIGITS and count > PAGES_A_PART * 16**width:
        width += 1
    latest = defaultdict(list)
    for key, _pages, last in sorted(rows):
        latest[key[:width] or WHOLE] += [last] if last else []
    return {name: max(moments, default=None) for name, moments in latest.items()}


@x_robots_tag
def index(request):
    """`sitemap.xml`: where the parts are."""
    root = site_context_for(settings.LANGUAGE_CODE).root_url
    items = [SitemapIndexItem(root + reverse("sitemap_part", args=[name]), last) for name, last in parts().items()]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": items}, content_type="application/xml")


def part(request, name):
    """`sitemap-….xml`: its pages."""
    if name not in parts():
        raise Http404
    return sitemap(request, {name: Part(request, name)}, section=name)
