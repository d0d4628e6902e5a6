"""A draft is shown to someone without an account by a link that ends, leaves no trace and opens nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pages.content.standard import StandardPage
from pages.help.models import HelpTopicPage
from pages.news.models import NewsPage
from pages.sharing.models import SharedDraft
from tests.html import Document
from tests.pages.approvals.people import staff
from tests.pages.consents.people import make_consent, make_story


@pytest.fixture
def page(home):
    """Published once; its draft says more."""
    page = home.add_child(instance=StandardPage(title="Sample page", slug="shared", summary="Published words."))
    page.save_revision().publish()
    page.summary = "Draft words."
    page.save_revision()
    return page


@pytest.fixture
def anna(db):
    return staff("anna", "Editors")


def share_url(page):
    return reverse("share_draft", args=[page.pk])


def make_link(person, page):
    """The address that is shown, without the name of the site."""
    shown = person.client.post(share_url(page))
    found = Document(shown.text).root.xpath("//code/text()")
    return found[0].removeprefix("http://localhost:8000") if found else None


def opened(address):
    return Client().get(address)


def test_whoever_has_the_link_reads_the_draft_as_it_is_now_marked_as_one(anna, page):
    address = make_link(anna, page)
    text = Document(opened(address).text).text
    assert "Draft words." in text
    assert "This is a draft." in text

    page.summary = "Later words."
    page.save_revision()

    assert "Later words." in Document(opened(address).text).text
    assert "Published words." in Document(Client().get(page.url).text).text
    assert "This is a draft." not in Client().get(page.url).text


def test_it_leaves_no_trace_and_is_found_by_no_search_engine(anna, page):
    answer = opened(make_link(anna, page))

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies


def test_it_ends_after_seven_days(anna, page):
    address = make_link(anna, page)
    SharedDraft.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert opened(address).status_code == 200

    SharedDraft.objects.update(expires_at=timezone.now())

    assert opened(address).status_code == 404
    assert "Links that are open" not in anna.client.get(share_url(page)).text


def test_a_new_link_holds_for_a_week(anna, page):
    make_link(anna, page)
    left = SharedDraft.objects.get().expires_at - timezone.now()

    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)


def test_it_is_taken_back(anna, page):
    first, second = make_link(anna, page), make_link(anna, page)
    listing = Document(anna.client.get(share_url(page)).text)
    anna.post(listing.root.xpath("//form[contains(., 'Take it back')]/@action")[-1])

    assert opened(first).status_code == 404
    assert opened(second).status_code == 200


def test_database_holds_no_token_and_no_other_address_opens_it(anna, page):
    address = make_link(anna, page)
    token = address.rstrip("/").rpartition("/")[2]

    assert token not in str(list(SharedDraft.objects.values()))
    assert opened(address.replace("/en/", "/ru/")).status_code == 404
    assert opened(address.replace(token, SharedDraft.objects.get().digest)).status_code == 404
    assert opened(address.replace(token, "x")).status_code == 404


def test_drafts_of_help_and_forms_are_not_shared_nor_what_moved_there(anna, page):
    topic = HelpTopicPage.objects.filter(locale__language_code="en").first()
    assert make_link(anna, topic) is None
    assert "are not shared" in anna.client.get(share_url(topic)).text

    address = make_link(anna, page)
    Page.objects.get(pk=page.pk).move(topic.get_parent(), "last-child")
    assert opened(address).status_code == 404


def test_closed_page_stays_closed(anna, page):
    address = make_link(anna, page)
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")

    assert opened(address).status_code == 404
    assert make_link(anna, page) is None


def test_story_is_not_shown_once_its_consent_is_withdrawn(anna):
    consent = make_consent()
    story = make_story(consent)
    address = make_link(anna, NewsPage.objects.get(pk=story.pk))
    assert opened(address).status_code == 200

    consent.withdrawn_on = timezone.localdate()
    consent.save()

    assert opened(address).status_code == 404


@pytest.mark.parametrize("role", ["Message desk", "Confidential desk"])
def test_who_may_not_write_the_page_makes_no_link_and_takes_none_back(anna, page, role):
    address, desk = make_link(anna, page), staff("dina", role)
    link = SharedDraft.objects.get()

    assert desk.client.post(share_url(page)).status_code in (302, 403)
    assert desk.client.post(reverse("take_back_draft", args=[page.pk, link.pk])).status_code in (302, 403)
    assert SharedDraft.objects.count() == 1
    assert opened(address).status_code == 200


def test_form_of_the_page_leads_there(anna, page):
    shown = anna.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text

    assert share_url(page) in shown
