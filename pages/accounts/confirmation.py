"""Dangerous acts ask again who it is, so that a computer left alone is not enough."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http.response import HttpResponseBase


def identity_confirmed(view: Callable[..., HttpResponseBase] | None = None, **options: Any) -> Any:
    """A decorator for views: whoever neither signed in nor confirmed it within the last five minutes is asked first.

    What they sent is kept meanwhile, in their encrypted session, and goes on afterwards; an uploaded file does not.
    `enabled` (a function of the request) and `allow_get` say when to ask, as in allauth.
    """
    return reauthentication_required(view, app="pages.accounts", **options)
