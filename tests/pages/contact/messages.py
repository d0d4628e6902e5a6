"""What the tests of messages have in common: the pages with forms, sending, people of each role."""

import re
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.urls import reverse

from pages.contact import tokens
from pages.contact.models import Message
from pages.contact.page_types import ContactPage, FeedbackPage
from pages.content.home import HomePage
from pages.help.models import HelpIndexPage
from tests import factories

TEXT = "Sample words about the queue at the sample office."
URLENCODED = "application/x-www-form-urlencoded"
PASSWORD = "a long password of tests"
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
    assert "Your message was sent" in response.text, response.text
    return re.search(r"<strong>([A-Z0-9-]{14})</strong>", response.text)[1]


def make_message(kind="contact", **values):
    """A message as it came in."""
    given = {"language": "en", "about": "other", "text": "Sample", "fingerprint": str(uuid4()), **values}
    return Message.objects.create(kind=kind, **given)


def act(client, message, action, **data):
    """What somebody of the staff does on the page of a message that they have just opened."""
    version = Message.objects.values_list("version", flat=True).get(pk=message.pk)
    address = reverse("messages:inspect", args=[message.pk])
    return client.post(address, {"action": action, "version": version, **data}, follow=True)


def selected(*messages):
    """What ticked messages send."""
    return [f"{message.pk}.{message.version}" for message in messages]


def person(role):
    """Somebody with this role, who signs in with `PASSWORD`."""
    return factories.person(role, PASSWORD)


def numbers_in(response):
    """The messages that a page of the inbox lists."""
    return {UUID(key) for key in re.findall(r'name="selected" value="([0-9a-f-]+)\.\d+"', response.text)}


def counts_in(response):
    """The tabs of the inbox that hold any messages, by their labels, with the counts that stand there."""
    tabs = re.search(r'<nav[^>]*aria-label="State">(.*?)</nav>', response.text, re.DOTALL)[1]
    return {label: int(count) for label, count in re.findall(r">([^<>]+): (\d+)</a>", tabs) if int(count)}
