"""Where links lead, and where each stands: made anew from what is published, for staff alone."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

DAYS_UNTIL_BROKEN = 2


class LinkTarget(models.Model):
    """One address, or a page or document of this site, and what it answered last."""

    class Kind(models.TextChoices):
        PAGE = "page", _("page of this site")
        DOCUMENT = "document", _("document of this site")
        EXTERNAL = "external", _("another site")

    kind = models.CharField(max_length=10, choices=Kind)
    address = models.CharField(max_length=2000)  # for a page or document its key
    answer = models.CharField(max_length=40, blank=True)  # see `pages.links.answers`
    checked_at = models.DateTimeField(null=True)
    failing_since = models.DateField(null=True)
    failed_days = models.PositiveIntegerField(default=0)  # different days, one after the other

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.address

    def record(self, answer, failed):
        """Keep what was answered now. One failure more on the same day is no further day."""
        today = timezone.localdate()
        before = self.checked_at and timezone.localdate(self.checked_at)
        if not failed:
            self.failing_since, self.failed_days = None, 0
        elif not self.failing_since or before != today:
            self.failing_since, self.failed_days = self.failing_since or today, self.failed_days + 1
        self.answer, self.checked_at = answer, timezone.now()
        self.save()


class LinkPlaceQuerySet(models.QuerySet):
    """Links as they stand in published pages and texts."""

    def broken(self):
        """Those that failed on two days: the line of an office fails more often than sites do."""
        return self.filter(target__failed_days__gte=DAYS_UNTIL_BROKEN)


class LinkPlace(models.Model):
    """A link where it stands: in which page or text, in which part of it, with which words."""

    target = models.ForeignKey(LinkTarget, on_delete=models.CASCADE, related_name="places")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40)
    title = models.CharField(max_length=255)
    path = models.JSONField()  # the field, and the blocks within it
    text = models.CharField(max_length=255, blank=True)

    objects = LinkPlaceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")

    def __str__(self):
        return self.title

    @property
    def edit_url(self):
        """The form in which the link is mended."""
        model = self.content_type.model_class()
        if issubclass(model, Page):
            return reverse("wagtailadmin_pages:edit", args=[self.object_id])
        try:
            return reverse(model.snippet_viewset.get_url_name("edit"), args=[self.object_id])
        except (AttributeError, NoReverseMatch):
            return ""

    @property
    def part(self):
        """The part of the form, in the words of the form: “Body › Notice › Text”."""
        name, *inside = self.path
        field = self.content_type.model_class()._meta.get_field(name)
        words, block = [field.verbose_name], getattr(field, "stream_block", None)
        for name in inside:
            block = block.child_block if hasattr(block, "child_block") else block.child_blocks.get(name)
            if block is None:
                break
            words.append(block.label)
        return " › ".join(f"{word[:1].upper()}{word[1:]}" for word in map(str, words) if word)
