"""What readers answered, for staff: the pages that were of least use first."""

from datetime import timedelta

from django.db.models import F, FloatField, Q, Sum
from django.db.models.functions import Cast, Coalesce
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

DAYS = 90


class UsefulnessView(ReportView):
    """Pages with their answers of the last days. One “no” alone weighs less than many."""

    model = Page
    page_title = _("Was this page useful?")
    page_subtitle = _("answers of the last 90 days")
    header_icon = "help"
    index_url_name = "usefulness"
    index_results_url_name = "usefulness_results"
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk])),
        Column("locale", label=_("Language")),
        Column("useful", label=_("useful")),
        Column("not_useful", label=_("not useful")),
    ]
    list_export = ["title", "locale", "useful", "not_useful"]
    export_headings = {"title": _("Page"), "locale": _("Language")}

    def get_queryset(self):
        since = Q(usefulness_counts__day__gt=timezone.localdate() - timedelta(days=DAYS))
        sums = {name: Coalesce(Sum(f"usefulness_counts__{name}", filter=since), 0) for name in ("useful", "not_useful")}
        pages = Page.objects.filter(since).annotate(**sums).select_related("locale")
        # As if each had one answer of either kind more (Laplace's rule of succession).
        share = Cast(F("not_useful") + 1, FloatField()) / (F("useful") + F("not_useful") + 2)
        return pages.order_by(share.desc(), "pk")


class UsefulnessMenuItem(MenuItem):
    def __init__(self):
        super().__init__(UsefulnessView.page_title, reverse("usefulness"), icon_name="help", order=1200)


admin_urlpatterns = [
    path("reports/usefulness/", UsefulnessView.as_view(), name="usefulness"),
    path("reports/usefulness/results/", UsefulnessView.as_view(results_only=True), name="usefulness_results"),
]
