"""Two people before the same form: each opens it, and sends it when they please."""

import re
from dataclasses import dataclass
from html import unescape

from django.urls import reverse

from tests.pages.approvals.people import Staff, staff
from tests.pages.forms import form_data

JSON = {"Accept": "application/json"}
VERSION = re.compile(r'name="(loaded_revision_(?:id|created_at))" value="([^"]*)"')


@dataclass
class Form:
    """A form as it was opened."""

    person: Staff
    url: str
    data: dict

    def send(self, by_itself=False, **changes):
        """Send what was changed, as a button or (`by_itself`) as autosave does."""
        headers = JSON if by_itself else {}
        return self.person.client.post(self.url, {**self.data, **changes}, headers=headers, follow=not by_itself)


class Writer(Staff):
    """Somebody who writes."""

    @classmethod
    def named(cls, name, first_name, role="Moderators"):
        made = staff(name, role, first_name=first_name)
        return cls(made.user, made.client)

    def open(self, url):
        answer = self.client.get(url)
        assert answer.status_code == 200
        data = {name: value for name, value in form_data(answer.context["form"]).items() if value is not None}
        return Form(self, url, {**data, **{name: unescape(value) for name, value in VERSION.findall(answer.text)}})


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def new_page_url(parent, kind="standardpage"):
    return reverse("wagtailadmin_pages:add", args=["pages", kind, parent.pk])
