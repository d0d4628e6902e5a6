"""The forms of pages and of what is drafted like them, safe on a bad line and with two people at work.

A form of something new that is sent again edits what it made. A form that was opened before somebody else saved is
not taken: both texts are shown, nothing is written, and both people are told.
"""

import json
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.pages.create import CreateView as PageCreateView
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.log_actions import log, registry
from wagtail.snippets.views.snippets import CreateView as SnippetCreateView
from wagtail.snippets.views.snippets import EditView as SnippetEditView

from pages.editing.notifications import send_conflict
from pages.editing.refused import RefusedFieldsMixin

WINDOW_OPEN = timedelta(minutes=1)  # since a window last said that it is there; Wagtail's say so every ten seconds
CONFLICT = "pages.conflict"


def register_log_actions(actions):
    """Words for Wagtail's history."""
    actions.register_action(
        CONFLICT, gettext_lazy("Not saved"), gettext_lazy("Not saved: the form was older than another person's version")
    )


class AgainMixin(RefusedFieldsMixin):
    """For the form of something new: what it has already made is edited by it."""

    def made_before(self):
        """What this form, sent by this person, made the first time; nothing if it was not sent before."""
        try:
            key = UUID(self.request.POST.get("creation_key", ""))
        except ValueError:
            return None
        made = self.new_model._base_manager.filter(translation_key=key).first()
        return made if made and made.revisions.filter(user=self.request.user).exists() else None

    def post(self, request, *args, **kwargs):
        if made := self.made_before():
            return self.edit(made)
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except (IntegrityError, ValidationError):
            made = self.made_before()  # by another process in this moment
            if made is None:
                raise
            return self.edit(made)

    def edit(self, made):
        """The answer of the form that edits; autosave learns the address, as from the first answer that was lost."""
        self.request.was_new = True
        response = self.edit_view(made)
        if self.expects_json_response and self.response_is_json(response):
            data = json.loads(response.content)
            if data["success"]:
                url = self.edit_url_of(made)
                data |= {"url": url, "hydrate_url": set_query_params(url, {"_w_hydrate_create_view": "1"})}
                response.content = json.dumps(data)
        return response


class NotOverMixin(RefusedFieldsMixin):
    """For the form of what is there: it is not saved over what somebody else saved since it was opened."""

    @cached_property
    def newer(self):
        """The version that was saved since the form was opened; nothing if there is none."""
        if getattr(self.request, "was_new", False):
            latest = self.latest_revision
            return latest if latest and latest.user_id != self.request.user.pk else None
        return self.latest_revision if super().is_out_of_date else None

    @property
    def newer_is_mine(self):
        return self.newer is not None and self.newer.user_id == self.request.user.pk

    @cached_property
    def is_out_of_date(self):
        """Asked before it saves by itself. In one window, a newer version of mine is an autosave with a lost answer."""
        return self.newer is not None and not (self.newer_is_mine and self._windows() <= 1)

    def _windows(self):
        kind, pk = self.subject.get_base_content_type(), self.subject.pk
        here = EditingSession.objects.filter(user=self.request.user, content_type=kind, object_id=pk)
        return here.filter(last_seen_at__gt=timezone.now() - WINDOW_OPEN).count()

    def post(self, request, *args, **kwargs):
        if self.expects_json_response or self.newer is None:
            return super().post(request, *args, **kwargs)
        if self.newer_is_mine:
            if self._windows() > 1:
                text = _("You had saved this in another window as well. That version is in the history.")
                messages.warning(request, text)
            return super().post(request, *args, **kwargs)
        return self.refuse()

    def refuse(self):
        """Show the form as it was sent, above it what differs; a second press is a decision and is taken."""
        theirs = self.newer.as_object()
        form = self.form = self.bound_form()
        form.defer_required_fields()
        mine = form.save(commit=False) if form.is_valid() else None
        form.restore_required_fields()
        self._tell()
        self.has_unsaved_changes, self.autosave_enabled = True, False
        context = {"newer": self.newer, "is_valid": mine is not None}
        if mine is not None:
            context["comparison"] = self._comparison(mine, theirs)
        messages.error(self.request, render_to_string("admin/editing/conflict.html", context, self.request))
        return self.render_to_response(self.get_context_data())

    def _comparison(self, mine, theirs):
        panel = self.bound_to.get_bound_panel(instance=mine, request=self.request, form=None)
        differences = [comparison(theirs, mine) for comparison in panel.get_comparison()]
        return [each for each in differences if each.has_changed() and not (each.is_field and _looks_alike(each))]

    def _tell(self):
        """In the history; and the other person gets a mail, once for a version."""
        earlier = registry.get_logs_for_instance(self.subject).filter(action=CONFLICT, user=self.request.user)
        if any(entry.data.get("newer") == self.newer.pk for entry in earlier):
            return
        log(self.subject, CONFLICT, user=self.request.user, data={"newer": self.newer.pk})
        if self.newer.user_id:
            send_conflict.enqueue(self.newer.pk, self.request.user.pk)


class _PageMixin(NotOverMixin):
    """What both forms of a page need."""

    @property
    def subject(self):
        return self.page

    @property
    def bound_to(self):
        return self.edit_handler

    def bound_form(self):
        return self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )


def _looks_alike(difference):
    """Whether only what nobody sees differs, such as the keys of blocks."""
    shown = difference.htmldiff()
    return "addition" not in shown and "deletion" not in shown


class PageEdit(_PageMixin, PageEditView):
    """The form of a page."""


class PageRevert(_PageMixin, RevisionsRevertView):
    """The form of a page with an older version in it."""


class PageCreate(AgainMixin, PageCreateView):
    """The form of a new page."""

    @property
    def new_model(self):
        return self.page_class

    def edit_view(self, made):
        return PageEdit.as_view()(self.request, made.pk)

    def edit_url_of(self, made):
        self.page = made
        return self.get_edit_url()


class SnippetEdit(NotOverMixin, SnippetEditView):
    """The form of an alert, a hotline, the texts of the site."""

    @property
    def subject(self):
        return self.object

    @property
    def bound_to(self):
        return self.panel

    def bound_form(self):
        return self.get_form()


class SnippetCreate(AgainMixin, SnippetCreateView):
    """The form of a new one."""

    @property
    def new_model(self):
        return self.model

    def edit_view(self, made):
        return self.model.snippet_viewset.edit_view(self.request, str(made.pk))

    def edit_url_of(self, made):
        self.object = made
        return self.get_edit_url()
