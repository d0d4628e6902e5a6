from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from pages.contact import encryption, tokens
from pages.contact.encryption import EncryptedModel, EncryptedText
from pages.values.sealing import UnreadableError


def this_hour() -> datetime:
    """The hour that it is. When exactly somebody wrote is kept nowhere: it would tell who, together with their line."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class MessageQuerySet(models.QuerySet["Message"]):
    def with_keys(self) -> Self:
        """With what a list needs of each: the key of its words and its number, but none of the long texts."""
        return self.select_related("wrapped_key", "number", "assigned_to").defer(*Message.LONG_FIELDS)

    @sensitive_variables()
    def with_reference(self, *references: str) -> Self:
        """The messages with one of these references as somebody typed it, or none."""
        normalized = map(tokens.normalize_reference, references)
        return self.filter(fingerprint__in=[each for one in normalized for each in tokens.fingerprints(one)])


class Message(EncryptedModel, models.Model):
    """What somebody wrote to the office. All text is encrypted; the reference is kept only as a fingerprint.

    Its key is random, so that the order of rows tells nothing of who wrote when; see `MessageNumber`.
    """

    class Kind(models.TextChoices):
        CONTACT = "contact", _("Question or remark")
        CONFIDENTIAL = "confidential", _("Confidential feedback or complaint")

    class About(models.TextChoices):
        QUESTION = "question", _("A question")
        CORRECTION = "correction", _("A correction to this site")
        PRESS = "press", _("A request from the press")
        STAFF = "staff", _("How a member of staff behaved")
        PARTNER = "partner", _("How a partner organization behaved")
        HELP = "help", _("Help that I received")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", _("New")
        IN_PROGRESS = "in_progress", _("In progress")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    class Reason(models.TextChoices):
        TRAP = "trap", _("a field that people do not see was filled")
        FAST = "fast", _("sent within three seconds")
        LINKS = "links", _("many links")
        COMMERCE = "commerce", _("words of advertising")
        ALPHABET = "alphabet", _("another alphabet")
        REPEATED = "repeated", _("the same text came before")
        FOREIGN = "foreign", _("sent from a page of another site")
        CROWD = "crowd", _("many from one network")
        FLOOD = "flood", _("more in an hour than people write")

    ABOUT = {
        Kind.CONTACT: [About.QUESTION, About.CORRECTION, About.PRESS, About.OTHER],
        Kind.CONFIDENTIAL: [About.STAFF, About.PARTNER, About.HELP, About.OTHER],
    }
    LONG_FIELDS = ("encrypted_sender", "encrypted_contact_details", "encrypted_text")
    ENCRYPTED = ("about", "sender", "contact_details", "text")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    language = models.CharField(_("language"), max_length=10)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    encrypted_about = models.TextField(editable=False)
    encrypted_sender = models.TextField(editable=False)
    encrypted_contact_details = models.TextField(editable=False)
    encrypted_text = models.TextField(editable=False)
    quarantined_for = models.CharField(_("held back because"), max_length=100, blank=True)
    assigned_to = models.ForeignKey(
        Group, verbose_name=_("assigned to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    staff_notified = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    received_at = models.DateTimeField(_("received"), default=this_hour, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=this_hour, editable=False)

    about = EncryptedText("encrypted_about", _("about"))
    sender = EncryptedText("encrypted_sender", _("name"))
    contact_details = EncryptedText("encrypted_contact_details", _("how to reach"))
    text = EncryptedText("encrypted_text", _("message"))

    objects = MessageQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-received_at", "-pk"]
        default_permissions = ()
        permissions = [
            ("handle_messages", _("May read and answer messages")),
            ("handle_confidential_messages", _("May read and answer confidential messages")),
        ]

    def __str__(self) -> str:
        try:
            return str(self.number)
        except MessageNumber.DoesNotExist:
            return "M-"

    def save(self, **options: Any) -> None:
        """A message is stored together with the key of its words; what was not said is stored as unread as the rest."""
        is_new = self._state.adding
        if is_new:
            for name in self.ENCRYPTED:
                if not getattr(self, f"encrypted_{name}"):
                    setattr(self, name, "")
        with transaction.atomic():
            super().save(**options)
            if is_new:
                MessageKey.objects.create(message=self, wrapped=self.wrap(self.data_key))

    @cached_property
    def data_key(self) -> bytes:
        """The key of its words, of its notes and answers; `UnreadableError` if none of MESSAGE_KEYS opens it."""
        if self._state.adding:
            return encryption.new_data_key()
        try:
            return encryption.unwrap(self.wrapped_key.wrapped, *self._place_of_key)
        except MessageKey.DoesNotExist:
            raise UnreadableError from None

    def wrap(self, data_key: bytes) -> str:
        """A data key as this message stores it. It opens for no other message, kind or reference."""
        return encryption.wrap(data_key, *self._place_of_key)

    @property
    def _place_of_key(self) -> tuple[object, ...]:
        return MessageKey._meta.db_table, self.pk, self.kind, self.fingerprint

    @property
    def encryption_context(self) -> tuple[object, ...]:
        return self._meta.db_table, self.pk, self.kind

    @property
    def is_confidential(self) -> bool:
        return self.kind == self.Kind.CONFIDENTIAL

    def get_about_display(self) -> str | Promise:
        """What it is about, as staff read it; also of a message that cannot be read."""
        try:
            return self.About(self.about).label if self.about else ""
        except UnreadableError:
            return _("cannot be read")

    get_about_display.short_description = _("about")  # type: ignore[attr-defined]  # as Wagtail's lists ask for it

    @property
    def reasons(self) -> list[str | Promise]:
        """Why it is held back, as staff read it."""
        return [self.Reason(code).label for code in self.quarantined_for.split(",") if code]

    @property
    def shown_answers(self) -> Sequence[models.Model]:
        """What its sender may read, the oldest first."""
        return [answer for answer in self.answers.all() if not answer.is_withdrawn]

    @property
    def status_text(self) -> str | Promise:
        """What its sender is told of it while no answer is there. That it is held back is nobody's business outside."""
        texts: dict[str, Promise] = {
            self.State.NEW: _("Your message has arrived. No one has begun to work on it yet."),
            self.State.IN_PROGRESS: _("Someone is working on your message. There is no answer yet."),
        }
        return texts.get(self.state, _("Your message was read, and the work on it is finished."))

    def change(self, **values: Any) -> None:
        """Change some of it and keep the rest as it is in the database."""
        for name, value in values.items():
            setattr(self, name, value)
        self.changed_at = this_hour()
        self.save(update_fields=[*values, "changed_at"])


class MessageKey(models.Model):
    """The key of a message's words, wrapped by MESSAGE_KEYS. Deleted with it: what copies still hold is noise then.

    A table of its own, so that copies can keep it apart from the words and for a shorter time.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="wrapped_key")
    wrapped = models.CharField(max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()


class MessageNumber(models.Model):
    """The number by which staff speak of a message: M-00012. Given when somebody who may read it first sees the list.

    Numbers given on arrival would tell the order in which people wrote, and a number is never given twice.
    """

    id = models.BigAutoField(primary_key=True)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="number")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"M-{self.pk:05}"

    @staticmethod
    def give(messages: MessageQuerySet) -> None:
        """Give a number to each of these messages that has none; within an hour in no order."""
        without = messages.filter(number=None).order_by("received_at", "pk").values_list("pk", flat=True)
        MessageNumber.objects.bulk_create([MessageNumber(message_id=pk) for pk in without], ignore_conflicts=True)
