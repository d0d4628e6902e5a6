"""Hotlines in the admin. What takes two people is asked for here by the first; the model refuses it to one alone."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import SnippetViewSet, WorkflowActionView

from pages.approvals import second_person
from pages.approvals.admin import RefusalMixin, say_that_it_waits
from pages.approvals.models import PendingChange
from pages.editing.views import SnippetCreate, SnippetEdit
from pages.help.hotlines import Hotline


class HotlineEditView(RefusalMixin, SnippetEdit):
    """The form of a line; an approval there publishes, and may be refused."""


class HotlineWorkflowActionView(RefusalMixin, WorkflowActionView):
    """An approval from the list of what waits."""


class HotlineViewSet(SnippetViewSet):
    """The numbers that people in need call: near the top of the menu, under a name that nothing else has."""

    model = Hotline
    icon = "mobile-alt"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Hotlines")
    menu_name = "hotlines"
    menu_order = 110
    list_display = [
        *("name", "number", "locale", "verified_on"),
        Column("verify_by", label=gettext_lazy("to be verified by")),
        LiveStatusTagColumn(),
    ]
    sort_order_field = "sort_order"
    add_view_class = SnippetCreate
    edit_view_class = HotlineEditView
    workflow_action_view_class = HotlineWorkflowActionView


def before_publish(request, hotline):
    """Whoever wrote the facts of a line and presses “Publish” submits them to somebody else."""
    if not isinstance(hotline, Hotline):
        return None
    if not hotline.needs_another_publisher(hotline.latest_revision, request.user):
        return None
    state = hotline.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(request.user)
    elif not state and (workflow := hotline.get_workflow()):
        workflow.start(hotline, request.user)
    text = _("Saved and submitted, not published: you wrote the facts of this line, so somebody else publishes them.")
    messages.warning(request, text)
    return redirect(reverse(Hotline.snippet_viewset.get_url_name("edit"), args=[hotline.pk]))


def before_unpublish(request, hotline):
    """A line is taken off the site by two."""
    if not isinstance(hotline, Hotline) or not _takes_two(hotline, request.user):
        return None
    _propose(request, PendingChange.Action.UNPUBLISH, hotline)
    return redirect(reverse(Hotline.snippet_viewset.get_url_name("edit"), args=[hotline.pk]))


def before_delete(request, instances):
    """A line that readers see is deleted by two, from its own form and from the list."""
    waiting = [each for each in instances if isinstance(each, Hotline) and _takes_two(each, request.user)]
    if request.method != "POST" or not waiting:
        return None
    for hotline in waiting:
        _propose(request, PendingChange.Action.DELETE, hotline)
    return redirect(reverse(Hotline.snippet_viewset.get_url_name("list")))


def _takes_two(hotline, user):
    return hotline.live and hotline.is_source and second_person.is_needed(user, Hotline)


def _propose(request, action, hotline):
    say_that_it_waits(request, second_person.propose(action, hotline, request.user))
