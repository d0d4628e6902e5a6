"""Every address of the site: what carries no language first, then the languages, pages last."""

from functools import wraps

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as document_urls
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_patterns
from wagtail.utils.urlpatterns import decorate_urlpatterns

from iom_site import views
from iom_site.sitemaps import AllLanguages
from pages import views as page_views
from pages.accounts import urls as account_urls
from pages.accounts.confirmation import identity_confirmed
from pages.base.refusals import say_refusals
from pages.contact.desks import keep_to_the_desk
from pages.copies import views as copy_views
from pages.editing import urls as editing_urls
from pages.help import views as help_views
from pages.references import urls as references_urls
from pages.search.views import search
from pages.sharing import views as sharing
from pages.usefulness import views as usefulness_views
from pages.values import admin_policy

# Wagtail's admin needs inline styles, and the forms with its date pickers or its editor inline scripts (wagtail#1288).
WAGTAIL = {"style-src": [UNSAFE_INLINE], "img-src": ["data:", "blob:"], "frame-src": [SELF]}
# Our own views need none: those of `pages` are marked where they are registered, these stand elsewhere.
WITHOUT_INLINE_SCRIPTS = tuple(f"/admin/{path}/" for path in ("messages", "state", "projects/import"))
# What changes who may do what is saved by those alone who have just shown that it is they.
ACCOUNTS_IN_BULK = "/admin/bulk/pages/user/"  # asked when it is opened: what has a query does not go on by itself
OF_ACCOUNTS = ("/admin/users/", "/admin/groups/", ACCOUNTS_IN_BULK)


def changes_accounts(request):
    path = request.path_info
    is_asked = path.startswith(OF_ACCOUNTS) and (request.method == "POST" or path.startswith(ACCOUNTS_IN_BULK))
    return is_asked and request.user.is_authenticated


def of_the_admin(view):
    """Each view of the admin: for those who may be there, under a policy as strict as what stands there allows."""
    is_marked = getattr(view, admin_policy.MARK, False)
    view = identity_confirmed(say_refusals(keep_to_the_desk(view)), enabled=changes_accounts)
    strict = csp_update(WAGTAIL)(view)
    relaxed = csp_update({**WAGTAIL, "script-src": [UNSAFE_INLINE]})(view)

    @wraps(view)
    def answer(request, *args, **kwargs):
        needs_none = is_marked or request.path_info.startswith(WITHOUT_INLINE_SCRIPTS)
        chosen = strict if needs_none else relaxed
        return chosen(request, *args, **kwargs)

    return answer


our_own = decorate_urlpatterns([*editing_urls.urlpatterns, *references_urls.urlpatterns], require_admin_access)

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon),
    path("kept.txt", views.kept),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": AllLanguages}}, name="sitemap"),
    path("help.txt", help_views.plain_text, name="help_text"),
    path("media/images/<path:path>", views.rendition),
    path("accounts/", include("pages.accounts.urls")),
    path("admin/", include(account_urls.admin_urlpatterns)),
    path("admin/", include(decorate_urlpatterns([*our_own, *admin_urls.urlpatterns], of_the_admin))),
    path("documents/", include(decorate_urlpatterns(list(document_urls.urlpatterns), views.document))),
    path("api/", include("programmes.exports.api")),
    path("copies/<slug:language>.zip", copy_views.download, name="site_zip"),
    path("card/<int:pk>-<slug:digest>.png", page_views.card, name="social_card"),
    *i18n_patterns(
        path("search/", search, name="search"),
        path("all-pages/", page_views.site_map, name="site_map"),
        path("copy/", copy_views.to_carry, name="to_carry"),
        path("help.txt", help_views.plain_text, name="help_text_here"),
        path("card/", help_views.wallet_card, name="wallet_card"),
        path("leave/", help_views.quick_exit, name="quick_exit"),
        path("calendar/", help_views.calendar, name="calendar"),
        path("calendar/<int:year>/", help_views.calendar, name="calendar_of_year"),
        path("draft/<str:token>/", sharing.shared_draft, name="shared_draft"),
        path("calendar/today.svg", help_views.clear_site_data, name="calendar_mark"),
        path("useful/", usefulness_views.answer, name="useful"),
        path("site.webmanifest", views.manifest, name="manifest"),
        # Wagtail's own pattern knows no dot: records of projects, feeds and calendars, which no page can be named like.
        re_path(r"^((?:[\w-]+/)*(?:projects\.[a-z]+|feed\.xml|(?:calendar|event)\.ics))$", page_views.serve),
        *wagtail_patterns[:-1],
        re_path(serve_pattern, page_views.serve, name="wagtail_serve"),
    ),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler429 = "pages.accounts.views.too_many_requests"  # allauth's
handler500 = views.server_error
