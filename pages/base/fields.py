"""Fields of pages. Lists and bodies keep their block definitions out of migrations: a new block needs no migration.

No rich text passes them that the editor would not keep, whoever sets it: a form, a file, a fixture, code.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from pages.blocks.body import BodyBlock
from pages.values import rich_text
from pages.values.stream_values import StreamConverter


def _clean(text):
    is_rich = isinstance(text.block, RichTextBlock)
    return rich_text.clean(text.value, text.block.features) if is_rich else text.value


class CleanRichTextField(RichTextField):
    """One rich text, as the editor would keep it."""

    def to_python(self, value):
        value = super().to_python(value)
        return value and rich_text.clean(value, self.features)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value and rich_text.clean(value, self.features)

    def pre_save(self, instance, add):
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


def found_by(*names):
    """Search fields of these names: a page is found by what it says there."""
    return [index.SearchField(name) for name in names]


FARTHEST_DAYS = 5 * 366  # a slip of the year is no plan


class ListField(StreamField):
    """An ordered list of entries that editors add, drag and remove; folded at first, to their first words."""

    def __init__(self, block_types=(), **kwargs):
        kwargs.pop("block_lookup", None)
        if not isinstance(block_types, Block):
            kwargs.setdefault("collapsed", True)
        super().__init__(block_types, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return StreamConverter(_clean).convert(self.stream_block, value) if isinstance(value, list) else value


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
