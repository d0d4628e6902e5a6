"""“State of the site” among the reports of the admin: what the doctor finds, for administrators."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from iom_site.operations.doctor.examine import examine
from iom_site.operations.doctor.findings import Verdict
from iom_site.operations.jobs import scheduler_is_silent
from pages.dashboard.tasks import Task


@require_safe
def state_of_the_site(request):
    """Everything that is examined, the worst first; the mail server and the certificate are asked as well."""
    if not request.user.is_superuser:
        raise PermissionDenied
    order = list(Verdict)
    examined = sorted(examine(), key=lambda each: -order.index(each.verdict))
    return render(request, "admin/state_of_the_site.html", {"examined": examined, "fault": Verdict.FAULT})


def scheduler_tasks(user):
    """That the scheduler itself stands still: for administrators. The worker also mails it, if that still runs."""
    if user.is_superuser and scheduler_is_silent():
        text = _("Scheduled work stands still: nothing is published on time, no one is told of anything.")
        yield Task(text, reverse("state_of_the_site"), urgent=True)


class StateMenuItem(MenuItem):
    """Among the reports."""

    def __init__(self):
        super().__init__(
            _("State of the site"), reverse("state_of_the_site"), name="state", icon_name="cogs", order=1300
        )

    def is_shown(self, request):
        return request.user.is_superuser


admin_urlpatterns = [path("state/", state_of_the_site, name="state_of_the_site")]
