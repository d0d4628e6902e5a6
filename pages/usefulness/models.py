from datetime import date

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class UsefulnessCount(models.Model):
    """How many readers called a page useful, and how many did not, on one day. Nothing else is kept of them."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="usefulness_counts")
    day = models.DateField(_("day"))
    useful = models.PositiveIntegerField(_("useful"), default=0)
    not_useful = models.PositiveIntegerField(_("not useful"), default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("count of answers")
        verbose_name_plural = _("counts of answers")
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="one_count_a_page_and_day")]

    def __str__(self):
        return f"{self.page} {self.day}: {self.useful} / {self.not_useful}"

    @classmethod
    def add(cls, page: Page, day: date, answer: str) -> None:
        """Count one more answer: `useful` or `not_useful`."""
        count, _made = cls.objects.get_or_create(page_id=page.pk, day=day)
        cls.objects.filter(pk=count.pk).update(**{answer: F(answer) + 1})
