"""The list of all pages for search engines, every language with its alternates (hreflang).

Wagtail lists only the default language before 8.1; delete this module with that upgrade.
"""

from collections import defaultdict

from django.conf import settings
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from pages.site.context import published_languages, site_context_for
from pages.values.visibility import readable


class AllLanguages(Sitemap):
    """Published pages that anyone may read, in every open language."""

    def items(self):
        pages = readable(Page.objects.all()).filter(depth__gt=1, locale__language_code__in=published_languages())
        pages = pages.exclude(pk__in=site_context_for(settings.LANGUAGE_CODE).empty_lists)
        return pages.order_by("path").select_related("locale").defer("search_description")

    def _urls(self, page, protocol, domain):
        self._versions = defaultdict(dict)
        for each in self.items():
            self._versions[each.translation_key][each.locale.language_code] = each.get_full_url(self.request)
        urls = []
        for each in self.paginator.page(page).object_list:
            versions = self._versions[each.translation_key]
            alternates = [{"lang_code": code, "location": url} for code, url in versions.items()]
            if settings.LANGUAGE_CODE in versions:
                alternates.append({"lang_code": "x-default", "location": versions[settings.LANGUAGE_CODE]})
            urls.append(
                {
                    "item": each,
                    "location": versions[each.locale.language_code],
                    "lastmod": each.last_published_at,
                    "alternates": alternates if len(versions) > 1 else [],
                }
            )
        return urls
