"""Sessions that a dump of the database cannot give away: it has a digest of each key and ciphertext of the rest.

Django's own engine keeps the key as the browser has it, so that whoever reads a dump is signed in as everybody. A
session also holds words for a while: a form that waits until somebody has confirmed who they are. The ciphertext is
bound to the digest and to the person, so that nobody signs in by writing the content of another session into their own.
"""

import hashlib
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone
from django.utils.module_loading import import_string

from pages.accounts.encryption import decrypt, encrypt
from pages.values.sealing import UnreadableError

USE = "sessions"
serializer = import_string(settings.SESSION_SERIALIZER)()


def digest_of(session_key: str) -> str:
    """What the database knows of the key of a session."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def content_of(session_data: str, digest: str, user_pk: object) -> dict[str, Any]:
    """What the row of a session holds; nothing if its key is gone or it was written for another row or person."""
    try:
        content: dict[str, Any] = serializer.loads(decrypt(session_data, USE, digest, user_pk).encode("latin-1"))
    except (UnreadableError, ValueError):
        return {}
    return content


class SessionStore(DatabaseStore):
    """Django's database sessions under a digest of their key, with their user: the engine of `SESSION_ENGINE`."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        return apps.get_model("pages", "Session")

    def encode(self, session_dict: dict[str, Any]) -> str:
        """For the row of this session and of nobody else: moved to another row it is empty there."""
        digest = digest_of(self._get_or_create_session_key())  # type: ignore[attr-defined]  # left out of the stubs
        content = serializer.dumps(session_dict).decode("latin-1")
        return encrypt(content, USE, digest, session_dict.get(SESSION_KEY))

    def load(self) -> dict[str, Any]:
        row = self._get_session_from_db()
        return row.get_decoded() if row else {}

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        try:
            return self.model.objects.get(session_key=digest_of(self.session_key or ""), expire_date__gt=timezone.now())
        except self.model.DoesNotExist:
            self._session_key = None
            return None

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(session_key=digest_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        session_data = self.encode(data)
        return self.model(  # type: ignore[misc]  # our model, which has a user
            session_key=digest_of(self.session_key or ""),
            session_data=session_data,
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=digest_of(key)).delete()
