"""What help pages are made of: short steps, plain answers, a list to tick off."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks.body import BodyBlock


class HelpStep(blocks.StructValue):
    @property
    def address(self):
        """Where the service of this step is found, as people read it out and write it down."""
        return self["url"].partition("://")[2].strip("/")


class HelpStepBlock(blocks.StructBlock):
    """One thing to do, in one or two short sentences; where a service does it, the way there."""

    title = blocks.CharBlock(label=_("What to do"), max_length=80, help_text=_("A few words, as one would say them."))
    text = blocks.TextBlock(
        label=_("How"), max_length=300, required=False, rows=2, help_text=_("One or two short sentences.")
    )
    url = blocks.URLBlock(
        label=_("Address of a service"),
        required=False,
        help_text=_("Where readers find the service that the text names. Stands below it, as a link."),
    )

    class Meta:
        icon = "list-ol"
        value_class = HelpStep
        label = _("Step")
        label_format = "{title}"


class ChecklistItemBlock(blocks.StructBlock):
    """One line of a list to tick off on paper."""

    text = blocks.CharBlock(label=_("To tick off"), max_length=160, help_text=_("One thing, in a few words."))
    why = blocks.CharBlock(
        label=_("Why"), max_length=200, required=False, help_text=_("One short sentence, in smaller letters.")
    )

    class Meta:
        icon = "check"
        label = _("Line")
        label_format = "{text}"


class RedFlagBlock(blocks.StructBlock):
    """A question of the check of a job offer, and what each answer means."""

    question = blocks.CharBlock(
        label=_("Question"), max_length=160, help_text=_("Asked so that “yes” means that something is wrong.")
    )
    warning = blocks.TextBlock(
        label=_("If the answer is yes"), max_length=300, rows=2, help_text=_("What it may mean, and what to do.")
    )

    class Meta:
        icon = "warning"
        label = _("Question")
        label_format = "{question}"


class DeviceBlock(blocks.StructBlock):
    """How to clear the traces on one kind of telephone or browser."""

    device = blocks.CharBlock(
        label=_("Telephone or browser"), max_length=60, help_text=_("As people call it, for example Chrome on Android.")
    )
    steps = blocks.ListBlock(
        blocks.CharBlock(label=_("Step"), max_length=160),
        label=_("Steps"),
        min_num=1,
        help_text=_("What to touch, one thing after the other."),
    )

    class Meta:
        icon = "mobile-alt"
        label = _("Device")
        label_format = "{device}"


class HelpBodyBlock(BodyBlock):
    """The body of a help page: text, steps, questions, notices. The rest is too heavy for a page of 14 kB."""

    figure = quote = key_figures = timeline = documents = call_to_action = related_pages = table = None
