"""Links by which somebody chooses a password: an invitation (three days) and a reset (one hour), each of use once.

Who has no password yet was invited; whoever has one asked for another. The link is made from the password, the last
sign-in and the email address (Django), so it dies with any change of these; to invite again makes older ones void.
"""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import base36_to_int

from pages.accounts.models import User


class LinkTokenGenerator(PasswordResetTokenGenerator):
    """Django's tokens with two lifetimes."""

    key_salt = "pages.accounts.links"

    def check_token(self, user: User | None, token: str | None) -> bool:
        # Never longer than PASSWORD_RESET_TIMEOUT, which is an invitation's.
        if not (user and token and super().check_token(user, token)):
            return False
        age = self._num_seconds(self._now()) - base36_to_int(token.split("-")[0])
        return not user.has_usable_password() or age <= settings.PASSWORD_LINK_TIMEOUT


def link_for(user: User) -> str:
    """The whole address at which this person chooses a password."""
    key = LinkTokenGenerator().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
