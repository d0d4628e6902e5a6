from contextlib import nullcontext
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from pages.approvals import second_person
from pages.approvals.live_changes import site_changed_live
from pages.approvals.panels import SecondPersonPanel
from pages.base.fields import validate_not_in_future
from pages.base.reviewed import ReviewedForm, ReviewedModel
from pages.help.hotline_facts import FACTS, SEEN, Change, author_of_facts, live_change

LONGEST_DAYS = 366  # between two verifications


class HotlineForm(ReviewedForm):
    """The form of a line; in a translation one writes words only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.is_source:
            for name in FACTS:
                self.fields.pop(name, None)


class Hotline(ReviewedModel, index.Indexed):
    """A telephone line where people find help. A number counts as current only until its next verification is due.

    None comes with the project: a wrong number is worse than none. What readers see of its facts takes two people:
    who publishes them is not who wrote them, and taking the line away is asked for by one and confirmed by another.
    """

    name = models.CharField(_("name"), max_length=80, help_text=_("How people know it. In plain words."))
    operator = models.CharField(
        _("who answers"), max_length=120, blank=True, help_text=_("The organization that runs the line.")
    )
    number = models.CharField(
        _("number"),
        max_length=20,
        validators=[RegexValidator(r"^(\+[1-9][0-9]{6,14}|[0-9]{2,6})$", _("For example +99312345678, or 112."))],
        help_text=_(
            "With + and the country code, no spaces; or a short number such as 112. The telephone dials exactly this."
        ),
    )
    display_number = models.CharField(
        _("number as it is read"),
        max_length=30,
        blank=True,
        help_text=_("With spaces, as people say it. The number above if empty."),
    )
    takes_sms = models.BooleanField(
        _("takes text messages"), default=False, help_text=_("Offers a link to write an SMS.")
    )
    purpose = models.CharField(
        _("what for"), max_length=160, blank=True, help_text=_("One short sentence: who may call, and for what.")
    )
    hours = models.CharField(_("when"), max_length=120, blank=True, help_text=_("For example: day and night."))
    languages = models.CharField(
        _("languages"), max_length=120, blank=True, help_text=_("In which languages they answer.")
    )
    cost = models.CharField(
        _("cost of the call"), max_length=120, blank=True, help_text=_("For example: free of charge.")
    )
    reachable_from = models.CharField(
        _("reachable from"), max_length=120, blank=True, help_text=_("For example: mobile telephones in Turkmenistan.")
    )
    anonymous = models.CharField(
        _("must one give a name"), max_length=120, blank=True, help_text=_("For example: you need not say your name.")
    )
    is_emergency = models.BooleanField(
        _("for immediate danger"), default=False, help_text=_("Stands before the other lines.")
    )
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0, editable=False)
    verified_on = models.DateField(
        _("verified on"),
        validators=[validate_not_in_future],
        help_text=_("The day on which somebody called the number and heard the right answer."),
    )
    verified_by_role = models.CharField(
        _("verified by"),
        max_length=120,
        help_text=_("The role that called, for example “Protection unit”. Never a name."),
    )
    verify_every_days = models.PositiveSmallIntegerField(
        _("verify every … days"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)],
        help_text=_("After so many days the page says that the number is being checked, and staff are alarmed."),
    )

    base_form_class = HotlineForm
    panels = [
        SecondPersonPanel(),
        "name",
        FieldRowPanel(["number", "display_number"]),
        FieldRowPanel(["is_emergency", "takes_sms"]),
        MultiFieldPanel(
            [FieldPanel("purpose"), "operator", "hours", "languages", "cost", "reachable_from", "anonymous"],
            heading=_("What callers want to know"),
        ),
        MultiFieldPanel(
            [FieldPanel("verified_on"), "verified_by_role", "verify_every_days"], heading=_("Is the number right?")
        ),
        PublishingPanel(),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("hotline")
        verbose_name_plural = _("hotlines")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.name

    @property
    def is_source(self):
        """The version that was made first: its number and its verification hold for every language."""
        versions = Hotline.objects.filter(translation_key=self.translation_key)
        return not (versions.filter(pk__lt=self.pk) if self.pk else versions).exists()

    @property
    def verify_by(self):
        """The last day on which the number counts as verified."""
        return self.verified_on + timedelta(days=self.verify_every_days)

    @property
    def is_current(self):
        """Nobody relies on a number after its day: pages then say that it is being checked."""
        return timezone.localdate() <= self.verify_by

    def has_new_facts_of(self, revision, user):
        """Whether readers would see facts of this revision that this person wrote."""
        stored = self._stored()  # a form has put its values into this object
        if not self.is_source or live_change(stored, revision.as_object(), published=True) is None:
            return False
        return author_of_facts(revision) == user

    def needs_another_publisher(self, revision, user):
        """Whether somebody else must publish this revision."""
        return second_person.is_needed(user, Hotline) and self.has_new_facts_of(revision, user)

    def publish(self, revision, user=None, **kwargs):
        """Raises `SecondPersonNeeded` where the facts of the revision need another publisher."""
        if self.needs_another_publisher(revision, user):
            raise second_person.SecondPersonNeeded(str(second_person.REASON))
        is_alone = second_person.is_alone(user, Hotline) and self.has_new_facts_of(revision, user)
        with nullcontext() if is_alone else second_person.confirmed():
            return super().publish(revision, user=user, **kwargs)

    def save(self, *args, **kwargs):
        """No way changes what readers see of the facts by one person alone; see `pages.approvals.second_person`."""
        change = self._change_for_readers(kwargs.get("update_fields"))
        user = second_person.acting_user()
        if change:
            second_person.refuse_alone(user, Hotline)
            if change.action != "unpublish":
                # A slip of the year would make a number immortal, whoever saves it: no form is asked here.
                self.clean_fields(exclude={field.name for field in self._meta.fields} - set(SEEN))
        if not self.pk and not self.sort_order:
            # Wagtail's dragging exchanges places, so each has its own.
            self.sort_order = (Hotline.objects.aggregate(last=models.Max("sort_order"))["last"] or 0) + 1
        super().save(*args, **kwargs)
        if change:
            site_changed_live(change.action, self, user, change.fields, second_person.is_alone(user, Hotline))

    def _change_for_readers(self, update_fields) -> Change | None:
        if update_fields is not None and {*SEEN, "live"}.isdisjoint(update_fields):
            return None  # a draft writes its row too
        return live_change(self._stored(), self) if self.is_source else None

    def _stored(self):
        return Hotline.objects.filter(pk=self.pk).first() if self.pk else None

    def get_preview_template(self, request, mode_name):
        return "pages/hotline_preview.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "preview_hotline": self}
