"""Wrong guesses make waiting: of one account from one place at once, of one account from anywhere, of one network.

Nobody is locked out. From the fifth wrong guess on, the same account from the same place waits 15 seconds, then twice
as long each time, at most a quarter of an hour. A network from which many were guessed (a whole town may share one)
gives each account one guess before that. An account that was guessed from many networks takes a guess only now and then
from a device it does not know; one that it knows, from an earlier sign-in, is counted for itself. An account that does
not exist is counted like any other, so that the answer tells nothing.

Counts live in the database, not in the cache: a cache that is down must not open the gate. They hold digests, an hour.
"""

import hmac
from datetime import timedelta
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from pages.accounts import devices
from pages.accounts.encryption import derived_keys
from pages.accounts.models import FailedAttempts, User

HOUR = timedelta(hours=1)
IPV6_HOME = 64  # bits that one household has in common
FREE, FREE_IN_BUSY_NETWORK = 5, 1
BUSY_NETWORK, BUSY_ACCOUNT = 30, 10
FIRST_WAIT, LONGEST_WAIT = 15, 15 * 60
LONGEST_WAIT_OF_ACCOUNT = 60


class Counter:
    """Wrong guesses of one kind within the last hour."""

    def __init__(self, *parts: object) -> None:
        text = ":".join(map(str, parts)).encode()
        self.key = hmac.new(derived_keys("throttle")[0], text, "sha256").hexdigest()
        now = timezone.now()
        row = FailedAttempts.objects.filter(key=self.key, expires_at__gt=now).first()
        self.count = row.count if row else 0
        self.since = (now - row.last_at).total_seconds() if row else 0

    def add(self) -> None:
        """One more."""
        now = timezone.now()
        FailedAttempts.objects.filter(expires_at__lte=now).delete()
        fresh = {"count": 1, "last_at": now, "expires_at": now + HOUR}
        _row, is_new = FailedAttempts.objects.get_or_create(key=self.key, defaults=fresh)
        if not is_new:
            FailedAttempts.objects.filter(key=self.key).update(count=F("count") + 1, last_at=now, expires_at=now + HOUR)

    def reset(self) -> None:
        """The guess was right."""
        FailedAttempts.objects.filter(key=self.key).delete()

    def seconds_to_wait(self, free: int, first: int = FIRST_WAIT, longest: int = LONGEST_WAIT) -> int:
        """How long from now the next guess must wait; 0 if it need not."""
        if self.count < free:
            return 0
        wait = min(first * 2 ** min(self.count - free, 16), longest)
        return max(0, int(wait - self.since) + 1) if self.since < wait else 0


class PasswordThrottle:
    """What stands between a guess and the account that somebody typed."""

    def __init__(self, request: HttpRequest, login: str) -> None:
        account = login.strip().casefold()
        device = devices.device_of(request, account)
        self.is_known = bool(device)
        network = network_of(request)
        self.here = Counter("password", account, device or network)
        self.account = Counter("password-account", account)
        self.network = Counter("password-network", network)

    @property
    def seconds_to_wait_here(self) -> int:
        """For this account from this place: the password is not even looked at."""
        busy = not self.is_known and self.network.count >= BUSY_NETWORK
        return self.here.seconds_to_wait(FREE_IN_BUSY_NETWORK if busy else FREE)

    @property
    def seconds_to_wait_anywhere(self) -> int:
        """For this account from a device that it does not know; who has a second factor gets past it."""
        if self.is_known:
            return 0
        return self.account.seconds_to_wait(BUSY_ACCOUNT, first=5, longest=LONGEST_WAIT_OF_ACCOUNT)

    @property
    def begins_to_bite(self) -> bool:
        """Was the guess that was just added the one from which on others wait?"""
        return self.here.count + 1 == FREE or self.account.count + 1 == BUSY_ACCOUNT

    def add(self) -> None:
        """The guess was wrong."""
        self.here.add()
        if not self.is_known:
            self.account.add()
            self.network.add()


def code_counter(request: HttpRequest, user: User) -> Counter:
    """Wrong codes of a second factor: counted for the person, wherever they come from, but for a device they know."""
    return Counter("code", user.pk, devices.device_of(request, user.get_username().casefold()))


def network_of(request: HttpRequest) -> str:
    """The network that a request comes from, as it is counted; empty if that cannot be told."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    return str(address if address.version == 4 else ip_network((int(address), IPV6_HOME), strict=False))
