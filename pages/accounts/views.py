"""Pages of signing in that are ours: sessions, what a script asks of them, the answer when a form lost its token."""

from datetime import datetime
from typing import Any

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pages.accounts import audit, session_limits
from pages.accounts.audit import Action
from pages.accounts.models import Session
from pages.accounts.requests import StaffRequest
from pages.accounts.session_limits import BROWSER, STARTED_AT, USED_AT
from pages.accounts.sessions import digest_of


class LoginView(allauth_views.LoginView):
    """allauth's, which says by its status too that one must wait."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        seconds = getattr(self.request, "seconds_to_wait", 0)
        if seconds:
            response.status_code = 429
            response.headers["Retry-After"] = str(seconds)
        return response


def _described(session: Session) -> dict[str, Any]:
    """What its owner is told of a session. It holds no address."""
    content = session.get_decoded()
    times = {name: content.get(key) for name, key in (("started_at", STARTED_AT), ("used_at", USED_AT))}
    zone = timezone.get_current_timezone()
    shown = {name: at and datetime.fromtimestamp(at, zone) for name, at in times.items()}
    return {"key": session.pk, "browser": content.get(BROWSER), **shown}


@login_required
def sessions(request: StaffRequest) -> HttpResponse:
    """Where somebody is signed in."""
    own = Session.objects.filter(user=request.user, expire_date__gt=timezone.now())
    described = sorted(map(_described, own), key=lambda each: str(each["used_at"]), reverse=True)
    this = digest_of(request.session.session_key or "")
    return render(request, "account/sessions.html", {"sessions": described, "this": this})


@login_required
@require_POST
def end_session(request: StaffRequest) -> HttpResponse:
    """End one of one's sessions, or all but this one."""
    others = Session.objects.filter(user=request.user).exclude(pk=digest_of(request.session.session_key or ""))
    if request.POST.get("session") != "others":
        others = others.filter(pk=request.POST.get("session", ""))
    count, _by_model = others.delete()
    if count:
        audit.log(Action.SESSION_ENDED, user=request.user, reason="owner", count=count)
        messages.success(request, _("Ended. Whoever was signed in there must sign in again."))
    return redirect("account_sessions")


def session_state(request: HttpRequest) -> JsonResponse:
    """For the script of the admin: how long the sign-in still lasts. A POST says that somebody is there.

    A form that stayed open while somebody signed in again takes its new token from here.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"signedIn": False})
    if request.method == "POST":
        session_limits.touch(request)
    state: dict[str, object] = {
        "signedIn": True,
        "left": session_limits.limits_of(request).left,
        "user": request.user.pk,
    }
    # The token looks different each time; by its digest the script knows whether it is another one.
    state["token"] = get_token(request)
    state["tokenId"] = digest_of(request.META["CSRF_COOKIE"])[:16]
    return JsonResponse(state)


def form_token_lost(request: HttpRequest) -> HttpResponse:
    """A form of the admin came without its token: somebody signed in anew meanwhile, or the sign-in is over."""
    context = {"login_url": f"{reverse('account_login')}?{urlencode({'next': request.path_info})}"}
    return render(request, "account/form_token_lost.html", context, status=403)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429 of allauth: a flood from one network."""
    return render(request, "account/too_many_requests.html", status=429)


def reset_password_address(request: HttpRequest, rest: str = "") -> HttpResponseRedirect:
    """Wagtail's own addresses of a password reset lead to ours."""
    return HttpResponseRedirect(reverse("account_reset_password"))
