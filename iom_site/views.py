"""Addresses that belong to the site as a whole: health, files for machines, uploads, errors."""

import logging
import posixpath
import sys
from base64 import b64encode
from functools import wraps
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.static import serve as serve_file

from iom_site.full_disk import StorageError, cannot_write
from iom_site.sign_in import PATHS_OF_STAFF
from pages.accounts.views import form_token_lost
from pages.help.hotline_list import server_error_html, server_error_ways

logger = logging.getLogger(__name__)
RENDITIONS = "images"  # where Wagtail puts them, below the folder of uploads
SECURITY_TXT_DAYS = 180
# The policy of what is no page: nothing is loaded, sent or framed.
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@never_cache
def alive(request):
    """Is this process able to answer at all? A "no" makes the platform start it anew. Asks nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def ready(request):
    """Can this process serve pages? A "no" takes it out of the balance until it can; it is not restarted."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM wagtailcore_site")
    except Exception:
        logger.exception("The database does not answer.")
        return HttpResponse("database\n", status=503, content_type="text/plain")
    cache.set("ready", 1, 5)
    return HttpResponse("ready\n", content_type="text/plain")


def choose_language(request):
    """Lead from `/` to the language that the browser prefers, if it is open. Nothing is remembered."""
    site = request.site_context
    if not site.home_url:
        raise Http404
    response = redirect(site.home_url)
    patch_vary_headers(response, ("Accept-Language",))
    return response


def robots(request):
    """Which addresses robots may read."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in PATHS_OF_STAFF),
        "Disallow: /*/search/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def kept(request):
    """Another word each time that it is made: whoever gets the same twice in a row was answered by what is kept.

    `manage.py doctor` asks for it from outside, as a reader does.
    """
    return HttpResponse(f"{uuid4().hex}\n", content_type="text/plain; charset=utf-8")


def security(request):
    """Where to report a weakness (RFC 9116); absent until staff have given an address in the settings."""
    site = request.site_context
    if not site.security_contact:
        raise Http404
    expires = (timezone.now() + timezone.timedelta(days=SECURITY_TXT_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{site.security_contact}",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(language['code'] for language in site.languages)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def manifest(request):
    """The web manifest of one language: name and icons for a shortcut on the telephone."""
    site = request.site_context
    return JsonResponse(
        {
            "name": site.site_name,
            "short_name": f"{site.short_name} {site.place_name}".strip() or site.site_name,
            "lang": site.language,
            "start_url": site.home_url or "/",
            "display": "browser",
            "background_color": "#ffffff",
            "theme_color": "#0a1f4d",
            "icons": [
                {"src": static("img/mark.svg"), "type": "image/svg+xml", "sizes": "any"},
                {"src": static("img/icon-192.png"), "type": "image/png", "sizes": "192x192"},
                {"src": static("img/icon-512.png"), "type": "image/png", "sizes": "512x512"},
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def favicon(request):
    """Browsers ask for this address unbidden."""
    return FileResponse(Path(settings.ROOT / "static" / "img" / "favicon.ico").open("rb"), content_type="image/x-icon")


def rendition(request, path):
    """A drawn size of an image, from the one folder of uploads that holds nothing else.

    Originals and documents lie beside that folder and may be private: a path that is not written in its plainest form,
    or a link that leads out, is not there.
    """
    root = (Path(settings.MEDIA_ROOT) / RENDITIONS).resolve()
    if path != posixpath.normpath(path) or "\\" in path or not (root / path).resolve().is_relative_to(root):
        raise Http404
    response = serve_file(request, path, document_root=root)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def document(view):
    """Wagtail says `Content-Encoding: None` of a document, which some caches refuse, and not who may frame it."""

    @wraps(view)
    def serve(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.headers.get("Content-Encoding") == "None":
            del response.headers["Content-Encoding"]
        if response.has_header("Content-Security-Policy"):
            response.headers["Content-Security-Policy"] = NOTHING
        return response

    return serve


def _error(request, status, template, title):
    site = request.site_context
    if getattr(request, "is_sensitive", False):
        template = "pages/help_error.html"
    with translation.override(site.language):
        context = {"title": title(), "status": status, "suggestions": site.menu, "shows_exit": True}
        return render(request, template, context, status=status)


def not_found(request, exception=None):
    """404: says so in the language of the address and offers ways on."""
    return _error(request, 404, "pages/404.html", lambda: _("This page is not here"))


def forbidden(request, exception=None, reason=""):
    """403, also for a form whose token is missing; to staff it says what became of their words."""
    if reason and request.path_info.startswith(PATHS_OF_STAFF):
        return form_token_lost(request)
    return _error(request, 403, "pages/403.html", lambda: _("This is not open to you"))


def bad_request(request, exception=None):
    """400: something that no browser sends. Says so in the language of the address, without asking the database.

    Nobody looks what it was for, so it is as silent as help.
    """
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    silent = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
    headers = {**silent, "Content-Security-Policy": NOTHING, "Content-Language": language}
    with translation.override(language):
        body = _("Bad request.") + "\n"
    return HttpResponse(body, status=400, content_type="text/plain; charset=utf-8", headers=headers)


LAST_RESORT = (settings.ROOT / "templates" / "500.html").read_text(encoding="utf-8")
STYLE = LAST_RESORT.partition("<style>")[2].partition("</style>")[0]
STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY_OF_LAST_RESORT = {"Content-Security-Policy": f"{NOTHING}; style-src 'sha256-{STYLE_HASH}'"}


def server_error(request):
    """500: one page in three languages that needs no database, no tag and no other file.

    Where the database or the storage of files does not answer or nothing can be written, nothing is wrong with what was
    asked: 503, and when to try again.
    """
    causes = list(_causes(sys.exc_info()[1]))
    is_full = any(map(cannot_write, causes))
    if is_full or any(isinstance(each, OperationalError | InterfaceError | StorageError) for each in causes):
        return resting(request, is_full)
    return HttpResponse(_last_resort(request), status=500, headers=POLICY_OF_LAST_RESORT)


def resting(request, disk_is_full=False):
    """503: the same page, also for whoever waited in vain until a page was made, before all other middleware."""
    headers = {"Retry-After": "60", **POLICY_OF_LAST_RESORT}
    return HttpResponse(_last_resort(request, disk_is_full), status=503, headers=headers)


def _last_resort(request, disk_is_full=False):
    """The hotlines and the ways to help on it are those that this process read last.

    Staff read what became of their words (`static/js/admin/words.js` keeps them).
    """
    page = LAST_RESORT.replace("<!-- hotlines -->", server_error_html(get_language()))
    is_staff = request.path_info.startswith(PATHS_OF_STAFF)
    for code, _name in settings.LANGUAGES:
        page = page.replace(f"<!-- ways {code} -->", server_error_ways(code))
        page = page.replace(f"<!-- staff {code} -->", _said_to_staff(code, disk_is_full) if is_staff else "")
    return page


def _causes(error):
    """The error and what led to it, as far as Python was told."""
    while error:
        yield error
        error = error.__cause__


def _said_to_staff(code, disk_is_full):
    with translation.override(code):
        said = [_("What you wrote is kept in this browser: open the same page again and put it back.")]
        if disk_is_full:
            said.append(_("The server could not write to its disk; it may be full. Tell whoever runs the site."))
    return "".join(format_html("<p>{}</p>", each) for each in said)
