"""Links, to a page or elsewhere, and groups of them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LinkBlock(blocks.StreamBlock):
    """One link, to a page or to another site: a stream of one, so it can never be both."""

    page = blocks.PageChooserBlock(label=_("Page of this site"))
    url = blocks.URLBlock(label=_("Other site"), help_text=_("The full address, with https://"))

    class Meta:
        icon = "link"
        label = _("Where it leads")
        min_num = max_num = 1


class LinkValue(blocks.StructValue):
    """A link with words. It answers nothing while its page is not public, so no dead link is drawn."""

    @property
    def target(self):
        return self["link"][0].value if self["link"] else None

    @property
    def href(self):
        if self.target is None or isinstance(self.target, str):
            return self.target
        return self.target.url if self.target.live else None

    @property
    def text(self):
        return self.get("label") or getattr(self.target, "title", "") or self.target


class LabelledLinkBlock(blocks.StructBlock):
    """A link with words of its own."""

    label = blocks.CharBlock(
        label=_("Words of the link"),
        max_length=80,
        required=False,
        help_text=_("Say where it leads. If left empty, the title of the page is used."),
    )
    link = LinkBlock()

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue
