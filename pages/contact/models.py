from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from pages.contact import tokens
from pages.contact.encryption import EncryptedTextField


class MessageQuerySet(models.QuerySet):
    @sensitive_variables()
    def with_reference(self, reference):
        """The message with this reference as somebody typed it, or none."""
        return self.filter(fingerprint__in=tokens.fingerprints(tokens.normalize_reference(reference)))


class Message(models.Model):
    """What somebody wrote to the office. All text is encrypted; the reference is kept only as a fingerprint."""

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
        CROWD = "crowd", _("many from one network")

    ABOUT = {
        Kind.CONTACT: [About.QUESTION, About.CORRECTION, About.PRESS, About.OTHER],
        Kind.CONFIDENTIAL: [About.STAFF, About.PARTNER, About.HELP, About.OTHER],
    }
    ENCRYPTED_FIELDS = ("sender", "contact_details", "text", "answer")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    language = models.CharField(_("language"), max_length=10)
    about = models.CharField(_("about"), max_length=20, choices=About, blank=True)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    sender = EncryptedTextField(_("name"), blank=True)
    contact_details = EncryptedTextField(_("how to reach"), blank=True)
    text = EncryptedTextField(_("message"))
    answer = EncryptedTextField(_("answer"), blank=True)
    quarantined_for = models.CharField(_("held back because"), max_length=60, blank=True)
    assigned_to = models.ForeignKey(
        Group, verbose_name=_("assigned to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

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

    def __str__(self):
        return f"M-{self.pk:05}" if self.pk else ""

    @property
    def is_confidential(self):
        return self.kind == self.Kind.CONFIDENTIAL

    @property
    def reasons(self):
        """Why it is held back, as staff read it."""
        return [self.Reason(code).label for code in self.quarantined_for.split(",") if code]

    @property
    def status_text(self):
        """What its sender is told of it. That a message is held back is nobody's business outside."""
        if self.answer:
            return _("There is an answer for you.")
        return {
            self.State.NEW: _("Your message has arrived. No one has begun to work on it yet."),
            self.State.IN_PROGRESS: _("Someone is working on your message. There is no answer yet."),
        }.get(self.state, _("Your message was read, and the work on it is finished."))

    def change(self, **values):
        """Change some of it and keep the rest as it is in the database."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=[*values, "changed_at"])


class MessageNote(models.Model):
    """A private note of staff on a message. Never shown to the sender."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="notes")
    text = EncryptedTextField(_("note"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["written_at"]
        default_permissions = ()

    def __str__(self):
        return str(self.message)


class MessageAccess(models.Model):
    """That somebody read a confidential message, or did something with a message. Not deleted with the person."""

    class Action(models.TextChoices):
        OPENED = "opened", _("opened")
        EXPORTED = "exported", _("exported")
        TAKEN = "taken", _("taken in hand")
        ASSIGNED = "assigned", _("assigned")
        NOTED = "noted", _("note written")
        ANSWERED = "answered", _("answered")
        NOTIFYING = "notifying", _("mail to the sender requested")
        NOTIFIED = "notified", _("mail to the sender sent")
        CLOSED = "closed", _("closed")
        RELEASED = "released", _("released")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="accesses")
    username = models.CharField(_("username"), max_length=150)
    action = models.CharField(_("action"), max_length=20, choices=Action)
    accessed_at = models.DateTimeField(_("when"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("access to a message")
        verbose_name_plural = _("accesses to messages")
        ordering = ["-accessed_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.username}: {self.message}"
