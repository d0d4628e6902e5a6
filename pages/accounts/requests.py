"""What is known of a request behind a door that only staff pass."""

from django.http import HttpRequest

from pages.accounts.models import User


class StaffRequest(HttpRequest):
    """A request in the admin, for the type checker: Wagtail lets nobody in who is not signed in."""

    user: User
