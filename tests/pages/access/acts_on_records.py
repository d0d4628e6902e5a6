"""Every act on what has no page of its own: snippets, pictures, documents, collections."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection
from wagtail.snippets.models import get_snippet_models

from pages.base.media import SiteDocument, SiteImage
from tests.pages.access.acts import PUBLISH, Act, bulk, untranslated


def on_records(world):
    """`{name: Act}`, generated from the models, so that a new snippet is among them."""
    made = {}
    for model in get_snippet_models():
        made |= _of_snippet(world[model]) | (_of_moderation(world.submitted[model]) if model in world.submitted else {})
    return made | _of_files(world)


def _of_snippet(instance):
    model = type(instance)
    name, pk = model.__name__, instance.pk

    def url(view, *args):
        return reverse(model.snippet_viewset.get_url_name(view), args=args)

    edit = url("edit", pk)
    words = next(field for field in ("title", "name", "site_name", "words", "reference") if hasattr(instance, field))
    other = {words: "Sample changed\nAnother sample" if words == "words" else "Sample changed"}
    made = {
        f"{name}: add": Act(url("add"), {**other, **PUBLISH}, edit),
        f"{name}: change": Act(edit, {**other, **PUBLISH}, edit),
        f"{name}: delete": Act(url("delete", pk), {}),
        f"{name}: delete several": Act(bulk(model, "delete", pk), {}),
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
    if locales := untranslated(instance):
        names = [model._meta.app_label, model._meta.model_name, pk]
        address = reverse("simple_translation:submit_snippet_translation", args=names)
        made[f"{name}: translate"] = Act(address, {"locales": locales})
    if hasattr(instance, "number") and hasattr(instance, "verified_on"):
        made[f"{name}: change the number"] = Act(edit, {"number": "+99300000007", **PUBLISH}, edit)
    return made


def _of_moderation(instance):
    name, pk = type(instance).__name__, instance.pk
    state = instance.current_workflow_state.current_task_state
    url_name = type(instance).snippet_viewset.get_url_name("workflow_action")
    return {
        f"{name}: {action}": Act(reverse(url_name, args=[pk, action, state.pk]), {"comment": "Sample"})
        for action in ("approve", "reject")
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
        "image on a page: delete several": Act(bulk(SiteImage, "delete", image.pk), {}),
        "image on a page: put into a collection": Act(
            bulk(SiteImage, "add_to_collection", image.pk), {"collection": collection.pk}
        ),
        "document: add": Act(reverse(f"{documents}:add"), {"title": "Other", "file": text, "collection": 1}),
        "document: change": Act(edit_document, {"title": "Other"}, edit_document),
        "document: delete": Act(reverse(f"{documents}:delete", args=[document.pk]), {}),
        "document: delete several": Act(bulk(SiteDocument, "delete", document.pk), {}),
        "collection: add": Act(reverse("wagtailadmin_collections:add"), {"name": "Other", "parent": 1}),
        "collection: delete": Act(reverse("wagtailadmin_collections:delete", args=[collection.pk]), {}),
        "collection: privacy": Act(
            reverse("wagtailadmin_collections:set_privacy", args=[collection.pk]), {"restriction_type": "login"}
        ),
    }
