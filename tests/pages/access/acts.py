"""Every act that changes something, as the request that does it: a name, and what is sent where."""

import json
from dataclasses import dataclass
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow, get_page_models
from wagtail.snippets.models import get_snippet_models

from pages.accounts.models import User
from pages.approvals.models import PendingChange
from pages.base.media import SiteDocument, SiteImage
from pages.contact.models import Message
from pages.content.standard import StandardPage
from pages.translations import po_files
from programmes.import_file import ProjectImport
from tests.pages.access.forms import form_data

PUBLISH = {"action-publish": "1"}


@dataclass(frozen=True)
class Act:
    """A request. `opens` is the address of the form whose data is sent back, with `data` changed."""

    address: str
    data: dict
    opens: str = ""


def acts(world):
    """`{name: Act}`, generated from the models, so that a new type of page or snippet is among them."""
    made = {}
    for model in get_page_models():
        if model in world.by_model and model is not Page:
            made |= _of_page(world[model], world[model] == world.page)
    for model in get_snippet_models():
        made |= _of_snippet(world[model]) | (_of_moderation(world.submitted[model]) if model in world.submitted else {})
    return made | _of_pages_in_bulk(world) | _by_api(world) | _of_files(world) | _of_settings(world) | _of_people(world)


def _of_page(page, all_acts):
    name, pk = type(page).__name__, page.pk
    parent, edit = page.get_parent(), reverse("wagtailadmin_pages:edit", args=[pk])
    add = reverse("wagtailadmin_pages:add", args=[page._meta.app_label, page._meta.model_name, parent.pk])
    copy = {"new_title": "Sample copy", "new_slug": "copy", "new_parent_page": parent.pk, "publish_copies": "on"}
    other = {"title": f"{page.title} changed"}
    added = {"title": "Sample added", "slug": "added", "project_id": "", **PUBLISH}
    made = {
        "publish": Act(edit, {**other, **PUBLISH}, edit),
        "unpublish": Act(reverse("wagtailadmin_pages:unpublish", args=[pk]), {}),
        "delete": Act(reverse("wagtailadmin_pages:delete", args=[pk]), {}),
    }
    if type(page).can_create_at(parent.specific):
        made["add and publish"] = Act(add, added, edit)
    if elsewhere := _another_parent(page):
        made["move"] = Act(reverse("wagtailadmin_pages:move_confirm", args=[pk, elsewhere.pk]), {})
    if all_acts:
        made |= {
            "save a draft": Act(edit, other, edit),
            "copy and publish": Act(reverse("wagtailadmin_pages:copy", args=[pk]), copy),
            "copy as an alias": Act(reverse("wagtailadmin_pages:copy", args=[pk]), {**copy, "alias": "on"}),
        }
    return {f"{name}: {act}": request for act, request in made.items()}


def _of_moderation(instance):
    name, pk = type(instance).__name__, instance.pk
    state = instance.current_workflow_state.current_task_state
    url_name = type(instance).snippet_viewset.get_url_name("workflow_action")
    return {
        f"{name}: {action}": Act(reverse(url_name, args=[pk, action, state.pk]), {"comment": "Sample"})
        for action in ("approve", "reject")
    }


def _another_parent(page):
    """Where else a page may stand, in its language; most types have one place."""
    for model in type(page).allowed_parent_page_models():
        for parent in model.objects.filter(locale=page.locale).not_parent_of(page):
            if parent.depth > 1 and parent != page and page.can_move_to(parent):
                return parent
    return None


