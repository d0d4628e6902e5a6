"""Asks where a link leads. Of this site the database knows; another site is asked as seldom and as little as can be.

HEAD first, then GET of which nothing is read; ten seconds; never an address inside a network, also not by a redirect:
whoever writes a link must not have the server look around where it stands.
"""

import ipaddress
import socket
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.base.media import SiteDocument
from pages.links.models import LinkTarget

SECONDS = 10
OK = "ok"
# What these say is that a program is not welcome, or not now: no person would see a broken link.
NOT_FOR_PROGRAMS = {401, 402, 403, 405, 406, 418, 423, 425, 429, 451, 999}
ANSWERS = {
    OK: _("works"),
    "gone": _("deleted"),
    "unpublished": _("not published"),
    "expired": _("expired"),
    "silent": _("no answer"),
    "unknown": _("there is no such site"),
    "unsafe": _("its certificate does not hold"),
    "inside": _("an address inside a network"),
    "wrong": _("not an address"),
}


def words_for(answer):
    """An answer for staff; a number is what the other server said (HTTP)."""
    return ANSWERS.get(answer) or _("HTTP status %(code)s") % {"code": answer}


def answers_of_site(targets):
    """For pages and documents of this site: each target with its answer, in one question for each kind."""
    keys = {kind: {int(each.address) for each in targets if each.kind == kind} for kind in LinkTarget.Kind.values[:2]}
    pages = {pk: (live, expired) for pk, live, expired in _pages(keys[LinkTarget.Kind.PAGE])}
    documents = set(SiteDocument.objects.values_list("pk", flat=True)) if keys[LinkTarget.Kind.DOCUMENT] else set()
    for target in targets:
        key = int(target.address)
        if target.kind == LinkTarget.Kind.DOCUMENT:
            yield target, OK if key in documents else "gone"
        elif key not in pages:
            yield target, "gone"
        else:
            live, expired = pages[key]
            yield target, OK if live else "expired" if expired else "unpublished"


def _pages(keys):
    return Page.objects.values_list("pk", "live", "expired") if keys else ()


class InsideError(Exception):
    """The address leads into a network that is nobody's from outside."""


def refuse_inside(url):
    """`InsideError` unless every address of the host is one of the public internet."""
    for found in socket.getaddrinfo(urlsplit(url).hostname, None, type=socket.SOCK_STREAM):
        if not ipaddress.ip_address(found[4][0].partition("%")[0]).is_global:
            raise InsideError


class _Redirects(HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):
        refuse_inside(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask(url):
    """What another site answers: `ok`, a word of `ANSWERS`, or a status of HTTP."""
    url = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
    agent = f"LinkChecker (+{settings.WAGTAILADMIN_BASE_URL})"
    opener = build_opener(ProxyHandler({}), _Redirects())
    try:
        refuse_inside(url)
        for method in ("HEAD", "GET"):
            status = _status(opener, Request(url, method=method, headers={"User-Agent": agent}))  # noqa: S310 - checked
            if status < 400:
                return OK
        return OK if status in NOT_FOR_PROGRAMS else str(status)
    except InsideError:
        return "inside"
    except (ValueError, UnicodeError):
        return "wrong"
    except URLError as error:
        return _word_for(error.reason)
    except OSError as error:
        return _word_for(error)
    except Exception:  # a server that speaks no HTTP raises whatever it likes
        return "silent"


def _status(opener, request):
    try:
        with opener.open(request, timeout=SECONDS) as response:
            return response.status
    except HTTPError as error:
        with error:
            return error.code


def _word_for(reason):
    if isinstance(reason, socket.gaierror):
        return "unknown"
    return "unsafe" if "CERTIFICATE" in str(reason).upper() else "silent"
