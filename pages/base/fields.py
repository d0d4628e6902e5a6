"""Fields of pages. Lists and bodies keep their block definitions out of migrations: a new block needs no migration."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from pages.blocks.body import BodyBlock

FARTHEST_DAYS = 5 * 366  # a slip of the year is no plan


class ListField(StreamField):
    """An ordered list of entries that editors add, drag and remove."""

    def __init__(self, block_types=(), **kwargs):
        kwargs.pop("block_lookup", None)
        super().__init__(block_types, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class BodyField(ListField):
    """The body of a page: the one vocabulary of blocks."""

    def __init__(self, _block_types=(), **kwargs):
        super().__init__(BodyBlock(), **kwargs)


def validate_not_in_future(day):
    """For the day on which somebody checked or confirmed something."""
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come."))


def validate_not_far(day):
    """For the day by which something must be checked again."""
    if day > timezone.localdate() + timedelta(days=FARTHEST_DAYS):
        raise ValidationError(_("This day is more than five years away. Is the year right?"))
