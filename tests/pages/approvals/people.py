"""Two people at work in the admin, each in a browser of their own; forms are opened, changed and sent back."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtail.users.models import UserProfile

from pages.accounts.models import AuditLogEntry, User
from pages.help.hotlines import Hotline
from tests.pages.forms import form_data

PUBLISH, SUBMIT = {"action-publish": "1"}, {"action-submit": "1"}


@dataclass
class Staff:
    """Somebody signed in."""

    user: Any
    client: Client

    def edit(self, address, **changes):
        """Open a form, change it, send it; answers the page that follows, with what it tells."""
        data = form_data(self.client.get(address).context["form"])
        data = {name: value for name, value in data.items() if value is not None}
        return self.client.post(address, {**data, **changes}, follow=True)

    def post(self, address, **data):
        return self.client.post(address, data, follow=True)


def staff(name, *roles, language="en", **fields):
    user = User.objects.create_user(name, f"{name}@example.org", **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    UserProfile.objects.create(user=user, preferred_language=language)
    client = Client()
    client.force_login(user)
    return Staff(user, client)


def hotline_url(line, view="edit"):
    return reverse(Hotline.snippet_viewset.get_url_name(view), args=[line.pk])


def office_url():
    return reverse("wagtailsettings:edit", args=["pages", "siteidentity", Site.objects.get().pk])


def logged(action):
    """The entries of the audit log, the oldest first, as `(who, of what, details)`."""
    entries = AuditLogEntry.objects.filter(action=action).order_by("pk")
    return [(entry.username, entry.subject, entry.details) for entry in entries]


def told(response):
    """What the page tells of what was just done."""
    return " ".join(str(message) for message in response.context["messages"])
