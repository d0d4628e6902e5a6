"""How many messages are taken, from where: beyond what people write they are held back, and hardly ever refused.

Whole towns share one address, and a household has more IPv6 addresses than the internet had before: so a network is
counted more than once, narrow and wide, and what a neighbour did refuses nobody.
"""

from django.http import HttpRequest

from pages.contact.models import Message
from pages.values import rate_limits

# Messages an hour from one IPv4 address or IPv6 household; from its /48, its /32. Beyond them they are held back.
UNSUSPICIOUS = (10, 20, 60)
# Messages an hour by one form. Beyond the first number all are held back and staff are told. Beyond the second,
# networks that sent more than is unsuspicious wait; beyond the third, which only a machine can reach, everybody.
FLOOD, FULL_FOR_MANY, FULL = 200, 20_000, 40_000
WRONG_REFERENCES = 30  # an hour from one network


class TooManyMessagesError(Exception):
    """So much was sent in this hour that no more is taken from here."""


def reasons_to_hold_back(request: HttpRequest, kind: str) -> list[Message.Reason]:
    """Count a message and say why its number is suspicious; raises `TooManyMessagesError` if it is not taken."""
    sent = f"sent:{kind}"
    counts = rate_limits.from_networks(request, sent)
    is_crowd = any(count > most for count, most in zip(counts, UNSUSPICIOUS, strict=False))
    in_all = rate_limits.so_far(sent)
    if in_all >= FULL or (in_all >= FULL_FOR_MANY and is_crowd):
        raise TooManyMessagesError
    in_all = rate_limits.in_all(sent)
    found = {Message.Reason.CROWD: is_crowd, Message.Reason.FLOOD: in_all > FLOOD}
    return [reason for reason, is_so in found.items() if is_so]
