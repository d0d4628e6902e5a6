"""Every address of the admin and of signing in, from the URL configuration, with its parts filled in."""

import re

from django.contrib.auth.models import Group
from django.urls import get_resolver
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Site, Task, Workflow
from wagtail.snippets.models import get_snippet_models

from pages.accounts.models import User
from pages.approvals.models import PendingChange
from pages.base.consents import ConsentRecord
from pages.base.media import SiteDocument, SiteImage
from pages.contact.models import Message
from pages.deleted.models import DeletedPage
from programmes.import_file import ProjectImport

# Raises by design, to look at the page of a failure.
LEFT_OUT = {"admin/failwhale/"}
ACTED_ON = {  # whose keys a part of an address holds, by the beginning of the address
    "admin/collections/": Collection,
    "admin/consents/": ConsentRecord,
    "admin/deleted-pages/": DeletedPage,
    "admin/documents/": SiteDocument,
    "admin/groups/": Group,
    "admin/images/": SiteImage,
    "admin/api/main/documents/": SiteDocument,
    "admin/api/main/images/": SiteImage,
    "admin/locales/": Locale,
    "admin/messages/": Message,
    "admin/pending/": PendingChange,
    "admin/projects/import/": ProjectImport,
    "admin/redirects/": Redirect,
    "admin/sites/": Site,
    "admin/users/": User,
    "admin/workflows/tasks/": Task,
    "admin/workflows/task_chooser/": Task,
    "admin/workflows/": Workflow,
}


def addresses(world):
    """`{pattern: address}` of all that staff open; each pattern once, as the first that answers."""
    found = {}
    for pattern in _walk(get_resolver().url_patterns):
        if pattern.startswith(("admin/", "accounts/")) and pattern not in LEFT_OUT:
            found.setdefault(pattern, "/" + _fill(pattern, world))
    return found


def _walk(patterns, before=""):
    for pattern in patterns:
        here = before + str(pattern.pattern).removeprefix("^")
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, here)
        else:
            yield here


def _fill(pattern, world):
    page, subject = world.page, _subject(pattern, world)
    if "workflow" in pattern or "revisions" in pattern:
        subject = world.submitted.get(type(subject), subject)
    revision = getattr(subject, "latest_revision", None) or page.latest_revision
    state = world.submitted.get(type(subject), world.submitted[type(page)]).current_workflow_state
    values = {
        "action": "delete",
        "action_name": "approve" if "workflow" in pattern else "publish",
        "content_type_app_name": "pages",
        "content_type_model_name": "standardpage",
        "app_label": "pages" if "pages/create" in pattern or "snippet" in pattern else "wagtailcore",
        "app_name": "pages",
        "destination_id": page.get_parent().pk,
        "filter_spec": "original",
        "model_name": _model_name(pattern),
        "object_id": page.pk,
        "parent_page_id": page.get_parent().pk,
        "revision_id": revision.pk,
        "session_id": world[EditingSession].pk,
        "task_id": state.current_task_state.task_id,
        "task_state_id": state.current_task_state.pk,
        "token": "x",
        "uidb64": "x",
        "uploaded_file_id": 1,
        "workflow_pk": world[Workflow].pk,
        "workflow_state_id": state.pk,
    }
    if "task_chooser" in pattern:
        values["task_id"] = world[Task].pk
    # A regular expression: what changed between the first and the last version.
    filled = re.sub(r"\(\?P<pk>\.\+\)|\(\\d\+\)", str(subject.pk), pattern)
    filled = re.sub(r"\(\?P<(uidb36|key)>[^)]*\)", "x", filled)  # of a link for a new password
    filled = re.sub(r"(\(\?P<\w+>)?\(?(live|earliest)\|[^)]*\)?\)?\\\.\\\.\\\.", "earliest...", filled)
    filled = re.sub(r"\.\.\.\(.*?\)", "...latest", filled).replace("^.*/$", "nothing/").rstrip("$")
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values.get(part[1], subject.pk)), filled)


def _model_name(pattern):
    if "settings/" in pattern:
        return "siteidentity"
    if "translation/submit/snippet" in pattern:
        return "hotline"
    if "tasks/add" in pattern:
        return "groupapprovaltask"
    if "tag-autocomplete" in pattern:
        return "siteimage"
    return "standardpage" if "pages/create" in pattern else "page"


def _subject(pattern, world):
    for model in get_snippet_models():
        if f"/{model._meta.app_label}/{model._meta.model_name}/" in pattern:
            return world[model]
    if "settings/" in pattern:
        return world[Site]
    if "submit/snippet" in pattern:
        return next(world[model] for model in get_snippet_models() if model._meta.model_name == "hotline")
    for beginning, model in ACTED_ON.items():
        if pattern.startswith(beginning):
            return world[model]
    return world.translation if pattern.startswith("admin/translations/") else world.page
