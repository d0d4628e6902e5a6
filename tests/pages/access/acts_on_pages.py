"""Every act on pages: one by one, several at once, through the API of the admin."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page, get_page_models

from pages.content.standard import StandardPage
from pages.translations import po_files
from tests.pages.access.acts import PUBLISH, Act, bulk, untranslated


def on_pages(world):
    """`{name: Act}`, generated from the models, so that a new type of page is among them."""
    made = {}
    for model in get_page_models():
        if model in world.by_model and model is not Page:
            made |= _of_page(world[model], world[model] == world.page)
    return made | _of_pages_in_bulk(world) | _by_api(world)


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


def _another_parent(page):
    """Where else a page may stand, in its language; most types have one place."""
    for model in type(page).allowed_parent_page_models():
        for parent in model.objects.filter(locale=page.locale).not_parent_of(page):
            if parent.depth > 1 and parent != page and page.can_move_to(parent):
                return parent
    return None


def _of_pages_in_bulk(world):
    page = world.page
    waiting = world.submitted[StandardPage]
    state = waiting.current_workflow_state.current_task_state
    restriction = {"restriction_type": "login"}
    pages = {action: Act(bulk(Page, action, page.pk), {}) for action in ("publish", "unpublish", "delete")}
    elsewhere = _another_parent(page)
    po = SimpleUploadedFile("x.po", po_files.export_po(world.translation))
    return {
        **{f"pages in bulk: {action}": act for action, act in pages.items()},
        "pages in bulk: move": Act(bulk(Page, "move", page.pk), {"chooser": elsewhere.pk}),
        "page: approve": Act(
            reverse("wagtailadmin_pages:workflow_action", args=[waiting.pk, "approve", state.pk]), {"comment": ""}
        ),
        "page: put in order": Act(reverse("wagtailadmin_pages:set_page_position", args=[page.pk]) + "?position=0", {}),
        "page: privacy": Act(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), restriction),
        "page: lock": Act(reverse("wagtailadmin_pages:lock", args=[page.pk]), {}),
        "page: convert an alias": Act(reverse("wagtailadmin_pages:convert_alias", args=[world.alias.pk]), {}),
        "page: translate": Act(
            reverse("simple_translation:submit_page_translation", args=[page.pk]), {"locales": untranslated(page)}
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
