"""Entries of the lists that pages and settings carry."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks.links import LabelledLinkBlock, PageBlock
from pages.values.icons import Icon
from pages.values.partial_dates import PartialDateBlock


class StrandValue(blocks.StructValue):
    """A strand, and the picture of its page where one was looked for."""

    picture = None


class StrandBlock(blocks.StructBlock):
    """One strand of the support that the office gives."""

    title = blocks.CharBlock(label=_("Short title"), max_length=80, help_text=_("Title of the card."))
    statement = blocks.TextBlock(
        label=_("What is done"), rows=3, help_text=_("One or two sentences, shown under the title.")
    )
    icon = blocks.ChoiceBlock(label=_("Icon"), choices=Icon.choices, help_text=_("The small drawing on the card."))
    page = PageBlock(
        label=_("Page about it"), required=False, help_text=_("If chosen and published, the title leads there.")
    )

    class Meta:
        icon = "list-ul"
        label = _("Strand of support")
        label_format = "{title}"
        value_class = StrandValue


class AdvantageBlock(blocks.StructBlock):
    """One factor of the advantage that the regional approach gives."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), rows=3)

    class Meta:
        icon = "success"
        label = _("Factor")
        label_format = "{title}"


class EntryCardBlock(blocks.StructBlock):
    """One of the first choices on the home page."""

    title = blocks.CharBlock(label=_("Title"), max_length=60)
    text = blocks.CharBlock(label=_("Text"), max_length=140)
    icon = blocks.ChoiceBlock(label=_("Icon"), choices=Icon.choices)
    page = PageBlock(label=_("Page"), help_text=_("Left out while this page is not published."))

    class Meta:
        icon = "home"
        label = _("First choice")
        label_format = "{title}"


class MenuGroupBlock(blocks.StructBlock):
    """A word of the menu or a heading of the footer, with the links below it."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=40)
    links = blocks.ListBlock(LabelledLinkBlock(), label=_("Links"), collapsed=True, min_num=1)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Group of links")
        label_format = "{heading}"


class SocialAccountBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name of the network"), max_length=40)
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "site"
        label = _("Account")
        label_format = "{name}"


class SourceBlock(blocks.StructBlock):
    """Where a statement on the page comes from."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    publisher = blocks.CharBlock(label=_("Publisher"), max_length=120, required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)
    accessed_on = blocks.DateBlock(label=_("Read on"), required=False)

    class Meta:
        icon = "link-external"
        label = _("Source")
        label_format = "{title}"


class NoteBlock(blocks.StructBlock):
    """A dated note of the page's public history."""

    date = blocks.DateBlock(label=_("Date"))
    text = blocks.CharBlock(label=_("What changed"), max_length=250)

    class Meta:
        icon = "edit"
        label = _("Note")
        label_format = "{date} {text}"


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=30, help_text=_("For example 120 or 45 per cent."))
    label = blocks.CharBlock(label=_("What was counted"), max_length=120)
    as_of = PartialDateBlock(label=_("As of"))
    source = blocks.CharBlock(label=_("Source"), max_length=160, help_text=_("Who counted, and where it is published."))

    class Meta:
        icon = "order"
        label = _("Figure")
        label_format = "{value} {label}"


class MilestoneBlock(blocks.StructBlock):
    date = PartialDateBlock(label=_("Date"))
    text = blocks.TextBlock(label=_("What happened"), rows=2)
    source = blocks.URLBlock(
        label=_("Source"), required=False, help_text=_("Address of the document or page that says so.")
    )

    class Meta:
        icon = "date"
        label = _("Milestone")
        label_format = "{date} {text}"
