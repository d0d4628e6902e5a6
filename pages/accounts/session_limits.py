"""How long a sign-in lasts: twelve hours for all, half an hour without a sign of life for those who read messages."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from pages.accounts.second_factor import reads_messages

STARTED_AT, USED_AT, BROWSER = "started_at", "used_at", "browser"
IDLE_SECONDS = 30 * 60
WARNING_SECONDS = 2 * 60
SECONDS_BETWEEN_WRITES = 60

# The first that is found counts: browsers name their ancestors too.
BROWSERS = {
    **{"YaBrowser": "Yandex Browser", "Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"},
    **{"Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"},
}
SYSTEMS = {
    **{"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows"},
    **{"Macintosh": "macOS", "CrOS": "ChromeOS", "Linux": "Linux"},
}


def browser_family(user_agent: str) -> str:
    """“Firefox, Windows”: enough for its owner to know it again, too little to tell people apart."""
    names = [next((name for mark, name in marks.items() if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, names))


def begin(request: HttpRequest) -> None:
    """Write down that a session begins."""
    now = int(time.time())
    agent = request.headers.get("User-Agent", "")
    request.session.update({STARTED_AT: now, USED_AT: now, BROWSER: browser_family(agent)})


@dataclass
class Limits:
    """What is left of a session, in seconds."""

    idle: int | None
    absolute: int

    @property
    def left(self) -> int:
        return self.absolute if self.idle is None else min(self.idle, self.absolute)


def limits_of(request: HttpRequest) -> Limits:
    """The limits of the session of a signed-in request; one that does not say when it began begins now."""
    now = int(time.time())
    session = request.session
    absolute = session.setdefault(STARTED_AT, now) + settings.SESSION_COOKIE_AGE - now
    idle = session.setdefault(USED_AT, now) + IDLE_SECONDS - now
    # Only who may be over the limit is asked what they may read.
    return Limits(idle if reads_messages(request.user) else None, absolute)


def is_over(request: HttpRequest) -> bool:
    """Did the session come to its end? Asks for permissions only if the half hour is over."""
    now = time.time()
    started, used = request.session.get(STARTED_AT, now), request.session.get(USED_AT, now)
    if now - started >= settings.SESSION_COOKIE_AGE:
        return True
    return now - used >= IDLE_SECONDS and reads_messages(request.user)


def touch(request: HttpRequest) -> None:
    """Somebody is there. Written at most once a minute."""
    now = int(time.time())
    if now - request.session.get(USED_AT, 0) >= SECONDS_BETWEEN_WRITES:
        request.session[USED_AT] = now
        request.session.setdefault(STARTED_AT, now)
