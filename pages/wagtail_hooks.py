"""What the admin shows of this app: a list of registrations. What each one does stands with its subject."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from pages.accounts import admin as accounts_admin
from pages.contact import admin as contact_admin
from pages.dashboard import tasks
from pages.dashboard.panels import CoveragePanel, ShortcutsPanel, TasksPanel
from pages.help.admin import HotlineViewSet
from pages.site.admin import AcrossTheSiteViewSetGroup
from pages.translations import admin as translations_admin

register_snippet(AcrossTheSiteViewSetGroup)
register_snippet(HotlineViewSet)

for site_tasks in (
    *(tasks.hotline_tasks, tasks.site_texts_tasks, tasks.site_identity_tasks, tasks.strategy_tasks),
    *(tasks.review_tasks, tasks.message_tasks),
):
    hooks.register("register_site_tasks", site_tasks)


@hooks.register("construct_homepage_panels")
def construct_homepage_panels(request, panels):
    ours = [ShortcutsPanel(), contact_admin.MessagesPanel(), TasksPanel(), CoveragePanel()]
    panels[:] = [accounts_admin.SecondFactorPanel(), *ours, *panels]


@hooks.register("construct_homepage_summary_items")
def construct_homepage_summary_items(request, items):
    """Counts of pages and images tell an editor nothing; the shortcuts below them do."""
    items.clear()


@hooks.register("insert_global_admin_css")
def insert_global_admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        *accounts_admin.admin_urlpatterns,
        path("translations/", translations_admin.TranslationReportView.as_view(), name="translations"),
        path(
            "translations/results/",
            translations_admin.TranslationReportView.as_view(results_only=True),
            name="translations_results",
        ),
        path("translations/<int:pk>/file/", translations_admin.export_po, name="translation_file"),
        path("translations/<int:pk>/upload/", translations_admin.import_po, name="translation_upload"),
    ]


@hooks.register("register_admin_menu_item")
def register_translations_menu_item():
    return translations_admin.TranslationsMenuItem()


@hooks.register("register_admin_viewset")
def register_message_viewset():
    return contact_admin.MessageViewSet()


@hooks.register("after_create_user")
def invite_new_user(request, user):
    return accounts_admin.invite(request, user)


@hooks.register("register_user_listing_buttons")
def register_user_listing_buttons(user, request_user):
    yield from accounts_admin.invitation_buttons(user, request_user)


@hooks.register("register_reports_menu_item")
def register_audit_log_menu_item():
    return accounts_admin.AuditLogMenuItem()


@hooks.register("insert_global_admin_js")
def insert_global_admin_js():
    return accounts_admin.session_scripts()


for item in accounts_admin.ACCOUNT_MENU:
    hooks.register("register_account_menu_item", accounts_admin.account_menu_item(*item))
