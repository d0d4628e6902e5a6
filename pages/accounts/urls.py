"""Addresses of signing in: those of allauth that this site needs. Nobody signs up; administrators change addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth_views
from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, re_path
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.localization import get_localized_response
from wagtail.utils.urlpatterns import decorate_urlpatterns

from pages.accounts import views

View = Callable[..., HttpResponseBase]


def for_staff(view: View) -> View:
    """In a language of the admin, kept by no browser, named to no other site."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if translation.get_language() not in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
            translation.activate(settings.LANGUAGE_CODE)
        response: HttpResponseBase = get_localized_response(view, request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return answer


_urlpatterns = [
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", include("allauth.mfa.urls")),
    path("signed-in/", TemplateView.as_view(template_name="account/signed_in.html"), name="account_signed_in"),
    path("sessions/", views.sessions, name="account_sessions"),
    path("sessions/end/", views.end_session, name="account_end_session"),
    path("session/", views.session_state, name="account_session_state"),
]

urlpatterns = decorate_urlpatterns(_urlpatterns, for_staff)
urlpatterns = decorate_urlpatterns(urlpatterns, csp_replace({"frame-ancestors": [NONE]}))
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)

# Wagtail's own addresses of signing in: put before those of the admin.
admin_urlpatterns = decorate_urlpatterns(
    [
        path("login/", views.LoginView.as_view()),
        path("logout/", allauth_views.logout),
        path("password_reset/", views.reset_password_address),
        path("password_reset/<path:rest>", views.reset_password_address),
    ],
    for_staff,
)
