"""The list of projects in the admin: the facts that staff look after, with filters and an export."""

from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, ModelChoiceFilter, MultipleChoiceFilter
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn, ParentPageColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from programmes.admin.choose_area import ChooseAreaView
from programmes.areas import ProgrammeAreaPage
from programmes.projects import ProjectPage

TASKS = [("check", _("To be checked by the office")), ("overdue", _("Ended but still active"))]


def overdue(projects):
    """The keys of those projects that are marked as active though their end is past."""
    today = timezone.localdate()
    active = projects.filter(status=ProjectPage.Status.ACTIVE, end_date__lte=str(today))
    return [pk for pk, end in active.values_list("pk", "end_date") if end.last_day < today]


class ProjectFilterSet(PageFilterSet):
    """What staff look for: by status, area of work, whether it is public, and what waits for them."""

    status = MultipleChoiceFilter(
        label=_("Status of the project"), choices=ProjectPage.Status.choices, widget=CheckboxSelectMultiple
    )
    area = ModelChoiceFilter(label=_("Area of work"), queryset=ProgrammeAreaPage.objects.sources(), method="below")
    waits = ChoiceFilter(label=_("Waits for staff"), choices=TASKS, method="waiting")
    live = BooleanFilter(label=_("Published"))

    def below(self, queryset, _name, area):
        """Projects of one area of work."""
        return queryset.descendant_of(area)

    def waiting(self, queryset, _name, task):
        """Projects about which staff must do something."""
        return queryset.filter(awaits_check=True) if task == "check" else queryset.filter(pk__in=overdue(queryset))

    class Meta(PageFilterSet.Meta):
        model = ProjectPage
        fields = []


class StatusColumn(Column):
    """The status of the project, with a flag when its end is past."""

    def get_value(self, instance):
        words = instance.get_status_display()
        return gettext("⚑ %(status)s, but ended") % {"status": words} if instance.is_overdue else words


class BudgetColumn(Column):
    """The budget with its currency."""

    def get_value(self, instance):
        return "" if instance.budget_amount is None else f"{instance.budget_amount:,.2f} {instance.budget_currency}"


class ProjectIndexView(IndexView):
    """Sources only: a translation has no facts of its own."""

    def get_base_queryset(self):
        return super().get_base_queryset().sources()


class ProjectListing(PageListingViewSet):
    """“Projects” in the menu."""

    model = ProjectPage
    name = "projects"
    icon = "list-ul"
    menu_label = _("Projects")
    index_view_class = ProjectIndexView
    choose_parent_view_class = ChooseAreaView
    filterset_class = ProjectFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        ParentPageColumn("parent", label=_("Area of work")),
        StatusColumn("project_status", label=_("Status of the project"), sort_key="status"),
        Column("period", label=_("Period"), sort_key="start_date"),
        BudgetColumn("budget", label=_("Budget"), sort_key="budget_amount"),
        DateColumn("reviewed_on", label=_("Last checked"), sort_key="reviewed_on"),
        PageStatusColumn("status", label=_("Page"), sort_key="live"),
    ]
    list_export = [
        *("title", "source_title", "project_id", "other_ids", "get_status_display", "status_words"),
        *("status_as_of", "start_date"),
        *("end_date", "budget_amount", "budget_currency", "budget_as_of", "budget_source", "project_type"),
        *("get_coverage_display", "funding_stream", "awaits_check", "reviewed_on", "live", "full_url"),
    ]
    export_headings = {
        "get_status_display": _("Status"),
        "status_words": _("Status that readers see"),
        "get_coverage_display": _("Coverage"),
        "full_url": _("Address"),
    }
    export_filename = "projects"


def listing_url(**filters):
    """The address of the list, with filters."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return reverse(ProjectListing().get_url_name("index")) + (f"?{query}" if query else "")
