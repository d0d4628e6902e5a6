"""What the admin looks like: the snippets in its menu and the first screen."""

from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.contact import admin as contact_admin
from pages.dashboard.panels import CoveragePanel, ShortcutsPanel, Task, TasksPanel
from pages.help.hotlines import Hotline
from pages.site.models import Alert, SiteWords
from pages.translations import admin as translations_admin


class SiteWordsViewSet(SnippetViewSet):
    model = SiteWords
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


@register_snippet
class AcrossTheSite(SnippetViewSetGroup):
    """What stands on many pages at once."""

    items = (SiteWordsViewSet, AlertViewSet, GCMObjectiveViewSet, SDGTargetViewSet)
    menu_label = _("Across the site")
    menu_icon = "site"
    menu_order = 150


@register_snippet
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


@hooks.register("construct_homepage_panels")
def show_what_can_and_must_be_done(request, panels):
    panels[:] = [ShortcutsPanel(), contact_admin.MessagesPanel(), TasksPanel(), CoveragePanel(), *panels]


@hooks.register("construct_homepage_summary_items")
def no_bare_numbers(request, items):
    """Counts of pages and images tell an editor nothing; the shortcuts below them do."""
    items.clear()


@hooks.register("insert_global_admin_css")
def first_screen_style():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_admin_urls")
def addresses_of_translators():
    return [
        path("translations/", translations_admin.report, name="translations"),
        path("translations/<int:pk>/file/", translations_admin.take_out, name="translation_file"),
        path("translations/<int:pk>/upload/", translations_admin.bring_back, name="translation_upload"),
    ]


@hooks.register("register_admin_menu_item")
def translations_in_the_menu():
    return MenuItem(_("Translations"), reverse_lazy("translations"), icon_name="globe", order=160)


@hooks.register("register_admin_urls")
def addresses_of_messages():
    return [
        path("messages/", contact_admin.queue, name="messages"),
        path("messages/<int:pk>/", contact_admin.read, name="message"),
        path("messages/look-up/", contact_admin.look_up, name="messages_look_up"),
        path("messages/several/", contact_admin.several, name="messages_several"),
        path("messages/export/", contact_admin.export, name="messages_export"),
    ]


@hooks.register("register_admin_menu_item")
def messages_in_the_menu():
    return contact_admin.MessagesMenuItem(_("Messages"), reverse_lazy("messages"), icon_name="mail", order=120)


@hooks.register("register_site_tasks")
def messages_that_nobody_may_read():
    text = _("Nobody may read what this form brings: “%(kind)s”. Put somebody into the role that may.")
    url = reverse_lazy("wagtailusers_users:index")
    return [Task(text % {"kind": kind.label}, url, urgent=True) for kind in contact_admin.kinds_without_readers()]
