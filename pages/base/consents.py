"""The consent of somebody who can be recognised in a picture or a story. Private: no reader is ever shown a record.

A record names nobody: it has a reference, and the signed form is kept elsewhere. Sources of the rules: IOM's data
protection principles (consent is specific, informed, and may be withdrawn at any time), and for children the consent of
a guardian.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages.base.fields import validate_not_in_future

CHANNELS = ("for_website", "for_social_media", "for_print", "for_press")
REMINDER_DAYS = 30  # before a consent ends


class ConsentRecord(models.Model):
    """What somebody agreed to, for how long, and whether it still holds."""

    class Age(models.TextChoices):
        ADULT = "adult", _("an adult")
        CHILD = "child", _("a child (under 18)")

    reference = models.CharField(
        _("reference"),
        max_length=40,
        unique=True,
        help_text=_("A code of your own, for example C-2026-014. Never the name of the person."),
    )
    scope = models.TextField(
        _("what it covers"),
        max_length=600,
        help_text=_("Which pictures or which story, and for what, in the words of the form. No names."),
    )
    for_website = models.BooleanField(_("this website"), default=False)
    for_social_media = models.BooleanField(_("social media"), default=False)
    for_print = models.BooleanField(_("print"), default=False)
    for_press = models.BooleanField(_("journalists and partners"), default=False)
    age = models.CharField(_("who is shown"), max_length=5, choices=Age, help_text=_("The youngest, if several."))
    guardian_agreed = models.BooleanField(
        _("a parent or guardian has signed"), default=False, help_text=_("Needed for a child, besides its own word.")
    )
    given_on = models.DateField(_("given on"), validators=[validate_not_in_future])
    expires_on = models.DateField(
        _("holds until"), null=True, blank=True, help_text=_("The last day. Empty: until it is withdrawn.")
    )
    form_kept_at = models.CharField(
        _("where the signed form is kept"),
        max_length=200,
        help_text=_("Cabinet, folder, file number. The form itself does not belong into this site."),
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, editable=False)
    settled_on = models.DateField(
        _("everything done on"),
        null=True,
        blank=True,
        validators=[validate_not_in_future],
        help_text=_("After it has ended: the day on which originals were deleted and copies elsewhere called back."),
    )
    ended_at = models.DateTimeField(null=True, editable=False)  # when the site acted on the end

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_on", "reference"]

    def __str__(self):
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A withdrawal is final, whoever saves; another consent is another record."""
        before = type(self).objects.filter(pk=self.pk).values_list("withdrawn_on", flat=True).first()
        self.withdrawn_on = before or self.withdrawn_on
        if self.holds:
            self.ended_at = self.settled_on = None
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        errors = {}
        if not any(getattr(self, name) for name in CHANNELS):
            errors["for_website"] = _("Say where it may be shown: at least one place.")
        if self.age == self.Age.CHILD and not self.guardian_agreed:
            errors["guardian_agreed"] = _("For a child a parent or guardian must have signed.")
        if self.expires_on and self.given_on and self.expires_on < self.given_on:
            errors["expires_on"] = _("This is before it was given.")
        if self.settled_on and self.holds:
            errors["settled_on"] = _("It still holds. Withdraw it first.")
        if errors:
            raise ValidationError(errors)

    @property
    def last_day(self):
        """The last day on which this site may show what it covers; nothing if none is set. A day past: never."""
        if not self.for_website or (self.age == self.Age.CHILD and not self.guardian_agreed):
            return self.given_on - timedelta(days=1)
        if self.withdrawn_on:
            return self.withdrawn_on - timedelta(days=1)
        return self.expires_on

    @property
    def holds(self):
        """Whether this site may show today what it covers."""
        return self.last_day is None or self.last_day >= timezone.localdate()

    @property
    def channels(self):
        """The names of the places where it may be shown, or was."""
        return [self._meta.get_field(name).verbose_name for name in CHANNELS if getattr(self, name)]

    @property
    def state(self):
        """One word or two on whether it holds, for staff."""
        if self.withdrawn_on:
            return _("withdrawn")
        if self.holds:
            return _("holds")
        return _("expired") if self.expires_on and self.expires_on < timezone.localdate() else _("not for this site")

    @classmethod
    def ended_or_ending(cls):
        """Those that ended and are not settled; those that hold and end within a month. One query."""
        today = timezone.localdate()
        has_ended = Q(settled_on=None, ended_at__isnull=False)
        ends_soon = Q(withdrawn_on=None, expires_on__range=(today, today + timedelta(days=REMINDER_DAYS)))
        found = list(cls.objects.filter(has_ended | ends_soon))
        ended = [each for each in found if each.ended_at and not each.settled_on]
        return ended, [each for each in found if each not in ended and each.holds]
