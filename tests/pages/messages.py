"""What the tests of messages have in common: the pages with forms, sending, people of each role."""

import re
from urllib.parse import urlencode

from django.contrib.auth.models import Group

from pages.accounts.models import User
from pages.contact import tokens
from pages.contact.page_types import ContactPage, FeedbackPage
from pages.content.home import HomePage
from pages.help.models import HelpIndexPage

TEXT = "Sample words about the queue at the sample office."
URLENCODED = "application/x-www-form-urlencoded"
ROLES = ["Message desk", "Confidential desk", "Editors", "Moderators", "Translators", "administrator", "nobody"]


def make_pages():
    """A contact page and a confidential one below help, published; answers their addresses by kind."""
    home = HomePage.objects.get(locale__language_code="en")
    texts = {"promise": "A sample promise.", "thanks": "A sample thanks."}
    contact = ContactPage.objects.child_of(home).first()
    if contact is None:
        contact = home.add_child(instance=ContactPage(title="Sample contact", slug="sample-contact", **texts))
    help_page = HelpIndexPage.objects.child_of(home).first()
    if help_page is None:
        index = HelpIndexPage(title="Sample help", slug="notes", neutral_title="Notes", hotlines_heading="Sample")
        index.topics_heading = index.hotlines_note = index.no_hotlines_note = "Sample"
        help_page = home.add_child(instance=index)
    feedback = FeedbackPage.objects.child_of(help_page).first()
    if feedback is None:
        page = FeedbackPage(title="Sample feedback", neutral_title="Notes 2", **texts)
        feedback = help_page.add_child(instance=page)
    return {"contact": contact.url, "confidential": feedback.url}


def token_in(response):
    return re.search(r'name="token" value="([^"]+)"', response.text)[1]


def post(client, address, form, **options):
    return client.post(address, urlencode(form, doseq=True), content_type=URLENCODED, **options)


def filled(kind, **changed):
    about = {"contact": "question", "confidential": "staff"}[kind]
    return {"token": tokens.issue(kind, age=60), "about": about, "text": TEXT, **changed}


def send(client, address, kind, network="127.0.0.1", **changed):
    return post(client, address, filled(kind, **changed), REMOTE_ADDR=network)


def reference_after(client, response):
    """The reference that the page after sending shows."""
    assert response.status_code == 303, response.text
    return re.search(r"<strong>([A-Z0-9-]{14})</strong>", client.get(response.url).text)[1]


def person(role):
    """Somebody with this role, or an administrator, or somebody in no group at all."""
    if role == "administrator":
        return User.objects.create_superuser("administrator", "administrator@example.org", None)
    user = User.objects.create_user(role.lower().replace(" ", "-"), f"{role.lower().replace(' ', '-')}@example.org")
    if role != "nobody":
        user.groups.add(Group.objects.get(name=role))
    return user


def numbers_in(response):
    """The messages that a page of the inbox lists."""
    return {int(number) for number in re.findall(r'name="selected" value="(\d+)"', response.text)}


def counts_in(response):
    """The tabs of the inbox that hold any messages, by their labels, with the counts that stand there."""
    tabs = re.search(r'<nav[^>]*aria-label="State">(.*?)</nav>', response.text, re.DOTALL)[1]
    return {label: int(count) for label, count in re.findall(r">([^<>]+): (\d+)</a>", tabs) if int(count)}
