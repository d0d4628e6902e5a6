from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from pages.accounts.sessions import SessionStore, content_of


class User(AbstractUser):  # type: ignore[django-manager-missing]  # those of Wagtail's files have no types
    """Someone who signs in to edit. Ours from the first migration, since it cannot be swapped later."""

    email = models.EmailField(_("email address"), help_text=_("Used to reset the password and for notices."))
    weekly_tasks = models.BooleanField(
        _("a mail each week with what is mine to do"),
        default=True,
        help_text=_("What the first screen shows you, without the words of messages. No mail if there is nothing."),
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Another person has this email address."),
            )
        ]

    @property
    def admin_language(self) -> str:
        """The code of the language in which this person reads the admin, and mail from it."""
        return str(UserProfile.get_for_user(self).get_preferred_language())


class Session(AbstractBaseSession):
    """A session under a digest of its key, with the person who signed in; what it holds is encrypted."""

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.CASCADE, related_name="sessions"
    )

    wagtail_reference_index_ignore = True

    class Meta(AbstractBaseSession.Meta):
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore

    def get_decoded(self) -> dict[str, Any]:
        return content_of(self.session_data, self.session_key, self.user_id)


class FailedAttempts(models.Model):
    """How often somebody guessed wrong in the last hour. The key is a digest: it names neither account nor network."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count}"


class EntryIsFinalError(Exception):
    """An entry of the audit log is neither changed nor deleted."""


class AuditLogQuerySet(models.QuerySet["AuditLogEntry"]):
    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EntryIsFinalError

    update = delete = bulk_update = _refuse


class AuditLogEntry(models.Model):
    """That somebody did what others must be able to rely on. Written by `pages.accounts.audit.log`, then final.

    It outlives the person and the thing that it is about, so it names both by words and holds no key to either.
    """

    class Action(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("wrong password")
        SIGN_IN_THROTTLED = "sign_in_throttled", _("made to wait after wrong guesses")
        CODE_FAILED = "code_failed", _("wrong code of the second factor")
        SIGNED_OUT = "signed_out", _("signed out")
        SESSION_ENDED = "session_ended", _("session ended")
        REAUTHENTICATED = "reauthenticated", _("confirmed who they are")
        SECOND_FACTOR_ADDED = "second_factor_added", _("second factor set up")
        SECOND_FACTOR_REMOVED = "second_factor_removed", _("second factor removed")
        RECOVERY_CODES_MADE = "recovery_codes_made", _("recovery codes made")
        RECOVERY_CODE_USED = "recovery_code_used", _("recovery code used")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        PASSWORD_LINK_SENT = "password_link_sent", _("link for a new password sent")
        INVITED = "invited", _("invited")
        USER_ADDED = "user_added", _("person added")
        USER_CHANGED = "user_changed", _("person changed")
        USER_DELETED = "user_deleted", _("person deleted")
        ROLE_GIVEN = "role_given", _("role given")
        ROLE_TAKEN = "role_taken", _("role taken away")
        ROLE_DELETED = "role_deleted", _("role deleted")
        PERMISSION_GIVEN = "permission_given", _("permission given to a role")
        PERMISSION_TAKEN = "permission_taken", _("permission taken from a role")
        LOG_EXPORTED = "log_exported", _("audit log exported")
        MESSAGE_OPENED = "message_opened", _("message opened")
        MESSAGE_TAKEN = "message_taken", _("message taken in hand")
        MESSAGE_ASSIGNED = "message_assigned", _("message assigned")
        MESSAGE_NOTED = "message_noted", _("note written")
        MESSAGE_ANSWERED = "message_answered", _("message answered")
        ANSWER_WITHDRAWN = "answer_withdrawn", _("answer withdrawn")
        MESSAGE_NOTIFYING = "message_notifying", _("mail to the sender requested")
        MESSAGE_NOTIFIED = "message_notified", _("mail to the sender sent")
        MESSAGE_CLOSED = "message_closed", _("message closed")
        MESSAGE_RELEASED = "message_released", _("message released")
        MESSAGE_DELETED = "message_deleted", _("messages deleted")
        MESSAGES_EXPORTED = "messages_exported", _("messages exported")
        MESSAGES_EXPORTED_WITH_WORDS = "messages_exported_with_words", _("messages exported with their words")
        LIVE_CHANGED = "live_changed", _("live content changed")
        LIVE_DELETED = "live_deleted", _("live content deleted")
        CHANGE_PROPOSED = "change_proposed", _("change proposed")
        CHANGE_CONFIRMED = "change_confirmed", _("change confirmed by a second person")
        CHANGE_WITHDRAWN = "change_withdrawn", _("change withdrawn or refused")
        CONSENT_RECORDED = "consent_recorded", _("consent recorded")
        CONSENT_CHANGED = "consent_changed", _("consent changed")
        CONSENT_WITHDRAWN = "consent_withdrawn", _("consent withdrawn")
        CONSENT_EXPIRED = "consent_expired", _("consent no longer holds")
        CONSENT_DELETED = "consent_deleted", _("consent deleted")
        KEYS_ROTATED = "keys_rotated", _("keys rotated")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    action = models.CharField(_("what"), max_length=30, choices=Action, db_index=True)
    username = models.CharField(_("who"), max_length=150, blank=True, db_index=True)
    subject = models.CharField(_("to whom or what"), max_length=200, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    previous_digest = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = AuditLogQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("view_audit_log", _("May read the audit log"))]

    def __str__(self) -> str:
        return f"{self.username} – {self.get_action_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EntryIsFinalError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EntryIsFinalError
