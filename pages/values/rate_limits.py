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
IPV6_NETWORKS = (64, 48, 32)  # bits that a household, a customer, a provider have in common


def from_one_network(request: HttpRequest, what: str, seconds: int = HOUR) -> int:
    """How often this was done from where the request comes from, this time included; 0 if that cannot be told."""
    networks = _networks(request)
    return _count(_name(what, networks[0]), seconds) if networks else 0


def from_networks(request: HttpRequest, what: str) -> list[int]:
    """How often this was done in this hour from each network that the address belongs to, the narrowest first.

    An IPv4 address stands for itself; with IPv6, whoever has one network has thousands of narrower ones.
    """
    return [_count(_name(what, network), HOUR) for network in _networks(request)]


def in_all(what: str) -> int:
    """How often this was done by anybody in this hour, this time included."""
    return _count(what, HOUR)


def so_far(what: str) -> int:
    """How often this was done by anybody in this hour, without this time."""
    return cache.get(_key(what, HOUR)) or 0


def _networks(request: HttpRequest) -> list[str]:
    try:  # a proxy that is trusted was asked for it before: see `iom_site.proxies`
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return []
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 4:
        return [str(address)]
    return [str(ip_network((int(address), bits), strict=False)) for bits in IPV6_NETWORKS]


def _name(what: str, network: str) -> str:
    salt = cache.get_or_set("limits:salt", lambda: secrets.token_hex(16), DAY)
    return f"{what}:{salted_hmac('limits.network', f'{salt}{network}', algorithm='sha256').hexdigest()}"


def _key(name: str, seconds: int) -> str:
    return f"limits:{name}:{int(time() / seconds)}"


def _count(name: str, seconds: int) -> int:
    """Count once more; what was counted ends with the hour or minute: no remaining time tells when it began."""
    key = _key(name, seconds)
    cache.add(key, 0, seconds - time() % seconds)
    try:
        return cache.incr(key) or 0
    except ValueError:  # the cache is full and dropped it at once
        return 0
