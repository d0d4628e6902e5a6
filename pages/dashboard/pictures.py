"""Pictures of which nobody is told who does not see them: no description in the library."""

from django.db.models import IntegerField
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.images.permissions import permission_policy
from wagtail.models import ReferenceIndex

from pages.base.media import SiteImage
from pages.dashboard.tasks import Task
from pages.values.cache import cached_in_process
from pages.values.safe_cell import safe_cell


def undescribed(user):
    """The pictures without a description that somebody may change; one that is used more stands first."""
    used = Coalesce(Cast(ReferenceIndex.usage_count_subquery(SiteImage), IntegerField()), 0)
    mine = permission_policy.instances_user_has_permission_for(user, "change")
    return mine.filter(description="").annotate(used=used).order_by("-used", "-created_at", "-pk")


def picture_tasks(user):
    """Kept for each person under the version of the site, which a change of any picture renews."""
    if not permission_policy.user_has_permission(user, "change"):
        return
    if count := cached_in_process(f"undescribed-pictures:{user.pk}", lambda: undescribed(user).order_by().count()):
        text = ngettext(
            "%(count)d picture has no description: who does not see it is told nothing of it.",
            "%(count)d pictures have no description: who does not see them is told nothing of them.",
            count,
        )
        yield Task(text % {"count": count}, reverse("undescribed_pictures"))


class PicturesView(ReportView):
    """Each with the form in which its description is written."""

    model = SiteImage
    page_title = _("Pictures without a description")
    header_icon = "image"
    no_results_message = _("Nothing to do: all is in order.")
    index_url_name = "undescribed_pictures"
    index_results_url_name = "undescribed_pictures_results"
    permission_policy = permission_policy
    permission_required = "change"
    columns = [
        TitleColumn("title", label=_("Picture"), get_url=lambda image: reverse("wagtailimages:edit", args=[image.pk])),
        Column("used", label=_("How often it is used")),
        DateColumn("created_at", label=_("Uploaded on")),
    ]
    list_export = ["title", "used", "created_at"]
    export_headings = {"title": _("Picture"), "used": _("How often it is used"), "created_at": _("Uploaded on")}

    def get_queryset(self):
        return undescribed(self.request.user)

    def to_row_dict(self, item):
        row = super().to_row_dict(item)
        return {**row, "title": safe_cell(row["title"])}