def _of_snippet(instance):
    model = type(instance)
    name, pk = model.__name__, instance.pk

    def url(view, *args):
        return reverse(model.snippet_viewset.get_url_name(view), args=args)

    edit = url("edit", pk)
    words = next(field for field in ("title", "name", "site_name") if hasattr(instance, field))
    other = {words: "Sample changed"}
    made = {
        f"{name}: add": Act(url("add"), {**other, **PUBLISH}, edit),
        f"{name}: change": Act(edit, {**other, **PUBLISH}, edit),
        f"{name}: delete": Act(url("delete", pk), {}),
        f"{name}: delete several": Act(_bulk(model, "delete", pk), {}),
    }
    if model.snippet_viewset.reorder_view_enabled:
        made[f"{name}: put in order"] = Act(url("reorder", pk) + "?position=5", {})
    if model.snippet_viewset.workflow_enabled:
        made |= {
            f"{name}: save a draft": Act(edit, other, edit),
            f"{name}: submit": Act(edit, {**other, "action-submit": "1"}, edit),
            f"{name}: unpublish": Act(url("unpublish", pk), {}),
            f"{name}: lock": Act(url("lock", pk), {}),
        }
    if locales := _untranslated(instance):
        names = [model._meta.app_label, model._meta.model_name, pk]
        address = reverse("simple_translation:submit_snippet_translation", args=names)
        made[f"{name}: translate"] = Act(address, {"locales": locales})
    if hasattr(instance, "number") and hasattr(instance, "verified_on"):
        made[f"{name}: change the number"] = Act(edit, {"number": "+99300000007", **PUBLISH}, edit)
    return made


def _untranslated(instance):
    here = instance.get_translations(inclusive=True).values("locale")
    return [each.pk for each in Locale.objects.exclude(pk__in=here)[:1]]


def _bulk(model, action, *pks):
    address = reverse("wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, action])
    return address + "?" + "&".join(f"id={pk}" for pk in pks) + "&next=/admin/"


def _of_pages_in_bulk(world):
    page = world.page
    waiting = world.submitted[StandardPage]
    state = waiting.current_workflow_state.current_task_state
    restriction = {"restriction_type": "login"}
    pages = {action: Act(_bulk(Page, action, page.pk), {}) for action in ("publish", "unpublish", "delete")}
    elsewhere = _another_parent(page)
    po = SimpleUploadedFile("x.po", po_files.export_po(world.translation))
    return {
        **{f"pages in bulk: {action}": act for action, act in pages.items()},
        "pages in bulk: move": Act(_bulk(Page, "move", page.pk), {"chooser": elsewhere.pk}),
        "page: approve": Act(
            reverse("wagtailadmin_pages:workflow_action", args=[waiting.pk, "approve", state.pk]), {"comment": ""}
        ),
        "page: put in order": Act(reverse("wagtailadmin_pages:set_page_position", args=[page.pk]) + "?position=0", {}),
        "page: privacy": Act(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), restriction),
        "page: lock": Act(reverse("wagtailadmin_pages:lock", args=[page.pk]), {}),
        "page: convert an alias": Act(reverse("wagtailadmin_pages:convert_alias", args=[world.alias.pk]), {}),
        "page: translate": Act(
            reverse("simple_translation:submit_page_translation", args=[page.pk]), {"locales": _untranslated(page)}
        ),
        "translation: bring a file back": Act(reverse("translation_upload", args=[world.translation.pk]), {"file": po}),
    }


def _by_api(world):
    page = world.page
    parent = page.get_parent().pk
    data = {
        "copy": {"destination_page_id": parent, "slug": "by-api", "title": "Sample by API", "keep_live": True},
        "convert_alias": {},
        "copy_for_translation": {"locale": "tk"},
        "create_alias": {"destination_page_id": parent, "update_slug": "by-api"},
        "delete": {},
        "move": {"destination_page_id": _another_parent(page).pk},
        "publish": {},
        "revert_to_page_revision": {"revision_id": page.revisions.order_by("pk").first().pk},
        "unpublish": {},
    }
    return {
        f"API: {action}": Act(
            reverse(
                "wagtailadmin_api:pages:action", args=[(world.alias if action == "convert_alias" else page).pk, action]
            ),
            sent,
        )
        for action, sent in data.items()
    }


