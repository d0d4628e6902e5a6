"""How often something was done in this hour or minute, from one network and in all, without keeping any address.

A network is counted under a fingerprint whose salt lives in the cache alone, for one day: after that nothing tells
which network it was, not even to us. A cache that is down means no limits; it never stops a reader.
"""

import secrets
from ipaddress import ip_address, ip_network
from time import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
IPV6_HOME = 64  # bits that one household has in common


def from_one_network(request: HttpRequest, what: str, seconds: int = HOUR) -> int:
    """How often this was done from where the request comes from, this time included; 0 if that cannot be told."""
    network = _network(request)
    if not network:
        return 0
    salt = cache.get_or_set("limits:salt", lambda: secrets.token_hex(16), DAY)
    digest = salted_hmac("limits.network", f"{salt}{network}", algorithm="sha256").hexdigest()
    return _count(f"{what}:{digest}", seconds)


def in_all(what: str) -> int:
    """How often this was done by anybody, this time included."""
    return _count(what, HOUR)


def _network(request: HttpRequest) -> str:
    try:  # a proxy that is trusted was asked for it before: see `iom_site.proxies`
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    return str(address if address.version == 4 else ip_network((int(address), IPV6_HOME), strict=False))


def _count(name: str, seconds: int) -> int:
    key = f"limits:{name}:{int(time() / seconds)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) or 0
    except ValueError:  # the cache is full and dropped it at once
        return 0
