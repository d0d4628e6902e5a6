"""Links, to a page or elsewhere, and groups of them."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from pages.values.named import active_locale, pages_by_key
from pages.values.visibility import is_readable


class ReadablePageLinkHandler(PageLinkHandler):
    """A link to a page within a text: only words, while readers may not see that page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        pages = [page and _localized(page) for page in cls.get_many(attrs_list)]
        return [format_html('<a href="{}">', page.url) if is_readable(page) else "<a>" for page in pages]

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Page | None]:
        """The pages of the links: their own types, for which Wagtail asks one by one, are of no use here."""
        keys = [str(attrs.get("id", "")) for attrs in attrs_list]
        pages = pages_by_key(int(key) for key in keys if key.isdecimal())
        return [pages.get(int(key)) if key.isdecimal() else None for key in keys]


def _localized(page: Page) -> Page:
    localized: Page = page if page.locale_id == active_locale().pk else page.localized
    return localized


class PageBlock(blocks.PageChooserBlock):
    """A page of this site."""

    def bulk_to_python(self, values: list[int | None]) -> list[Page | None]:
        """As Wagtail's own, in the order of the values; see `pages.values.named`."""
        pages = pages_by_key(value for value in values if value)
        return [pages.get(value) if value else None for value in values]


class LinkBlock(blocks.StreamBlock):
    """One link, to a page or to another site: a stream of one, so it can never be both."""

    page = PageBlock(label=_("Page of this site"))
    url = blocks.URLBlock(label=_("Other site"), help_text=_("The full address, with https://"))

    class Meta:
        icon = "link"
        label = _("Where it leads")
        min_num = max_num = 1


class LinkValue(blocks.StructValue):
    """A link with words. It answers nothing while its page is not for every reader, so no dead link is drawn."""

    @property
    def target(self):
        return self["link"][0].value if self["link"] else None

    @property
    def href(self):
        if self.target is None or isinstance(self.target, str):
            return self.target
        return self.target.url if is_readable(self.target) else None

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
