"""Between a session and whatever answers: has it ended, and does its owner still owe a second factor?"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pages.accounts import audit, session_limits
from pages.accounts.audit import Action
from pages.accounts.second_factor import lacks_second_factor
from pages.values.requests import SiteRequest

GetResponse = Callable[[SiteRequest], HttpResponseBase]
ADMIN = "/admin/"
ACCOUNTS = "/accounts/"
STATIC = (settings.STATIC_URL, settings.MEDIA_URL)
# What the admin asks by itself while nobody is there.
BY_ITSELF = ("/admin/editing-sessions/", "/admin/jsi18n/", "/admin/sprite/", "/accounts/session/")
# What the admin answers to those who are not signed in either.
OPEN = ("/admin/login/", "/admin/logout/", "/admin/password_reset/", "/admin/jsi18n/", "/admin/sprite/")


def _is_signed_in(request: SiteRequest) -> bool:
    """A reader without a cookie of ours costs nothing, and what they get depends on none."""
    return request.has_session and request.user.is_authenticated


class SessionLimitsMiddleware:
    """Ends a session that lasted too long, and notes that somebody is there.

    Templates and others ask `request.has_session`, which tells without a query that this is a reader.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponseBase:
        request.has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not request.path_info.startswith(STATIC) and _is_signed_in(request):
            if session_limits.is_over(request):
                audit.log(Action.SESSION_ENDED, user=request.user, reason="time")
                request.session.flush()
                request.user = AnonymousUser()
            elif not request.path_info.startswith(BY_ITSELF):
                session_limits.touch(request)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Who owes a second factor meets nothing of the admin but the way to set one up, and is a reader elsewhere."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith((*STATIC, *OPEN, ACCOUNTS)) or not _is_signed_in(request):
            return self.get_response(request)
        if not lacks_second_factor(request.user):
            return self.get_response(request)
        if path.startswith(ADMIN):
            return self._lead_to_it(request)
        request.user = AnonymousUser()
        return self.get_response(request)

    def _lead_to_it(self, request: SiteRequest) -> HttpResponse:
        is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        if is_script or request.path_info.startswith("/admin/api/"):
            return JsonResponse({"detail": _("Set up your second factor first.")}, status=403)
        # Only what may be asked for again is worth coming back to.
        goal = request.get_full_path() if request.method == "GET" else ADMIN
        return redirect(f"{reverse('mfa_index')}?{urlencode({'next': goal})}")
