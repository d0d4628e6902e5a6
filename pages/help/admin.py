"""Hotlines in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.help.hotlines import Hotline


class HotlineViewSet(SnippetViewSet):
    """The numbers that people in need call: near the top of the menu, under a name that nothing else has."""

    model = Hotline
    icon = "mobile-alt"
    add_to_admin_menu = True
    menu_label = _("Hotlines")
    menu_name = "hotlines"
    menu_order = 110
    list_display = ["name", "number", "locale", "verified_on", "verify_by", "live"]
    sort_order_field = "sort_order"
