"""What a proxy may keep of the site's answers, and how a browser that has one already is answered before all else.

An answer is the same for all readers if it hangs on nothing but the version of the site and what `_asked` names. Its
ETag is made of its bytes, so a page that a change did not touch costs a reader who has it nothing. Which ETag an
address has under the present version a process remembers: until that changes it answers 304 without a query.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_path, get_language_from_request

from iom_site.compression import best_coding
from iom_site.sign_in import PATHS_OF_STAFF
from pages.values.cache import one_version, version
from pages.values.lite import plain_path

NO_PAGES = (*PATHS_OF_STAFF, "/static/", "/media/", "/documents/", "/api/", "/card/")
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
    headers: dict[str, str]


class EarlyNotModifiedMiddleware:
    """Answers 304 before hosts, sessions, languages and the database are looked at; only where it saw the 200 itself.

    Stands outside of all that may refuse or redirect, and remembers an answer only for the request that got it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.remembered: dict[Asked, _Remembered] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with one_version():
            asked = _asked(request)
            if asked is None:
                return self.get_response(request)
            try:
                now = version()
            except DatabaseError:  # who comes next says so
                return self.get_response(request)
            known = self.remembered.get(asked)
            if known and known.version == now and (answer := _not_modified(request, known)):
                return answer
            response = self.get_response(request)
            if response.status_code in (200, 304) and is_same_for_all(request, response):
                self._remember(asked, now, response)
            return response

    def _remember(self, asked: Asked, now: str, response: HttpResponseBase) -> None:
        if not response.has_header("ETag"):
            return
        if len(self.remembered) >= MOST_REMEMBERED:
            self.remembered.clear()
        headers = {name: value for name, value in response.headers.items() if not name.startswith("Content-")}
        self.remembered[asked] = _Remembered(now, headers)


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
    """All that an answer may hang on; nothing for what is not asked like a page by a stranger."""
    if settings.DEBUG or request.method not in ("GET", "HEAD") or request.COOKIES or "Range" in request.headers:
        return None
    if request.path_info.startswith(NO_PAGES):
        return None
    names = QueryDict(request.META.get("QUERY_STRING", "")).lists()
    if any(name not in KNOWN_PARAMETERS or len(values) > 1 for name, values in names):
        return None
    return (
        request.scheme or "",
        request.META.get("HTTP_HOST", ""),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        best_coding(request.headers.get("Accept-Encoding", "")),
        request.headers.get("Save-Data", ""),
        get_language_from_path(plain_path(request.path_info)) or get_language_from_request(request),
    )


def _not_modified(request: HttpRequest, known: _Remembered) -> HttpResponseBase | None:
    """304 with the headers of the page, if the reader's browser or proxy has it."""
    checked = get_conditional_response(request, etag=known.headers["ETag"])
    if checked is None or checked.status_code != 304:
        return None
    for name, value in known.headers.items():
        checked.headers[name] = value
    return checked
