"""What the admin shows of programmes: projects, donors, partners, places, the import, and what waits for staff."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.regional import CountryPage
from pages.content.strategy import ObjectivePage
from programmes.admin.choose_area import project_shortcut
from programmes.admin.listing import ProjectListing
from programmes.admin.tasks import data_tasks, project_tasks
from programmes.imports import views
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province

hooks.register("register_site_tasks", project_tasks)
hooks.register("register_site_tasks", data_tasks)
hooks.register("register_shortcuts", project_shortcut)


def _form(*names):
    return ObjectList([FieldPanel(name) for name in names])


class OrganisationViewSet(SnippetViewSet):
    """What donors and partners have in common."""

    edit_handler = _form("name", "kind", "url")
    list_display = ["name", "kind"]
    list_filter = ["kind"]
    list_export = ["name", "get_kind_display", "url"]


class DonorViewSet(OrganisationViewSet):
    model = Donor
    icon = "user"
    menu_label = _("Donors")


class PartnerViewSet(OrganisationViewSet):
    model = Partner
    icon = "group"
    menu_label = _("Partners")


class ProvinceViewSet(SnippetViewSet):
    model = Province
    icon = "globe"
    menu_label = _("Velayats")
    edit_handler = _form("code", "name")
    list_display = ["name", "code"]


class CountryViewSet(SnippetViewSet):
    model = Country
    icon = "globe"
    menu_label = _("Countries of projects")
    edit_handler = _form("iso2", "name")
    list_display = ["name", "iso2"]


class ImportMenuItem(MenuItem):
    """Shown to those who may import; asked once a request, though Wagtail asks for each part of the menu anew."""

    def is_shown(self, request):
        if not hasattr(request, "may_import"):
            request.may_import = views.may_import(request.user)
        return request.may_import


@register_snippet
class Programmes(SnippetViewSetGroup):
    """Projects, and everything that is chosen in their form."""

    items = (ProjectListing, DonorViewSet, PartnerViewSet, ProvinceViewSet, CountryViewSet)
    menu_label = _("Programmes")
    menu_icon = "tasks"
    menu_order = 140

    def get_submenu_items(self):
        """The import stands right after the list of projects."""
        first, *others = super().get_submenu_items()
        upload = ImportMenuItem(
            _("Import projects"), reverse_lazy("project_import"), icon_name="upload", order=first.order
        )
        return [first, upload, *others]


# What the projects add to a page about something else.
PAGE_SECTIONS = {
    HomePage: "programmes/home_section.html",
    MissionPage: "programmes/partner_section.html",
    ObjectivePage: "programmes/objective_section.html",
    CountryPage: "programmes/country_section.html",
}


@hooks.register("register_page_sections")
def register_sections_of_projects(page):
    """Pages show the projects that belong to them, and those with whom projects are carried out."""
    return [(PAGE_SECTIONS[type(page)], {})] if type(page) in PAGE_SECTIONS else []


@hooks.register("register_admin_urls")
def register_import_urls():
    return [
        path("projects/import/", views.upload, name="project_import"),
        path("projects/import/template/", views.template, name="project_import_template"),
        path("projects/import/<int:pk>/", views.preview, name="project_import_preview"),
        path("projects/import/<int:pk>/apply/", views.apply, name="project_import_apply"),
        path("projects/import/<int:pk>/result/", views.result, name="project_import_result"),
        path("projects/import/<int:pk>/file/", views.download, name="project_import_file"),
    ]
