"""What the admin shows of this app: a list of registrations. What each one does stands with its subject."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.snippets.models import register_snippet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from pages.accounts import admin as accounts_admin
from pages.approvals import admin as approvals_admin
from pages.base import bulk, pasting, published_files
from pages.blocks.links import ReadablePageLinkHandler
from pages.consents import admin as consents_admin
from pages.consents import withdrawal as consents_withdrawal
from pages.contact import admin as contact_admin
from pages.contact.desks import only_at_a_desk
from pages.dashboard import alerts, checklist, page_tasks, pictures, reports, tasks, weight
from pages.dashboard.panels import CoveragePanel, ShortcutsPanel, TasksPanel, UpcomingPanel
from pages.dashboard.weekly import WeeklyTasksPanel
from pages.deleted import admin as deleted_admin
from pages.deleted import file_views
from pages.editing import actions, letters_left
from pages.editing import views as editing_views
from pages.guide import views as guide
from pages.help import admin as help_admin
from pages.links import admin as links_admin
from pages.news import admin as news_admin
from pages.references import admin as references_admin
from pages.sharing import views as sharing
from pages.site import personal_data, redirect_views
from pages.site.admin import AcrossTheSiteViewSetGroup
from pages.translations import admin as translations_admin
from pages.usefulness import admin as usefulness_admin
from pages.values.admin_policy import without_inline_scripts

DESK_MENU = {"messages", "account", "help"}
# What waits for one's review stands above, what one sent to others and wrote last below the shortcuts.
FIRST_OF_WAGTAIL = {WorkflowObjectsToModeratePanel: 5, UserObjectsInWorkflowModerationPanel: 15}

register_snippet(AcrossTheSiteViewSetGroup)
register_snippet(help_admin.HotlineViewSet)
register_snippet(consents_admin.ConsentViewSet)

for site_tasks in (
    *(tasks.hotline_tasks, tasks.site_texts_tasks, checklist.site_identity_tasks, tasks.strategy_tasks),
    *(checklist.page_facts_tasks, page_tasks.review_tasks, page_tasks.page_tasks, tasks.message_tasks),
    pictures.picture_tasks,
    *(checklist.mail_tasks, alerts.alert_tasks, tasks.consent_tasks, tasks.link_tasks, tasks.count_tasks),
):
    hooks.register("register_site_tasks", site_tasks)

for name, hook in (
    ("register_log_actions", approvals_admin.register_log_actions),
    ("register_log_actions", bulk.register_log_actions),
    ("register_log_actions", editing_views.register_log_actions),
    ("register_log_actions", deleted_admin.register_log_actions),
    ("register_reports_menu_item", deleted_admin.DeletedPagesMenuItem),
    ("register_reports_menu_item", links_admin.BrokenLinksMenuItem),
    ("register_reports_menu_item", file_views.DeletedFilesMenuItem),
    ("register_page_header_buttons", sharing.header_buttons),
    ("register_account_settings_panel", WeeklyTasksPanel),
    ("after_delete_page", deleted_admin.after_delete_page),
    ("after_edit_setting", approvals_admin.after_edit_setting),
    ("before_bulk_action", published_files.before_bulk_action),
    ("before_delete_page", references_admin.before_delete_page),
    ("before_move_page", references_admin.before_move_page),
    ("before_serve_document", published_files.before_serve_document),
    *((f"after_{act}_page", personal_data.warn_of_personal_data) for act in ("create", "edit")),
    ("before_copy_page", consents_admin.before_copy_page),
    ("refuse_bring_back", consents_withdrawal.refuse_bring_back),
    ("before_publish_page", news_admin.before_publish_page),
    ("before_publish", help_admin.before_publish),
    ("before_unpublish", help_admin.before_unpublish),
    ("before_delete_snippet", help_admin.before_delete),
    *(
        (f"after_{act}", approvals_admin.say_if_alone)
        for act in ("publish", "publish_page", "unpublish", "delete_snippet")
    ),
    *((f"after_edit_{kind}", actions.say_if_published) for kind in ("page", "snippet")),
    *((f"after_{act}_snippet", alerts.say_who_is_not_warned) for act in ("create", "edit")),
):
    hooks.register(name, hook)

for bulk_action in (
    *(bulk.CheckedToday, bulk.ReadByNativeEditor, bulk.PublishPages, accounts_admin.SetActiveState),
    *(references_admin.DeletePages, references_admin.MovePages, references_admin.UnpublishPages),
):
    hooks.register("register_bulk_action", bulk_action, order=10)  # some in the place of Wagtail's


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own handler, in its place
def register_rich_text_features(features):
    features.register_link_type(ReadablePageLinkHandler)


@hooks.register("construct_homepage_panels")
def construct_homepage_panels(request, panels):
    """First what waits for the reader of the screen, then what can be done here, then what the site waits for."""
    for panel in panels:
        panel.order = FIRST_OF_WAGTAIL.get(type(panel), panel.order)
    ours = [approvals_admin.PendingChangesPanel(), ShortcutsPanel(), contact_admin.MessagesPanel(), TasksPanel()]
    panels[:] = [accounts_admin.SecondFactorPanel(), *ours, UpcomingPanel(), CoveragePanel(), *panels]


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def construct_action_menu(menu_items, request, context):
    """“Publish” stands first for those who may, and “Approve” before it where something waits for that."""
    menu_items[:] = [actions.in_plain_words(item) for item in menu_items]
    for name in ("action-publish", "approve"):
        menu_items.sort(key=lambda item: item.name != name)


@hooks.register("construct_homepage_summary_items")
def construct_homepage_summary_items(request, items):
    """Counts of pages and images tell an editor nothing; the shortcuts below them do."""
    items.clear()


@hooks.register("insert_global_admin_css")
def insert_global_admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def insert_editor_js():
    skip = format_html('<script src="{}"></script>', static("js/admin/skip.js"))
    return pasting.script() + skip + letters_left.script()


@hooks.register("register_admin_urls")
def register_admin_urls():
    urlpatterns = [
        path("guide/", guide.index, name="guide"),
        path("guide/<slug:task>/", guide.page, name="guide_page"),
        path("pending/", approvals_admin.index, name="pending_changes"),
        path("pending/<int:pk>/confirm/", approvals_admin.confirm, name="pending_change_confirm"),
        path("pending/<int:pk>/withdraw/", approvals_admin.withdraw, name="pending_change_withdraw"),
        path("consents/<int:pk>/withdraw/", consents_admin.end, name="consent_end"),
        *accounts_admin.admin_urlpatterns,
        path("pages/<int:pk>/weight/", weight.weight, name="page_weight"),
        *usefulness_admin.admin_urlpatterns,
        *deleted_admin.urlpatterns,
        *sharing.admin_urlpatterns,
        *file_views.urlpatterns,
        *links_admin.admin_urlpatterns,
        *reports.admin_urlpatterns,
        path("translations/", translations_admin.TranslationReportView.as_view(), name="translations"),
        path(
            "translations/results/",
            translations_admin.TranslationReportView.as_view(results_only=True),
            name="translations_results",
        ),
        path("translations/<int:pk>/file/", translations_admin.export_po, name="translation_file"),
        path("translations/<int:pk>/upload/", translations_admin.import_po, name="translation_upload"),
    ]
    return decorate_urlpatterns(urlpatterns, without_inline_scripts)


@hooks.register("register_admin_urls", order=-1)
def register_redirect_urls():
    """Before Wagtail's own, which have the same addresses."""
    return redirect_views.urlpatterns


