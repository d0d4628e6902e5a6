"""The forms of redirects: one that leads away from the site is asked for by an administrator and then waits."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect

from pages.approvals import second_person
from pages.approvals.admin import say_if_alone, say_that_it_waits
from pages.approvals.models import PendingChange
from pages.site.redirects import leads_away


class SiteRedirectForm(RedirectForm):
    """Wagtail's form; it takes a link that leads away from an administrator, for it only asks for it."""

    def clean(self):
        cleaned_data = super().clean() or self.cleaned_data
        if leads_away(cleaned_data.get("redirect_link")) and not self.for_user.is_superuser:
            self.add_error("redirect_link", _("Only an administrator may ask for a redirect away from the site."))
        return cleaned_data

    def _get_validation_exclusions(self):
        # The model refuses such a link to one person; here that person asks a second one.
        return {*super()._get_validation_exclusions(), "redirect_link"}

    @property
    def values(self):
        """The values of the form's fields as a `PendingChange` keeps them."""
        data = self.cleaned_data
        keys = {name: data[name] and data[name].pk for name in ("site", "redirect_page")}
        return {**data, **keys, "old_path": Redirect.normalise_path(data["old_path"])}


class AskingMixin:
    """Has a redirect that leads away wait for a second person, where there is one."""

    form_class = SiteRedirectForm

    def form_valid(self, form):
        if not (
            leads_away(form.cleaned_data["redirect_link"]) and second_person.is_needed(self.request.user, Redirect)
        ):
            response = super().form_valid(form)
            say_if_alone(self.request)
            return response
        stored = Redirect.objects.filter(pk=form.instance.pk).values(*form.fields).first() if form.instance.pk else None
        if stored and stored == form.values:
            return redirect("wagtailredirects:index")
        action = PendingChange.Action.CHANGE if stored else PendingChange.Action.ADD
        change = second_person.propose(action, form.instance, self.request.user, stored, form.values)
        say_that_it_waits(self.request, change)
        return redirect("wagtailredirects:index")


class AddView(AskingMixin, views.CreateView):
    """A new redirect."""


class ChangeView(AskingMixin, views.EditView):
    """A redirect that is there."""


def no_import(request):
    """In place of Wagtail's import of files, which unpacks workbooks without bounds and asks nobody a second time."""
    if not request.user.has_perm("wagtailredirects.add_redirect"):
        raise PermissionDenied
    messages.info(request, _("Redirects are made one by one: “Add redirect”."))
    return redirect("wagtailredirects:index")


urlpatterns = [
    path("redirects/add/", AddView.as_view()),
    path("redirects/<int:redirect_id>/", ChangeView.as_view()),
    path("redirects/import/", no_import),
    path("redirects/import/process/", no_import),
]
