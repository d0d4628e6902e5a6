"""Statements in the admin: whoever wrote one and presses “Publish” sends it to someone else."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from pages.approvals import words
from pages.news.models import NewsPage


def before_publish_page(request, page):
    """The model refuses it; here what was written is kept, and goes the way of what is sent to be checked."""
    revision = page.latest_revision
    version = revision.as_object() if revision and page.specific_class is NewsPage else None
    if version is None or not version.takes_two:
        return None
    if not (words.are_own(version, revision, request.user) and words.others(page, request.user).exists()):
        return None
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(request.user)
    elif not state and (workflow := page.get_workflow()):
        workflow.start(page, request.user)
    text = _("Saved and submitted, not published: you wrote this statement, so someone else publishes it.")
    messages.warning(request, text)
    return redirect("wagtailadmin_pages:edit", page.pk)
