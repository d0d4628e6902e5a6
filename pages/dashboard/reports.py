"""Reports on pages that somebody must look after: what the first screen counts, one line each."""

from functools import partial
from math import ceil

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from pages.dashboard.page_lists import drafts_of, late_pages, weighed_pages
from pages.dashboard.pictures import PicturesView
from pages.dashboard.tasks import edit_url_of
from pages.dashboard.upcoming import upcoming
from pages.values.safe_cell import safe_cell

TITLES = {"title", "draft_title"}
TITLE = TitleColumn("draft_title", label=_("Page"), get_url=edit_url_of)
LANGUAGE = Column("locale", label=_("Language"))


class PagesReport(ReportView):
    """Pages that somebody may change, each with the way to its form."""

    model = Page
    header_icon = "doc-empty"
    no_results_message = _("Nothing to do: all is in order.")
    permission_policy = page_permission_policy
    permission_required = "change"

    def to_row_dict(self, item):
        row = super().to_row_dict(item)
        return {**row, **{name: safe_cell(str(row[name])) for name in TITLES & row.keys()}}


class DraftsView(PagesReport):
    page_title = _("My drafts")
    page_subtitle = _("what you wrote last and is not published")
    header_icon = "edit"
    index_url_name = "my_drafts"
    index_results_url_name = "my_drafts_results"
    columns = [TITLE, LANGUAGE, DateColumn("latest_revision_created_at", label=_("Updated"))]
    list_export = ["draft_title", "locale", "latest_revision_created_at"]
    export_headings = {"draft_title": _("Page"), "locale": _("Language"), "latest_revision_created_at": _("Updated")}

    def get_queryset(self):
        return drafts_of(self.request.user).select_related("locale")


class LatePagesView(PagesReport):
    page_title = _("Pages to be checked")
    page_subtitle = _("the longest late first")
    header_icon = "time"
    index_url_name = "late_pages"
    index_results_url_name = "late_pages_results"
    columns = [TITLE, LANGUAGE, Column("review_by", label=_("To be checked by"))]
    list_export = ["draft_title", "locale", "review_by"]
    export_headings = {"draft_title": _("Page"), "locale": _("Language"), "review_by": _("To be checked by")}

    def get_queryset(self):
        return late_pages(self.request.user).select_related("locale")


class WeightColumn(Column):
    """One of the parts of a weight in kB."""

    def get_value(self, instance):
        return ceil(getattr(instance.weight, self.name) / 1000)


class WeightView(PagesReport):
    page_title = _("Weight of pages")
    page_subtitle = _("in kB, the heaviest first; measured soon after a page was published")
    header_icon = "desktop"
    no_results_message = _("No page has been weighed yet: the worker does it.")
    index_url_name = "page_weights"
    index_results_url_name = "page_weights_results"
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda page: reverse("page_weight", args=[page.pk])),
        LANGUAGE,
        WeightColumn("total", label=_("In all")),
        WeightColumn("text", label=_("Text")),
        WeightColumn("pictures", label=_("Pictures")),
        DateColumn("weight.measured_at", label=_("Measured")),
    ]
    list_export = ["title", "locale", "weight.total", "weight.text", "weight.pictures", "weight.measured_at"]
    export_headings = {
        **{"title": _("Page"), "locale": _("Language"), "weight.total": _("In all, bytes")},
        **{"weight.text": _("Text, bytes"), "weight.pictures": _("Pictures, bytes")},
        **{"weight.measured_at": _("Measured")},
    }

    def get_queryset(self):
        return weighed_pages(self.request.user).select_related("locale")


class UpcomingView(PagesReport):
    """The first screen shows the next of these."""

    page_title = _("All that is coming")
    header_icon = "calendar-alt"
    no_results_message = _("Nothing is planned.")
    index_url_name = "all_upcoming"
    index_results_url_name = "all_upcoming_results"
    columns = [
        Column("when", label=_("When")),
        TitleColumn("title", label=_("What"), get_url=lambda moment: moment.url),
        Column("what", label=_("What happens")),
    ]
    list_export = ["when", "title", "what"]
    export_headings = {"when": _("When"), "title": _("What"), "what": _("What happens")}

    def get_queryset(self):
        return upcoming(self.request.user, most=None)


class ReportMenuItem(MenuItem):
    """Shown to those who may change what the report is about."""

    def __init__(self, view, order):
        self.policy = view.permission_policy
        super().__init__(view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, order=order)

    def is_shown(self, request):
        return self.policy.user_has_permission(request.user, "change")


# Each at its address.
REPORTS = {
    "my-drafts": DraftsView,
    "pages-to-check": LatePagesView,
    "coming-up": UpcomingView,
    "pictures": PicturesView,
    "weights": WeightView,
}
MENU_ORDER = 810  # of the first


def menu_items():
    """What makes the entry of each report in the menu, once the addresses are there."""
    return [partial(ReportMenuItem, view, MENU_ORDER + place) for place, view in enumerate(REPORTS.values())]


admin_urlpatterns = [
    path(f"reports/{address}/{ending}", view.as_view(results_only=bool(ending)), name=f"{view.index_url_name}{name}")
    for address, view in REPORTS.items()
    for ending, name in (("", ""), ("results/", "_results"))
]
