"""Where the question arises: screens of the admin that lead to a page of the guide, by the names of addresses."""

from pages.guide.views import language_here, text_of

HOTLINES, ALERTS, CONSENTS = (f"wagtailsnippets_pages_{name}" for name in ("hotline", "alert", "consentrecord"))
# A whole name, or a namespace for all of its names that have none of their own.
TASKS_OF_SCREENS = {
    "edit_page": "change-a-page",
    "revert_page": "undo-a-mistake",
    "wagtailadmin_pages:history": "undo-a-mistake",
    "wagtailadmin_pages:delete": "undo-a-mistake",
    "unpublish_page": "undo-a-mistake",
    "deleted_pages": "undo-a-mistake",
    "deleted_files": "undo-a-mistake",
    "wagtailadmin_pages:revisions_unschedule": "publish-later",
    "translations": "translate-a-page",
    "translation_upload": "translate-a-page",
    "simple_translation": "translate-a-page",
    "pending_changes": "second-person",
    "wagtailredirects": "second-person",
    HOTLINES: "hotline",
    ALERTS: "alert",
    CONSENTS: "picture",
    "consent_end": "picture",
    "wagtailimages": "picture",
    "messages": "messages",
    "project_import": "project",
    "project_import_preview": "project",
    "projects": "project",
    "wagtailusers_users": "people",
    "wagtailusers_groups": "people",
}
# By the type of what is added.
TASKS_OF_TYPES = {"newspage": "news-item", "projectpage": "project"}


def guide_page_of(match):
    """The page of the guide for a screen, in the language of the admin; nothing where there is none."""
    name, namespace = match.view_name or "", ":".join(match.namespaces)
    of_type = TASKS_OF_TYPES.get(match.kwargs.get("content_type_model_name")) if name == "add_page" else None
    task = of_type or TASKS_OF_SCREENS.get(name) or TASKS_OF_SCREENS.get(namespace)
    return text_of(task, language_here()) if task else None
