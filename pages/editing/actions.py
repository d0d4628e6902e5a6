"""The buttons of a form, and what follows them, in words that say what happens; Wagtail's name the workflow."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import SubmitForModerationMenuItem as PageSubmit
from wagtail.models import DraftStateMixin
from wagtail.snippets.action_menu import SubmitForModerationMenuItem as SnippetSubmit


class _PlainWords:
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        subject = context.get("page") or context.get("instance")
        state = subject.current_workflow_state if subject and subject.pk else None
        is_back = state and state.status == state.STATUS_NEEDS_CHANGES
        return context | {"label": _("Send to be checked again") if is_back else _("Send to be checked")}


class SendPage(_PlainWords, PageSubmit):
    """Of a page."""


class SendSnippet(_PlainWords, SnippetSubmit):
    """Of an alert, a hotline, the texts of the site."""


def in_plain_words(item):
    """The button in its place; any other is answered as it is."""
    for theirs, ours in ((PageSubmit, SendPage), (SnippetSubmit, SendSnippet)):
        if type(item) is theirs:
            return ours(order=item.order)
    return item


def say_if_published(request, instance):
    """After “Approve and Publish”: of it Wagtail tells only that something was updated."""
    is_approved = "action-workflow-action" in request.POST and request.POST.get("workflow-action-name") == "approve"
    if not is_approved or not isinstance(instance, DraftStateMixin):
        return
    instance.refresh_from_db(fields=["live", "has_unpublished_changes"])
    if instance.live and not instance.has_unpublished_changes:
        messages.success(request, _("“%(title)s” is published: readers see it now.") % {"title": instance})
