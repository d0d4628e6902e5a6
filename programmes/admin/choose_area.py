"""Before a new project: its area of work, from a list of the areas; Wagtail's own asks to find it in the tree."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.choose_parent import ChooseParentView

from programmes.areas import first_area


class ChooseAreaView(ChooseParentView):
    """The first step of “Add project”: each area is a link to the form of a project below it."""

    page_title = _("Choose the area of work")
    template_name = "admin/choose_area.html"
    http_method_names = ["get", "head", "options"]

    def get_valid_parent_pages(self, user):
        """The areas as the site has them; a project of an area stands in the original language."""
        areas = super().get_valid_parent_pages(user)
        return areas.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")

    def get_context_data(self, **kwargs):
        names = (self.model._meta.app_label, self.model._meta.model_name)
        areas = self.get_valid_parent_pages(self.request.user)
        links = [(area.title, reverse("wagtailadmin_pages:add", args=[*names, area.pk])) for area in areas]
        return super().get_context_data(areas=links, **kwargs)


def project_shortcut(user):
    """“Add a project” on the first screen, for those who may."""
    area = first_area()
    if area and area.permissions_for_user(user).can_add_subpage():
        yield {"label": _("Add a project"), "url": reverse("projects:choose_parent"), "icon": "plus"}
