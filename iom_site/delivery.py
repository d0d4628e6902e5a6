"""What a proxy may keep of the site's answers, and how a browser that has one already is answered before all else.

An answer is the same for all readers if it hangs on nothing but the version of the site and what `_asked` names. Its
ETag is made of its bytes, so a page that a change did not touch costs a reader who has it nothing. Which ETag an
address has under the present version a process remembers: until that changes it answers 304 without a query.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseNotModified, QueryDict
from django.http.response import HttpResponseBase, ResponseHeaders
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_path, get_language_from_request

from iom_site.compression import best_coding
from iom_site.sign_in import PATHS_OF_STAFF
from iom_site.wsgi_keys import HAS_WAITED
from pages.values import site_version
from pages.values.cache import one_version, version
from pages.values.lite import plain_path

NO_PAGES = (*PATHS_OF_STAFF, "/static/", "/media/", "/documents/", "/api/", "/card/", "/alive", "/ready", "/metrics")
# What an address of a list may ask for, each once. Words of a search (`q`) are nobody's business, nor a disk's.
KNOWN_PARAMETERS = frozenset(
    ["area", "donor", "gcm", "kind", "objective", "page", "province", "sdg", "sort", "state", "status", "topic", "year"]
)
# Pages are asked after each time, but where nobody answers, a cache may give what it has for a week.
PUBLIC = "public, max-age=0, stale-if-error=604800"
# How long nginx answers without asking (`deploy/nginx.conf` goes by this header alone); it tells it to nobody.
PROXY_HEADER, PROXY_SECONDS = "X-Accel-Expires", "1"
KEPT = (200, 301, 302, 303)
MOST_REMEMBERED = 10_000  # addresses; more are asked for by nobody who reads

Asked = tuple[str, ...]


class _Remembered(NamedTuple):
    version: str
    etag: str
    headers: ResponseHeaders


class _NotModified(HttpResponseNotModified):
    """With the headers of the page as they are: they were checked when the page was given."""

    def __init__(self, headers: ResponseHeaders) -> None:
        super().__init__()
        self.headers = headers


class EarlyNotModifiedMiddleware:
    """Answers 304 before hosts, sessions, languages and the database are looked at; only where it saw the 200 itself.

    Stands outside of all that may refuse or redirect and of all that adds headers, and remembers an answer, as it left
    the site, only for the request that got it. Only what stands before it is done for each return visit, so that this
    costs less than the emptiest view of Django.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.remembered: dict[Asked, _Remembered] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = _asked(request)
        if asked is None:
            with one_version():
                return self.get_response(request)
        known = self.remembered.get(asked)
        if known and _has_it(request, known.etag):
            with suppress(DatabaseError):  # who comes next says so
                if known.version == site_version.current():
                    return _NotModified(known.headers)
        with one_version():
            return self._answer(request, asked)

    def _answer(self, request: HttpRequest, asked: Asked) -> HttpResponseBase:
        """What the site says, remembered under the version that it had before it was asked."""
        try:
            now = version()
        except DatabaseError:
            return self.get_response(request)
        response = self.get_response(request)
        if response.status_code in (200, 304) and response.has_header("ETag") and is_same_for_all(request, response):
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            headers = {name: value for name, value in response.headers.items() if not name.startswith("Content-")}
            self.remembered[asked] = _Remembered(now, headers["ETag"], ResponseHeaders(headers))
        return response


def is_same_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether anybody who asks the same is answered the same: nothing of a person, a draft or a form is in it.

    Of pages that leave no trace only those are that say so themselves (`proxy_may_keep`): no form does.
    """
    is_open = response.headers.get("Cache-Control", "").startswith("public")
    return (
        (is_open or getattr(request, "proxy_may_keep", False))
        and request.method in ("GET", "HEAD")
        and "q" not in request.GET
        and not {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}.intersection(request.COOKIES)
        and not response.cookies
        and not getattr(request, "is_preview", False)
    )


def let_proxy_keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say to the delivered proxy that it may answer others with this, also while the site rests."""
    if response.status_code in KEPT and is_same_for_all(request, response):
        response.headers[PROXY_HEADER] = PROXY_SECONDS


def _asked(request: HttpRequest) -> Asked | None:
    """All that an answer may hang on; nothing for what is not asked like a page by a stranger.

    Read from the bare environment: Django's own views of it (headers, cookies, parameters) cost more than the answer.
    """
    told = request.META
    if settings.DEBUG or request.method not in ("GET", "HEAD") or told.get("HTTP_COOKIE") or "HTTP_RANGE" in told:
        return None
    if request.path_info.startswith(NO_PAGES) or told.get(HAS_WAITED):
        return None
    if (query := told.get("QUERY_STRING", "")) and not _is_known(query):
        return None
    return (
        request.scheme or "",
        told.get("HTTP_HOST", ""),
        request.path_info,
        query,
        best_coding(told.get("HTTP_ACCEPT_ENCODING", "")),
        told.get("HTTP_SAVE_DATA", ""),
        get_language_from_path(plain_path(request.path_info)) or get_language_from_request(request),
    )


def _is_known(query: str) -> bool:
    names = QueryDict(query).lists()
    return all(name in KNOWN_PARAMETERS and len(values) == 1 for name, values in names)


def _has_it(request: HttpRequest, etag: str) -> bool:
    """Whether the reader's browser or proxy has the page with this ETag."""
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return False
    checked = get_conditional_response(request, etag=etag)
    return checked is not None and checked.status_code == 304
