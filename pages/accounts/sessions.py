"""Sessions that a dump of the database cannot give away: it has a digest of each key and ciphertext of the rest.

Django's own engine keeps the key as the browser has it, so that whoever reads a dump is signed in as everybody. A
session also holds words for a while: a form that waits until somebody has confirmed who they are.
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

from pages.accounts.encryption import InvalidToken, decrypt, encrypt

USE = "sessions"
serializer = import_string(settings.SESSION_SERIALIZER)()


def digest_of(session_key: str) -> str:
    """What the database knows of the key of a session."""
    return hashlib.sha256(session_key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """Django's database sessions under a digest of their key, with their user: the engine of `SESSION_ENGINE`."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        return apps.get_model("pages", "Session")

    def encode(self, session_dict: dict[str, Any]) -> str:
        return encrypt(serializer.dumps(session_dict).decode("latin-1"), USE)

    def decode(self, session_data: str) -> dict[str, Any]:  # type: ignore[override]  # ours are always text
        try:
            content: dict[str, Any] = serializer.loads(decrypt(session_data, USE).encode("latin-1"))
        except (InvalidToken, ValueError):  # the key is gone: so is the session
            return {}
        return content

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        try:
            return self.model.objects.get(session_key=digest_of(self.session_key or ""), expire_date__gt=timezone.now())
        except self.model.DoesNotExist:
            self._session_key = None
            return None

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(session_key=digest_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        key: str = self._get_or_create_session_key()  # type: ignore[attr-defined]  # left out of the stubs
        return self.model(  # type: ignore[misc]  # our model, which has a user
            session_key=digest_of(key),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=digest_of(key)).delete()
