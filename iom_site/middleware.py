"""How requests come in and answers travel: what is refused, in which language, how small, for how long."""

import gzip

import brotli
from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from iom_site import views
from pages.site.context import LazySiteContext
from pages.values.cache import one_version

ADMIN = ("/admin/",)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class HealthCheckMiddleware:
    """Answers `/alive` and `/ready` before anything else looks: a probe knows no host name and no https."""

    answers = {"/alive": views.alive, "/ready": views.ready}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.answers.get(request.path_info, self.get_response)
        return answer(request)


class RejectNullBytesMiddleware:
    """Answers 400 to what no browser sends and no database takes: a null byte in an address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return views.bad_request(request)
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SiteContextMiddleware:
    """Gives each request its `site_context`: lazy, so that files and the admin pay nothing, and fetched once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.site_context = LazySiteContext()
        with one_version():
            return self.get_response(request)


class UrlLocaleMiddleware(LocaleMiddleware):
    """The language is what the address says; without one, what the browser prefers. No cookie.

    Unlike Django's own, an unknown address stays a 404 where it was asked for, so that the admin and
    files are never answered from `/en/…`. A language without a published home page leads to one that has
    one, instead of serving another language's pages under its own prefix.
    """

    def process_request(self, request):
        super().process_request(request)
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


class CacheControlMiddleware:
    """Readers' pages may be kept but are asked after; whoever is signed in shares nothing; help leaves no trace.

    A request is marked `is_sensitive` by the help page that it finds (`pages.help.models`) or by its view
    (`pages.help.views`): its answer is kept nowhere, names no page to the next one and sets no cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "is_sensitive", False):
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "no-referrer"
            response.cookies.clear()
            return response
        if response.has_header("Cache-Control"):
            return response
        if request.path_info.startswith(ADMIN) or settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, no_cache=True)
        return response


class CompressionMiddleware(GZipMiddleware):
    """Brotli, else gzip, for the text of public pages: the same page gives the same bytes (and ETag).

    The admin keeps Django's own gzip with its random padding, since admin pages hold secrets.
    """

    smallest = 200
    text_types = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")

    def process_response(self, request, response):
        if request.path_info.startswith(ADMIN) or response.cookies:
            return super().process_response(request, response)
        if (
            response.streaming
            or len(response.content) < self.smallest
            or response.has_header("Content-Encoding")
            or not response.get("Content-Type", "").startswith(self.text_types)
        ):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        accepted = request.headers.get("Accept-Encoding", "")
        if "br" in [part.split(";")[0].strip() for part in accepted.split(",")]:
            response.content = brotli.compress(response.content, quality=5)
            response.headers["Content-Encoding"] = "br"
        elif "gzip" in accepted:
            response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        return response
