"""What the site waits for, as far as projects and their data are concerned: shown on the first screen of the admin."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pages.dashboard.tasks import Task, edit_url_of, may_change, settings_of_site
from pages.values.permissions import editable_by, may_edit_pages
from programmes.admin.listing import listing_url, overdue
from programmes.areas import ProgrammeAreaPage
from programmes.open_data_settings import OpenDataSettings
from programmes.projects import ProjectPage


def project_tasks(user):
    """Records that await a check, projects that should be over, links to confirm."""
    if not may_edit_pages(user):
        return
    mine = editable_by(user)
    projects = ProjectPage.objects.sources().filter(mine)
    ended = len(overdue(projects))
    if ended:
        text = ngettext(
            "%(count)d project has ended but is still marked as active.",
            "%(count)d projects have ended but are still marked as active.",
            ended,
        )
        yield Task(text % {"count": ended}, listing_url(waits="overdue"), urgent=True)
    unchecked = projects.filter(awaits_check=True).count()
    if unchecked:
        text = ngettext(
            "%(count)d project was taken over from public sources: please check it.",
            "%(count)d projects were taken over from public sources: please check them.",
            unchecked,
        )
        yield Task(text % {"count": unchecked}, listing_url(waits="check"))
    proposed = list(ProgrammeAreaPage.objects.sources().live().filter(mine, objectives_confirmed_on=None).only("path"))
    count = len(proposed)
    if count:
        text = ngettext(
            "%(count)d area of work has proposed objectives: please check and confirm them.",
            "%(count)d areas of work have proposed objectives: please check and confirm them.",
            count,
        )
        yield Task(text % {"count": count}, edit_url_of(proposed[0]))


def data_tasks(user):
    """What keeps the data of projects from being offered."""
    data = settings_of_site(OpenDataSettings) if may_change(user, OpenDataSettings) else None
    if not data:
        return
    url = reverse("wagtailsettings:edit", args=["programmes", "opendatasettings", data.site_id])
    text = _("No licence is stated for the data of projects.")
    yield Task(text, url, once=True, done=bool(data.licence_name))
    missing = [
        str(OpenDataSettings._meta.get_field(name).verbose_name)
        for name in ("organisation_identifier", "organisation_kind", "organisation_name")
        if not getattr(data, name)
    ]
    text = _("The IATI file is not offered: %(missing)s missing.") % {"missing": ", ".join(missing)}
    yield Task(text, url, once=True, done=not missing)
