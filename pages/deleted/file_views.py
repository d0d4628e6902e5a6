"""The bin of pictures and documents in the admin, for those who may delete them."""

import json

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Collection

from pages.base.media import SiteDocument, SiteImage
from pages.deleted.files import bring_back_file
from pages.deleted.models import DeletedFile

ON_A_SCREEN = 50
POLICIES = {SiteImage: image_policy, SiteDocument: document_policy}
EDIT = {SiteImage: "wagtailimages:edit", SiteDocument: "wagtaildocs:edit"}


def may_see(user):
    """Who may delete a picture or a document may bring one back."""
    return any(policy.user_has_permission(user, "delete") for policy in POLICIES.values())


class DeletedFilesMenuItem(MenuItem):
    """In the menu of reports."""

    def __init__(self):
        super().__init__(
            gettext_lazy("Deleted pictures and documents"), reverse("deleted_files"), icon_name="bin", order=855
        )

    def is_shown(self, request):
        return may_see(request.user)


def visible_to(user):
    """What was deleted that this person could have deleted: of their collections, or uploaded by themselves."""
    if not may_see(user):
        raise PermissionDenied
    found = DeletedFile.objects.select_related("deleted_by", "consent", "collection")
    return [each for each in found if may_bring_back(each, user)]


def may_bring_back(deleted, user):
    """Asked as Wagtail asks before deleting."""
    model = apps.get_model(deleted.kind)
    uploader = json.loads(deleted.row)[0]["fields"]["uploaded_by_user"]
    instance = model(collection=deleted.collection or Collection.get_first_root_node(), uploaded_by_user_id=uploader)
    return POLICIES[model].user_has_permission_for_instance(user, "delete", instance)


def index(request):
    """What was deleted, the latest first."""
    deleted = Paginator(visible_to(request.user), ON_A_SCREEN).get_page(request.GET.get("p"))
    return render(request, "admin/deleted/files.html", {"deleted": deleted})


@require_POST
def bring_back(request, pk):
    """Do it, and lead to it; or say why not."""
    deleted = next((each for each in visible_to(request.user) if each.pk == pk), None)
    if deleted is None:
        raise Http404
    try:
        back = bring_back_file(deleted, request.user)
    except ValidationError as why:
        messages.error(request, " ".join(why.messages))
        return redirect("deleted_files")
    messages.success(request, _("“%(title)s” is back.") % {"title": back.title})
    return redirect(EDIT[type(back)], back.pk)


urlpatterns = [
    path("deleted-files/", index, name="deleted_files"),
    path("deleted-files/<int:pk>/bring-back/", bring_back, name="bring_back_file"),
]
