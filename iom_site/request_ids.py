"""A name for each request, under which what was written of it in several places is put together. Nobody is known by it.

What may leave no trace has none: neither its lines in the log nor its answer say that they belong together.
"""

import re
from contextvars import ContextVar
from uuid import uuid4

from iom_site.sign_in import PATHS_OF_STAFF

GIVEN = re.compile(r"[0-9a-f]{32}")  # as nginx makes them
_handled = ContextVar("handled", default=None)


class RequestIdMiddleware:
    """Takes the name that the proxy gave, or makes one; to staff the answer says it.

    Public answers do not: they are kept by the proxy and given to others. `iom_site.proxies` has taken away what
    others than the proxy claim.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request.id = given if GIVEN.fullmatch(given) else uuid4().hex
        token = _handled.set(request)
        try:
            response = self.get_response(request)
        finally:
            _handled.reset(token)
        if request.path_info.startswith(PATHS_OF_STAFF):
            response.headers["X-Request-ID"] = request.id
        return response


def current_id(request=None):
    """The name of this request, or of the one that is being answered here; empty if it may leave no trace."""
    request = request or _handled.get()
    return "" if request is None or leaves_no_trace(request) else getattr(request, "id", "")


def leaves_no_trace(request):
    """Whether it asks for help, or is a form, or may be: before this process has read which addresses are, all may."""
    from pages.site import sensitive  # noqa: PLC0415 - logging is set up before any app is there

    return getattr(request, "is_sensitive", False) or sensitive.may_be_sensitive(getattr(request, "path", ""))
