"""What stands on many pages at once, in the admin: texts around every page, alerts, vocabularies."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.editing.views import SnippetCreate, SnippetEdit
from pages.search.models import BestBet, SynonymSet
from pages.site.models import Alert, SiteTexts


class SiteTextsViewSet(SnippetViewSet):
    model = SiteTexts
    icon = "edit"
    menu_label = _("Menu, footer, names")
    list_display = ["site_name", "locale", UpdatedAtColumn()]
    add_view_class, edit_view_class = SnippetCreate, SnippetEdit


class AlertViewSet(SnippetViewSet):
    model = Alert
    icon = "warning"
    menu_label = _("Alerts")
    list_display = ["title", "locale", "part", "go_live_at", "expire_at", LiveStatusTagColumn()]
    add_view_class, edit_view_class = SnippetCreate, SnippetEdit


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


class SynonymSetViewSet(SnippetViewSet):
    model = SynonymSet
    icon = "search"
    menu_label = _("Search: same meaning")
    list_display = ["__str__", "locale"]
    list_filter = ["locale"]
    search_fields = ["words"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "Whoever searches for one of these words finds the pages with any of them. Useful for "
                    "abbreviations, older names, words of everyday speech, and names in another alphabet. Endings, "
                    "capitals and missing marks over letters need no lines of their own."
                )
            ),
            FieldPanel("locale"),
            FieldPanel("words"),
        ]
    )


class BestBetViewSet(SnippetViewSet):
    model = BestBet
    icon = "pick"
    menu_label = _("Search: first answers")
    list_display = ["__str__", "page"]
    search_fields = ["words"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "For words that people search for and that no page is about, such as “telephone” or “vacancy”: "
                    "choose the page that helps them. Make one entry for each language of the site."
                )
            ),
            FieldPanel("page"),
            FieldPanel("words"),
        ]
    )


class AcrossTheSiteViewSetGroup(SnippetViewSetGroup):
    """What stands on many pages at once."""

    items = (
        *(SiteTextsViewSet, AlertViewSet, SynonymSetViewSet, BestBetViewSet),
        *(GCMObjectiveViewSet, SDGTargetViewSet),
    )
    menu_label = _("Across the site")
    menu_icon = "site"
    menu_order = 150
