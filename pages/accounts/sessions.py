"""Sessions that a dump of the database cannot give away: it has a digest of each key and ciphertext of the rest.

Django's own engine keeps the key as the browser has it, so that whoever reads a dump is signed in as everybody. A
session also holds words for a while: a form that waits until somebody has confirmed who they are.
"""

import hashlib

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.module_loading import import_string

from pages.accounts.encryption import InvalidToken, decrypt, encrypt

USE = "sessions"
serializer = import_string(settings.SESSION_SERIALIZER)()


def digest_of(session_key):
    """What the database knows of the key of a session."""
    return hashlib.sha256(session_key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """Django's database sessions under a digest of their key, with their user: the engine of `SESSION_ENGINE`."""

    @classmethod
    def get_model_class(cls):
        return apps.get_model("pages", "Session")

    def encode(self, session_dict):
        return encrypt(serializer.dumps(session_dict).decode("latin-1"), USE)

    def decode(self, session_data):
        try:
            return serializer.loads(decrypt(session_data, USE).encode("latin-1"))
        except (InvalidToken, ValueError):  # the key is gone: so is the session
            return {}

    def _get_session_from_db(self):
        try:
            return self.model.objects.get(session_key=digest_of(self.session_key), expire_date__gt=timezone.now())
        except self.model.DoesNotExist:
            self._session_key = None
            return None

    def exists(self, session_key):
        return self.model.objects.filter(session_key=digest_of(session_key)).exists()

    def create_model_instance(self, data):
        return self.model(
            session_key=digest_of(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
        )

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=digest_of(key)).delete()
