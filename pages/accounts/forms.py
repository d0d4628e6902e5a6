"""Forms of signing in that differ from allauth's."""

from typing import Any

from allauth.account import forms as allauth_account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as allauth_forms
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.accounts.models import User
from pages.accounts.tasks import notify_owner, send_password_link
from pages.accounts.throttle import FREE, code_counter


class LoginForm(allauth_account_forms.LoginForm):
    """As allauth's; the way to a new password stands below the form, once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or email")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ResetPasswordForm(forms.Form):
    """Asks for a link. What it answers, and how fast, does not depend on whether there is such an account."""

    email = forms.EmailField(label=_("Email"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        found = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True)
        send_password_link.enqueue(found.values_list("pk", flat=True).first() or 0)
        email: str = self.cleaned_data["email"]
        return email


class ThrottledCodeMixin(allauth_forms.BaseAuthenticateForm):
    """Wrong codes make waiting, like wrong passwords."""

    def clean_code(self) -> str:
        counter = code_counter(context.request, self.user)
        if counter.seconds_to_wait(FREE):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            code: str = super().clean_code()
        except forms.ValidationError:
            counter.add()
            audit.log(Action.CODE_FAILED, user=self.user)
            if counter.count + 1 == FREE:  # the password was right
                notify_owner.enqueue(self.user.pk, Action.CODE_FAILED)
            raise
        counter.reset()
        return code


class AuthenticateForm(ThrottledCodeMixin, allauth_forms.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateForm(ThrottledCodeMixin, allauth_forms.ReauthenticateForm):
    """Somebody who is signed in shows that it is still them."""
