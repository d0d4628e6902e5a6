from django.utils.translation import gettext_lazy as _

from pages.base.models import BodyPage


class StandardPage(BodyPage):
    """A page of text: privacy, accessibility, terms, and whatever has no type of its own."""

    content_panels = [*BodyPage.content_panels, "body"]
    parent_page_types = ["pages.HomePage", "pages.MissionPage"]
    subpage_types = []
    page_description = _("A page of text, for what has no type of its own.")

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")
