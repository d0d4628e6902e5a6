"""Links by which someone without an account reads a draft, for some days."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

HOLDS_FOR = timedelta(days=7)
TOKEN_BYTES = 32


def digest_of(token):
    """What the database keeps of a token: who reads the database can open no draft."""
    return hashlib.sha256(token.encode()).hexdigest()


class SharedDraftQuerySet(models.QuerySet):
    def open(self):
        """Those whose time is not over."""
        return self.filter(expires_at__gt=timezone.now())


class SharedDraft(models.Model):
    """A link to whatever the draft of a page says when it is opened. To delete it is to take it back."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = SharedDraftQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.page_id}: {self.expires_at:%Y-%m-%d}"

    @classmethod
    def make(cls, page, user):
        """A new link; answers its token, which is kept nowhere."""
        cls.objects.filter(expires_at__lte=timezone.now()).delete()
        token = secrets.token_urlsafe(TOKEN_BYTES)
        cls.objects.create(page=page, digest=digest_of(token), created_by=user, expires_at=timezone.now() + HOLDS_FOR)
        return token
