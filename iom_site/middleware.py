"""How requests come in and answers travel: what is refused, in which language, with which headers, for how long.

Whose word counts stands in `iom_site.proxies`, how small answers travel in `iom_site.compression`.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseNotFound
from django.middleware import http
from django.middleware.locale import LocaleMiddleware
from django.middleware.security import SecurityMiddleware
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import get_language

from iom_site import views
from iom_site.delivery import NO_PAGES, PUBLIC, let_proxy_keep
from iom_site.proxies import is_near
from iom_site.sign_in import PATHS_OF_STAFF
from iom_site.wsgi_keys import HAS_WAITED
from pages.site.context import LazySiteContext
from pages.values.requests import COPIED_ON

SIGN_OUT = ("/accounts/logout/", "/admin/logout/")
# What every answer carries that says nothing else of itself: files, refusals, redirects and health among them.
DEFAULT_HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
# What programs of others read from their own pages: the schema of the open data, beside the data itself.
OPEN_FILES = f"{settings.STATIC_URL}open-data/"
OPEN_HEADERS = {**DEFAULT_HEADERS, "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


class DefaultHeadersMiddleware:
    """Stands outermost, so that no answer lacks its headers (`docs/security.md` lists them), whoever gives it."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.security = SecurityMiddleware(get_response)

    def __call__(self, request):
        response = self.get_response(request)
        is_open = request.path_info.startswith(OPEN_FILES) and response.status_code < 400
        for name, value in (OPEN_HEADERS if is_open else DEFAULT_HEADERS).items():
            response.headers.setdefault(name, value)
        if response.status_code != 304:  # a browser that has the answer has its policy
            response.headers.setdefault("Content-Security-Policy", views.NOTHING)
        self.security.process_response(request, response)
        if response.headers.get("Content-Encoding") == "None":  # of a document: Wagtail writes what Python calls none
            del response.headers["Content-Encoding"]
        return response


class HealthCheckMiddleware:
    """Answers `/alive` and `/ready` before hosts and https are looked at: a probe knows neither.

    Only this machine and the trusted proxies may ask whether the site is ready, since that asks the database. Whoever
    waited in line for too long (`iom_site.web_worker`) is answered here too, before anything is asked that may hang.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_refused = request.META.get(HAS_WAITED)
        if request.path_info == "/alive":
            return views.alive(request)
        if request.path_info == "/ready":
            if not is_near(request.META.get("REMOTE_ADDR", "")):
                return HttpResponseNotFound()
            return views.resting(request) if is_refused else views.ready(request)
        if is_refused:
            return views.resting(request)
        return self.get_response(request)


class RejectNullBytesMiddleware:
    """Answers 400 to what no browser sends: a null byte in an address, a form without its hidden fields."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return views.bad_request(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Wagtail reads the hidden counts of its forms as if they were always there."""
        if request.method == "POST" and isinstance(exception, MultiValueDictKeyError):
            return views.bad_request(request)
        return None


class ConditionalGetMiddleware(http.ConditionalGetMiddleware):
    """As Django's own, and HEAD is answered with the ETag that GET has: no view of the site leaves its body out."""

    def process_response(self, request, response):
        if request.method != "HEAD":
            return super().process_response(request, response)
        if self.needs_etag(response) and not response.has_header("ETag"):
            set_response_etag(response)
        return get_conditional_response(request, etag=response.get("ETag"), response=response)


class SiteContextMiddleware:
    """Gives each request its `site_context`: lazy, so that files and the admin pay nothing, and fetched once.

    Also whether the answer goes into a copy of the site (`iom_site.copies`); on the way out the policy of the answer
    allows the style sheet that stands in it (`pages.values.styles`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.site_context = LazySiteContext()
        request.copied_on = request.META.get(COPIED_ON)
        response = self.get_response(request)
        if source := getattr(request, "inline_style_source", ""):
            response._csp_update = {"style-src": [source]}  # as django-csp's own decorator says it
        return response


class UrlLocaleMiddleware(LocaleMiddleware):
    """The language is what the address says; without one, what the browser prefers. No cookie.

    Unlike Django's own, an unknown address stays a 404 where it was asked for, so that the admin and
    files are never answered from `/en/…`. A language without a published home page leads to one that has
    one, instead of serving another language's pages under its own prefix.
    """

    def process_request(self, request):
        super().process_request(request)
        _mark(request)
        code = request.path_info.split("/")[1]
        is_translation = code in dict(settings.LANGUAGES) and code != settings.LANGUAGE_CODE
        if is_translation and request.site_context.language != code:
            return redirect("choose_language")
        return None

    def process_response(self, request, response):
        if not request.path_info.startswith(f"/{get_language()}/"):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", get_language())
        return response


def _mark(request):
    """Known by its address, before a slash is added, a language is closed or a page is not found."""
    if not request.path_info.startswith(NO_PAGES):
        request.is_sensitive = request.site_context.is_sensitive(request.path_info)


class CacheControlMiddleware:
    """Readers' pages may be kept but are asked after; whoever is signed in shares nothing; help leaves no trace.

    A request is marked `is_sensitive` by its address (above), by the help page that it finds (`pages.help.models`) or
    by its view (`pages.help.views`); so is one that is led there. Its answer is kept nowhere, names no page to the next
    one and sets no cookie. Nor is a failure kept: nobody knows what it hides.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        self._say(request, response)
        let_proxy_keep(request, response)
        return response

    def _say(self, request, response):
        if (
            getattr(request, "is_sensitive", False)
            or response.status_code >= 500
            or self._leads_there(request, response)
        ):
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "no-referrer"
            response.cookies.clear()
            return
        if request.method == "POST" and request.path_info in SIGN_OUT:
            # Not when a sign-in has merely ended: what was being written is still kept there.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        if response.has_header("Cache-Control"):
            return
        if request.path_info.startswith(PATHS_OF_STAFF) or settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_cache=True)
        elif response.status_code >= 400:  # a mistake is over when it is mended
            patch_cache_control(response, no_cache=True)
        else:
            response.headers["Cache-Control"] = PUBLIC
            if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
                patch_vary_headers(response, ("Save-Data",))  # `templates/base.html` asks for it

    @staticmethod
    def _leads_there(request, response):
        target = urlsplit(response.get("Location", "")).path
        if not target or request.path_info.startswith(PATHS_OF_STAFF):
            return False
        return request.site_context.is_sensitive(target)