def _picture():
    file = BytesIO()
    Image.new("RGB", (400, 300)).save(file, "PNG")
    return SimpleUploadedFile("other.png", file.getvalue(), "image/png")


def _of_files(world):
    image, document, collection = (world[model] for model in (SiteImage, SiteDocument, Collection))
    text = SimpleUploadedFile("other.txt", b"Other")
    images, documents = "wagtailimages", "wagtaildocs"
    edit_image, edit_document = (
        reverse(f"{images}:edit", args=[image.pk]),
        reverse(f"{documents}:edit", args=[document.pk]),
    )
    return {
        "image: add": Act(reverse(f"{images}:add"), {"title": "Other", "file": _picture(), "collection": 1}),
        "image on a page: change": Act(edit_image, {"title": "Other"}, edit_image),
        "image on a page: delete": Act(reverse(f"{images}:delete", args=[image.pk]), {}),
        "image on a page: delete several": Act(_bulk(SiteImage, "delete", image.pk), {}),
        "image on a page: put into a collection": Act(
            _bulk(SiteImage, "add_to_collection", image.pk), {"collection": collection.pk}
        ),
        "document: add": Act(reverse(f"{documents}:add"), {"title": "Other", "file": text, "collection": 1}),
        "document: change": Act(edit_document, {"title": "Other"}, edit_document),
        "document: delete": Act(reverse(f"{documents}:delete", args=[document.pk]), {}),
        "document: delete several": Act(_bulk(SiteDocument, "delete", document.pk), {}),
        "collection: add": Act(reverse("wagtailadmin_collections:add"), {"name": "Other", "parent": 1}),
        "collection: delete": Act(reverse("wagtailadmin_collections:delete", args=[collection.pk]), {}),
        "collection: privacy": Act(
            reverse("wagtailadmin_collections:set_privacy", args=[collection.pk]), {"restriction_type": "login"}
        ),
    }


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
        "import: apply": Act(reverse("project_import_apply", args=[world[ProjectImport].pk]), {}),
        "import: upload": Act(
            reverse("project_import"), {"file": SimpleUploadedFile("p.csv", b"title\nSample project\n")}
        ),
        "message: close": Act(reverse("messages:inspect", args=[world[Message].pk]), {"action": "close"}),
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
        "user: delete": Act(reverse("wagtailusers_users:delete", args=[user.pk]), {}),
        "users in bulk: assign a role": Act(_bulk(User, "assign_role", user.pk), {"role": group.pk}),
        "users in bulk: not active": Act(_bulk(User, "set_active_state", user.pk), {"mark_as_active": "False"}),
        "users in bulk: delete": Act(_bulk(User, "delete", user.pk), {}),
        "group: change": Act(edit_group, {"name": "Other", **groups}),
        "group: delete": Act(reverse("wagtailusers_groups:delete", args=[group.pk]), {}),
        "site: delete": Act(reverse("wagtailsites:delete", args=[world[Site].pk]), {}),
        "locale: delete": Act(reverse("wagtaillocales:delete", args=[world[Locale].pk]), {}),
    }
    for name, model in (("", Workflow), ("_task", Task)):
        address = reverse(f"wagtailadmin_workflows:disable{name}", args=[world[model].pk])
        made[f"{model.__name__.lower()}: disable"] = Act(address, {})
    return made


def data_of(client, act):
    """What is sent: the form as it is opened by the person signed in, with the changes of the act."""
    if not act.opens:
        return act.data
    form = client.get(act.opens).context_data["form"]
    return {**{name: value for name, value in form_data(form).items() if value is not None}, **act.data}


def is_json(act):
    """The API of the admin is sent JSON."""
    return act.address.startswith(reverse("wagtailadmin_api:pages:listing"))


def send(client, act, data):
    """The request of an act."""
    if is_json(act):
        return client.post(act.address, json.dumps(data), content_type="application/json")
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return client.post(act.address, data)
