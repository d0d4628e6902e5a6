"""What is known of a request at a door that only staff pass, and behind it."""

from django.http import HttpRequest

from pages.accounts.models import User


class StaffRequest(HttpRequest):
    """A request in the admin, for the type checker: Wagtail lets nobody in who is not signed in."""

    user: User


class SignInRequest(HttpRequest):
    """A request with a guess, for the type checker: how long the next must wait, if this one was refused."""

    seconds_to_wait: int
