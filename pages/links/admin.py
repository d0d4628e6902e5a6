"""The report of links that lead nowhere, for those who may mend them."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from pages.links.answers import words_for
from pages.links.models import LinkPlace, LinkTarget
from pages.values.permissions import may_edit_whole_site
from pages.values.safe_cell import safe_cell


def broken_links():
    """For the report, the first screen and the mail."""
    return LinkPlace.objects.broken().select_related("target", "content_type").order_by("title", "pk")


class BrokenLinksView(ReportView):
    """Each broken link where it stands."""

    model = LinkPlace
    page_title = _("Broken links")
    header_icon = "link"
    no_results_message = _("No link is known to be broken.")
    index_url_name = "broken_links"
    index_results_url_name = "broken_links_results"
    columns = [
        TitleColumn("title", label=_("Where it stands"), get_url=lambda place: place.edit_url),
        Column("part", label=_("In which part")),
        Column("text", label=_("Words of the link")),
        Column("leads_to", label=_("Leads to"), classname="address"),
        Column("answer", label=_("What was answered")),
        Column("target.failing_since", label=_("Since")),
        DateColumn("target.checked_at", label=_("Last checked")),
    ]
    list_export = ["title", "part", "text", "leads_to", "answer", "target.failing_since", "target.checked_at"]
    export_headings = {
        **{"title": _("Where it stands"), "part": _("In which part"), "text": _("Words of the link")},
        **{"leads_to": _("Leads to"), "answer": _("What was answered")},
        **{"target.failing_since": _("Since"), "target.checked_at": _("Last checked")},
    }

    def dispatch(self, request, *args, **kwargs):
        if not may_edit_whole_site(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return broken_links()

    def decorate_paginated_queryset(self, places):
        return with_words(places)

    def to_row_dict(self, item):
        row = super().to_row_dict(item)
        return {**row, **{name: safe_cell(str(row[name])) for name in ("title", "part", "text", "leads_to", "answer")}}

    def stream_csv(self, queryset):
        return super().stream_csv(with_words(queryset))

    def write_xlsx(self, queryset, output):
        return super().write_xlsx(with_words(queryset), output)


def with_words(places):
    """Each place says where its link leads and what was answered; titles of pages in one question."""
    places = list(places)
    keys = [place.target.address for place in places if place.target.kind == LinkTarget.Kind.PAGE]
    titles = dict(Page.objects.filter(pk__in=keys).values_list("pk", "title"))
    for place in places:
        target = place.target
        place.answer = words_for(target.answer)
        place.leads_to = target.address
        if target.kind != LinkTarget.Kind.EXTERNAL:
            title = titles.get(int(target.address)) if target.kind == LinkTarget.Kind.PAGE else None
            place.leads_to = title or target.get_kind_display()
    return places


class BrokenLinksMenuItem(MenuItem):
    def __init__(self):
        super().__init__(BrokenLinksView.page_title, reverse("broken_links"), icon_name="link", order=860)

    def is_shown(self, request):
        return may_edit_whole_site(request.user)


admin_urlpatterns = [
    path("reports/broken-links/", BrokenLinksView.as_view(), name="broken_links"),
    path("reports/broken-links/results/", BrokenLinksView.as_view(results_only=True), name="broken_links_results"),
]
