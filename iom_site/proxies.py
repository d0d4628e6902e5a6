"""Whose word about a visitor counts: that of the proxies in `TRUSTED_PROXIES`, and nobody else's."""

from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings

SOCKET = "unix"  # in the list: whoever may write to the socket that gunicorn listens on
_is_handling = ContextVar("is_handling", default=False)
FORWARDED = (
    *("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT"),
    *("HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_X_REQUEST_ID"),
)


class TrustedProxyMiddleware:
    """Behind a trusted proxy, `REMOTE_ADDR` becomes the visitor's address; from others, what they claim is dropped.

    The visitor is the last address of `X-Forwarded-For` that is not itself a trusted proxy. Without one it is empty:
    then nobody knows where the request comes from, and limits for each network do not count it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _is_handling.get():  # a preview asks within the request that shows it: all is settled
            return self.get_response(request)
        token = _is_handling.set(True)
        try:
            self._settle(request.META)
            return self.get_response(request)
        finally:
            _is_handling.reset(token)

    @staticmethod
    def _settle(meta):
        if is_trusted(meta.get("REMOTE_ADDR", "")):
            if "HTTP_X_FORWARDED_FOR" in meta or "HTTP_X_FORWARDED_PROTO" in meta:
                meta["REMOTE_ADDR"] = _visitor(meta.get("HTTP_X_FORWARDED_FOR", ""))
        else:
            for name in FORWARDED:
                meta.pop(name, None)


def is_trusted(address):
    """Whether this is one of the trusted proxies; an IPv4 address may be written as IPv6."""
    if not address:
        return SOCKET in settings.TRUSTED_PROXIES
    found = _parsed(address)
    networks = [each for each in settings.TRUSTED_PROXIES if each != SOCKET]
    return bool(found) and any(found.version == each.version and found in each for each in networks)


def is_near(address):
    """Whether it comes from this machine or from a trusted proxy itself, such as its question whether all is well."""
    found = _parsed(address)
    return is_trusted(address) or bool(found and found.is_loopback)


def _visitor(forwarded):
    claims = [_parsed(part) for part in forwarded.split(",")]
    while len(claims) > 1 and claims[-1] and is_trusted(str(claims[-1])):
        claims.pop()
    return str(claims[-1] or "")


def _parsed(text):
    try:
        address = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
