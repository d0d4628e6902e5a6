"""What is done with many pages at once; and many ticked off, in the page explorer and in the report of translations.

Each page is asked for itself: what stands in the way is said before and after, and holds up no other page. A page with
a draft is not ticked off, since to publish the tick would publish that draft unread.
"""

from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.log_actions import LogContext

from pages.base.fields import validate_not_far

CHECKED, READ = "pages.checked", "pages.read_by_native_editor"
A_YEAR = timedelta(days=365)


def register_log_actions(actions):
    """Words for Wagtail's history."""
    actions.register_action(CHECKED, gettext_lazy("Checked"), gettext_lazy("Checked, and found right"))
    actions.register_action(READ, gettext_lazy("Read"), gettext_lazy("Read by a native editor, and found right"))


class EachForItself(PageBulkAction):
    """Before an act of Wagtail's or of ours: each page is an act of its own, which holds up no other if it is refused.

    Of the acts of one request Wagtail's histories show that of the last page alone, hence a log context for each.
    """

    def __init__(self, request, model):
        super().__init__(request, model)
        self.left_out = []  # `(page, reason)`

    def get_execution_context(self):
        return {**super().get_execution_context(), "action": self}

    @classmethod
    def execute_action(cls, objects, user=None, action=None, **context):
        totals = (0, 0)
        for page in objects:
            try:
                with transaction.atomic(), LogContext(user=user):
                    counts = action.do(page, user=user, **context)
            except (PermissionDenied, ValidationError) as error:
                reason = " ".join(getattr(error, "messages", [str(error)]))
                action.left_out.append((page, reason or _("you may not change it")))
            else:
                totals = tuple(map(sum, zip(totals, counts, strict=True)))
        return totals

    def do(self, page, **context):
        """Do it with one page; answers how many pages, and how many below them. Raises what the page raises."""
        return super().execute_action([page], **context)

    def get_success_message(self, num_parent_objects, num_child_objects):
        if self.left_out:
            rows = [(page.get_admin_display_title(), reason) for page, reason in self.left_out]
            names = format_html_join("; ", "{} ({})", rows)
            messages.warning(self.request, format_html("{} {}", _("Left out:"), names))
        return super().get_success_message(num_parent_objects, num_child_objects) if num_parent_objects else None


class PublishPages(EachForItself, PublishBulkAction):
    """Wagtail's, each for itself."""


class TickOff(EachForItself):
    """A statement about each of the pages chosen, which becomes a version of it; whoever may publish publishes it."""

    template_name = "admin/tick_off.html"
    form_class = forms.Form
    log_action = ""
    question = ""

    def __init__(self, request, model):
        super().__init__(request, model)
        self.drafts = []

    def why_not(self, page):
        """Why this person cannot say it of this page; nothing if they can. `page` is its newest version."""
        permissions = page.permissions_for_user(self.request.user)
        if not permissions.can_edit():
            return _("you may not change it")
        if page.alias_of_id:
            return _("it follows another page")
        if permissions.page_locked():
            return _("it is locked, or is being checked")
        if page.live and page.has_unpublished_changes:
            return _("it has a draft that readers do not see yet: open it")
        return ""

    def get_actionable_objects(self):
        chosen, self.left_out = [], []
        pages, context = super().get_actionable_objects()
        for page in pages:
            version = page.specific.get_latest_revision_as_object()
            if reason := self.why_not(version):
                self.left_out.append((page, reason))
            else:
                chosen.append(version)
        return chosen, context

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "heading": self.display_name,
            "question": self.question,
            "left_out": self.left_out,
        }

    def do(self, page, user=None, **context):
        was_live = page.live
        self.change(page)
        revision = page.save_revision(user=user, log_action=self.log_action)
        if was_live and page.permissions_for_user(user).can_publish():
            revision.publish(user=user)
        elif was_live:
            self.drafts.append(page)
        return 1, 0

    def change(self, page):
        """Set the fields."""
        raise NotImplementedError

    def get_success_message(self, num_parent_objects, num_child_objects):
        super().get_success_message(0, 0)  # what was left out
        if self.drafts:
            names = ", ".join(page.get_admin_display_title() for page in self.drafts)
            text = _("Saved as drafts, until someone who may publish publishes them: %(names)s")
            messages.warning(self.request, text % {"names": names})
        if not num_parent_objects:
            return None
        count = ngettext("%(count)d page was ticked off.", "%(count)d pages were ticked off.", num_parent_objects)
        return f"{self.display_name}: {count % {'count': num_parent_objects}}"


class CheckedForm(forms.Form):
    """When the pages are to be checked again."""

    review_by = forms.DateField(
        label=gettext_lazy("to be checked again by"),
        help_text=gettext_lazy("For pages that have no such day, or whose day has come. The others keep theirs."),
        validators=[validate_not_far],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.localdate() + A_YEAR,
    )

    def clean_review_by(self):
        day = self.cleaned_data["review_by"]
        if day <= timezone.localdate():
            raise ValidationError(_("Choose a day to come."))
        return day


class CheckedToday(TickOff):
    """The pages say at their foot that they were checked today."""

    display_name = gettext_lazy("Checked today")
    aria_label = gettext_lazy("Say of the selected pages that they were checked today")
    action_type = "checked"
    action_priority = 60
    form_class = CheckedForm
    log_action = CHECKED
    question = gettext_lazy("Did someone read each of these pages today, and find it right?")

    def why_not(self, page):
        return super().why_not(page) or ("" if page.live else _("readers do not have it"))

    def change(self, page):
        page.reviewed_on = timezone.localdate()
        if not page.review_by or page.review_by <= page.reviewed_on:
            page.review_by = self.cleaned_form.cleaned_data["review_by"]


class ReadByNativeEditor(TickOff):
    """Translations that wait for it no longer do; one that is a draft stays a draft."""

    display_name = gettext_lazy("Read by a native editor")
    aria_label = gettext_lazy("Say of the selected translations that a native editor has read them")
    action_type = "read"
    action_priority = 70
    log_action = READ
    question = gettext_lazy("Has someone whose language this is read each of these translations, and found it right?")

    def why_not(self, page):
        return super().why_not(page) or ("" if page.needs_review else _("it does not wait for a native editor"))

    def change(self, page):
        page.needs_review = False
