"""What staff wrote on a message and did with it. All of it goes with the message."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.contact.encryption import EncryptedModel, EncryptedText
from pages.contact.models import Message


class WordsOfStaff(EncryptedModel, models.Model):
    """What staff wrote on a message, under the key of the message."""

    message: "models.ForeignKey[Message, Message]"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    encrypted_text = models.TextField(editable=False)
    written_at = models.DateTimeField(auto_now_add=True)

    text = EncryptedText("encrypted_text", _("text"))

    ENCRYPTED = ("text",)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["written_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.message)

    @property
    def data_key(self) -> bytes:
        return self.message.data_key

    @property
    def encryption_context(self) -> tuple[object, ...]:
        return self._meta.db_table, self.pk, self.message.pk, self.message.kind


class MessageAnswer(WordsOfStaff):
    """What the sender reads under the reference. It is never changed: they may have read it; a mistake is withdrawn."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="answers")
    written_by = models.CharField(max_length=150)
    is_withdrawn = models.BooleanField(default=False)

    class Meta(WordsOfStaff.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")


class MessageNote(WordsOfStaff):
    """A private note of staff on a message. Never shown to the sender."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="notes")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(WordsOfStaff.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class MessageAccess(models.Model):
    """That somebody read a confidential message, or did something with a message. Not deleted with the person."""

    class Action(models.TextChoices):
        OPENED = "opened", _("opened")
        EXPORTED = "exported", _("exported")
        EXPORTED_WORDS = "exported_words", _("exported with its words")
        TAKEN = "taken", _("taken in hand")
        ASSIGNED = "assigned", _("assigned")
        NOTED = "noted", _("note written")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("answer withdrawn")
        NOTIFYING = "notifying", _("mail to the sender requested")
        NOTIFIED = "notified", _("mail to the sender sent")
        CLOSED = "closed", _("closed")
        RELEASED = "released", _("released")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="accesses")
    username = models.CharField(_("username"), max_length=150)
    action = models.CharField(_("action"), max_length=20, choices=Action)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    accessed_at = models.DateTimeField(_("when"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("access to a message")
        verbose_name_plural = _("accesses to messages")
        ordering = ["-accessed_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.username}: {self.message}"
