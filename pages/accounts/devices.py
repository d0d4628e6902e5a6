"""The devices on which somebody signed in before: an encrypted cookie that only the pages of signing in get to see.

It lets nobody in. It only tells a device that an account knows from the crowd that guesses (see `throttle`).
"""

import json
import secrets

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pages.accounts.encryption import decrypt, encrypt
from pages.accounts.models import User
from pages.values.sealing import UnreadableError

USE = "device"
PATH = "/accounts/"
DAYS = 180
MOST_NAMES = 10


def cookie_name() -> str:
    """`__Host-` is not for it: such a cookie would be sent to the pages of readers too."""
    return "__Secure-device" if settings.SESSION_COOKIE_SECURE else "device"


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        content = json.loads(decrypt(request.COOKIES.get(cookie_name(), ""), USE))
    except (UnreadableError, ValueError):
        return "", []
    return content["device"], content["names"]


def device_of(request: HttpRequest, name: str) -> str:
    """The device that the request comes from, if somebody signed in on it by this name (small letters); else empty."""
    device, names = _read(request)
    return device if name in names else ""


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Let the device be known by the names under which this person may sign in again."""
    device, names = _read(request)
    own = [user.get_username().casefold(), user.email.casefold()]
    names = [*own, *(each for each in names if each not in own)][:MOST_NAMES]
    content = {"device": device or secrets.token_urlsafe(12), "names": names}
    response.set_cookie(
        cookie_name(),
        encrypt(json.dumps(content), USE),
        max_age=DAYS * 24 * 60 * 60,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
