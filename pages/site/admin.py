"""What stands on many pages at once, in the admin: texts around every page, alerts, vocabularies."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.site.models import Alert, SiteTexts


class SiteTextsViewSet(SnippetViewSet):
    model = SiteTexts
    icon = "edit"
    menu_label = _("Menu, footer, names")
    list_display = ["site_name", "locale", "latest_revision"]


class AlertViewSet(SnippetViewSet):
    model = Alert
    icon = "warning"
    menu_label = _("Alerts")
    list_display = ["title", "part", "go_live_at", "expire_at", "live"]


class GCMObjectiveViewSet(SnippetViewSet):
    model = GCMObjective
    icon = "globe"
    menu_label = _("Global Compact")
    edit_handler = ObjectList([FieldPanel("number"), FieldPanel("title")])
    list_display = ["number", "title"]
    list_per_page = 30


class SDGTargetViewSet(SnippetViewSet):
    model = SDGTarget
    icon = "globe"
    menu_label = _("Development goals")
    edit_handler = ObjectList([FieldPanel("code"), FieldPanel("title")])
    list_display = ["code", "title"]
    sort_order_field = "sort_order"


class AcrossTheSiteViewSetGroup(SnippetViewSetGroup):
    """What stands on many pages at once."""

    items = (SiteTextsViewSet, AlertViewSet, GCMObjectiveViewSet, SDGTargetViewSet)
    menu_label = _("Across the site")
    menu_icon = "site"
    menu_order = 150
