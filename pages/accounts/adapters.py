"""What allauth asks of this site: who may guess again, what happens after, how secrets lie in the database."""

import time
from contextlib import suppress
from typing import Any, NoReturn

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pages.accounts import audit, devices, factor_secrets
from pages.accounts.audit import Action
from pages.accounts.models import User
from pages.accounts.requests import SignInRequest
from pages.accounts.second_factor import has_second_factor, must_have_second_factor
from pages.accounts.session_limits import BROWSER, STARTED_AT
from pages.accounts.tasks import notify_owner
from pages.accounts.throttle import PasswordThrottle
from pages.values.sealing import UnreadableError


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; wrong guesses make waiting."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Name and password do not belong together."),
        "email_password_mismatch": _("Name and password do not belong together."),
        "too_many_login_attempts": _(
            "There were several wrong attempts. Wait a little, then try again. A device on which you signed in before "
            "waits less."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose address it is `iom_site.proxies` has settled. Who comes from nowhere may sign in as well."""
        return request.META.get("REMOTE_ADDR") or "nowhere"

    def is_safe_url(self, url: str | None) -> bool:
        """Where `next` may lead; allauth reads it as an address first, and falls over what is none."""
        with suppress(ValueError):
            return bool(super().is_safe_url(url))
        return False

    def authenticate(self, request: SignInRequest, **credentials: Any) -> User | None:
        login = credentials.get("username") or credentials.get("email") or ""
        throttle = PasswordThrottle(request, login)
        if throttle.seconds_to_wait_here:
            self._refuse(request, throttle.seconds_to_wait_here)
        user: User | None = super().authenticate(request, **credentials)
        if user is None:
            throttle.add()
            self._write_down(login, throttle)
        if throttle.seconds_to_wait_anywhere and not (user and has_second_factor(user)):
            self._refuse(request, throttle.seconds_to_wait_anywhere)
        if user:
            throttle.here.reset()
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Instead of allauth's own counter, which lives in the cache."""

    def _write_down(self, login: str, throttle: PasswordThrottle) -> None:
        """A name that nobody has is not kept: people type their password there."""
        names = User.objects.filter(Q(username=login) | Q(email__iexact=login))
        pk, name = names.values_list("pk", "username").first() or (0, "")
        audit.log(Action.SIGN_IN_FAILED, user=name)
        if throttle.begins_to_bite:
            audit.log(Action.SIGN_IN_THROTTLED, user=name)
            notify_owner.enqueue(pk, Action.SIGN_IN_THROTTLED)

    def _refuse(self, request: SignInRequest, seconds: int) -> NoReturn:
        request.seconds_to_wait = seconds
        raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        if not devices.device_of(request, user.get_username().casefold()):
            notify_owner.enqueue(user.pk, Action.SIGNED_IN, request.session.get(BROWSER, ""))
        devices.remember(request, response, user)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago has just shown who they are."""
        age = time.time() - context.request.session.get(STARTED_AT, 0)
        if age < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        is_required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return is_required

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are encrypted; who must have one keeps the last."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Your role needs a second factor. Set up another one first."),
    }

    def encrypt(self, text: str) -> str:
        return factor_secrets.new(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return factor_secrets.text_of(encrypted_text)
        except (
            UnreadableError
        ):  # its key is gone, or it is another's: no code fits, least of all one of an empty secret
            secret: str = generate_totp_secret()
            return secret

    def build_totp_svg(self, url: str) -> str:
        """For the page itself, so without the head of a file."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.WAGTAIL_SITE_NAME}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = authenticator.user
        others = user.authenticator_set.exclude(pk=authenticator.pk).exclude(type=authenticator.Type.RECOVERY_CODES)
        return settings.SECOND_FACTOR == "offered" or others.exists() or not must_have_second_factor(user)
