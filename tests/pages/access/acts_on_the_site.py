"""Every act on the site itself: its settings, redirects, what waits, imports, messages, people and their roles."""

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site, Task, Workflow

from pages.accounts.models import User
from pages.approvals.models import PendingChange
from pages.base.consents import ConsentRecord
from pages.contact.models import Message
from pages.deleted.models import DeletedPage
from programmes.import_file import ProjectImport
from tests.pages.access.acts import Act, bulk


def on_the_site(world):
    """`{name: Act}`."""
    return _of_settings(world) | _of_people(world)


def _of_settings(world):
    site, redirect = world[Site], world[Redirect]
    made = {}
    for model, changed in (("siteidentity", {"country_iso2": "KZ"}), ("siteidentity", {"phone": "+99300000002"})):
        edit = reverse("wagtailsettings:edit", args=["pages", model, site.pk])
        made[f"{model}: {next(iter(changed))}"] = Act(edit, changed, edit)
    data = reverse("wagtailsettings:edit", args=["programmes", "opendatasettings", site.pk])
    to_page = {"old_path": "/other", "redirect_page": world.page.pk, "redirect_link": ""}
    away = {"old_path": "/other", "redirect_page": "", "redirect_link": "https://other.example/"}
    add = reverse("wagtailredirects:add")
    edit = reverse("wagtailredirects:edit", args=[redirect.pk])
    return made | {
        "opendatasettings: licence_name": Act(data, {"licence_name": "Sample"}, data),
        "redirect: add": Act(add, to_page),
        "redirect away: add": Act(add, away),
        "redirect from below help: add": Act(add, {**to_page, "old_path": "/en/info/hotline/"}),
        "redirect: change": Act(edit, {"old_path": "/sample-other"}, edit),
        "redirect: delete": Act(reverse("wagtailredirects:delete", args=[redirect.pk]), {}),
        "what waits: confirm": Act(reverse("pending_change_confirm", args=[world[PendingChange].pk]), {}),
        "what waits: withdraw": Act(reverse("pending_change_withdraw", args=[world[PendingChange].pk]), {}),
        "consent: withdraw": Act(reverse("consent_end", args=[world[ConsentRecord].pk]), {}),
        "import: apply": Act(reverse("project_import_apply", args=[world[ProjectImport].pk]), {}),
        "import: upload": Act(
            reverse("project_import"), {"file": SimpleUploadedFile("p.csv", b"title\nSample project\n")}
        ),
        "bin: bring a page back": Act(
            reverse("bring_back", args=[world[DeletedPage].pk]), {"parent": world[DeletedPage].parent_id}
        ),
        "draft: share": Act(reverse("share_draft", args=[world.page.pk]), {}),
        "message: answer": Act(
            reverse("messages:inspect", args=[world[Message].pk]),
            {"action": "answer", "answer": "Sample", "version": world[Message].version},
        ),
        "message: close": Act(reverse("messages:inspect", args=[world[Message].pk]), {"action": "close"}),
        "message: close several": Act(
            reverse("messages:change_selected"),
            {"selected": f"{world[Message].pk}.{world[Message].version}", "action": "close"},
        ),
    }


def _of_people(world):
    user, group = world[User], world[Group]
    password = "a long password of tests"
    new = {"username": "other", "email": "other@example.org", "first_name": "O", "last_name": "T"}
    edit = reverse("wagtailusers_users:edit", args=[user.pk])
    edit_group = reverse("wagtailusers_groups:edit", args=[group.pk])
    names = (
        "page_permissions",
        "collection_permissions",
        "document_permissions",
        "image_permissions",
        "site_permissions",
    )
    groups = {f"{name}-{count}_FORMS": 0 for name in names for count in ("TOTAL", "INITIAL")}
    made = {
        "user: add": Act(
            reverse("wagtailusers_users:add"), {**new, "password1": password, "password2": password, "is_active": "on"}
        ),
        "user: make an administrator": Act(edit, {"is_superuser": "on"}, edit),
        "user: change the address": Act(edit, {"email": "x@example.org"}, edit),
        "user: invite again": Act(reverse("invite_again", args=[user.pk]), {}),
        "user: delete": Act(reverse("wagtailusers_users:delete", args=[user.pk]), {}),
        "users in bulk: assign a role": Act(bulk(User, "assign_role", user.pk), {"role": group.pk}),
        "users in bulk: not active": Act(bulk(User, "set_active_state", user.pk), {"mark_as_active": "False"}),
        "users in bulk: delete": Act(bulk(User, "delete", user.pk), {}),
        "group: change": Act(edit_group, {"name": "Other", **groups}),
        "group: delete": Act(reverse("wagtailusers_groups:delete", args=[group.pk]), {}),
        "site: delete": Act(reverse("wagtailsites:delete", args=[world[Site].pk]), {}),
        "locale: delete": Act(reverse("wagtaillocales:delete", args=[world[Locale].pk]), {}),
    }
    for name, model in (("", Workflow), ("_task", Task)):
        address = reverse(f"wagtailadmin_workflows:disable{name}", args=[world[model].pk])
        made[f"{model.__name__.lower()}: disable"] = Act(address, {})
    return made