@hooks.register("register_admin_menu_item")
def register_translations_menu_item():
    return translations_admin.TranslationsMenuItem()


@hooks.register("register_help_menu_item")
def register_guide_menu_item():
    return guide.GuideMenuItem()


@hooks.register("construct_help_menu")
def construct_help_menu(request, menu_items):
    """The guide is ours, in the reader's language, and about this site: none leads to another."""
    menu_items[:] = [item for item in menu_items if item.name in {"guide", "keyboard-shortcuts-trigger"}]


@hooks.register("construct_main_menu")
def construct_main_menu(request, menu_items):
    """A desk sees its messages, and no entry that leads to a refusal."""
    if only_at_a_desk(request.user):
        menu_items[:] = [item for item in menu_items if item.name in DESK_MENU]


@hooks.register("register_admin_viewset")
def register_message_viewset():
    return contact_admin.MessageViewSet()


@hooks.register("after_create_user")
def invite_new_user(request, user):
    return accounts_admin.invite(request, user)


@hooks.register("register_user_listing_buttons")
def register_user_listing_buttons(user, request_user):
    yield from accounts_admin.user_buttons(user, request_user)


@hooks.register("register_reports_menu_item")
def register_audit_log_menu_item():
    return accounts_admin.AuditLogMenuItem()


@hooks.register("register_reports_menu_item")
def register_usefulness_menu_item():
    return usefulness_admin.UsefulnessMenuItem()


@hooks.register("insert_global_admin_js")
def insert_global_admin_js():
    return accounts_admin.session_scripts()


for item in reports.menu_items():
    hooks.register("register_reports_menu_item", item)

for item in accounts_admin.ACCOUNT_MENU:
    hooks.register("register_account_menu_item", accounts_admin.account_menu_item(*item))
