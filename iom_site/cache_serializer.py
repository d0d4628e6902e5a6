"""What lies in Redis is signed: whoever can write there, and does not know SECRET_KEY, makes the site run nothing.

Pages, renditions and indexes are objects, which JSON cannot hold; pickle holds them, but runs what it is given. So each
value carries a digest of its bytes under a key of this site, and what does not is taken as not there.
"""

import hmac
from hashlib import sha256
from typing import Any

from django.conf import settings
from django_redis.exceptions import ConnectionInterrupted
from django_redis.serializers.pickle import PickleSerializer

SALT, SIZE = b"iom_site.cache", sha256().digest_size


class SignedPickleSerializer(PickleSerializer):
    """Pickle behind a digest."""

    def dumps(self, value: Any) -> bytes:
        """The digest and the value."""
        packed = super().dumps(value)
        return _digest(packed) + packed

    def loads(self, value: bytes) -> Any:
        """The value. One that this site did not sign counts as an answer that never came: so it is not there."""
        signed, packed = value[:SIZE], value[SIZE:]
        if not hmac.compare_digest(signed, _digest(packed)):
            raise ConnectionInterrupted(connection=None)
        return super().loads(packed)


def _digest(packed: bytes) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode() + SALT, packed, "sha256")
