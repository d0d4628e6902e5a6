"""What is new is made once, however often its form is sent: by autosave, by a button, again on a bad line."""

import pytest
from django.urls import reverse

from pages.content.standard import StandardPage
from pages.site.models import Alert
from tests.pages.approvals.people import PUBLISH
from tests.pages.editing.people import new_page_url

TEXT = '{"blocks": [{"key": "a", "type": "unstyled", "text": "Sample"}], "entityMap": {}}'
TITLE, SLUG = "Sample of a page", "sample-of-a-page"


def test_publish_after_a_lost_autosave_publishes_that_draft(client, anna, home):
    form = anna.open(new_page_url(home))

    form.send(by_itself=True, title=TITLE, slug=SLUG)
    answer = form.send(title=TITLE, slug=SLUG, summary="Sample words.", **PUBLISH)

    assert "already in use" not in answer.text
    assert client.get("/en/sample-of-a-page/").status_code == 200
    assert StandardPage.objects.filter(title=TITLE).count() == 1


def test_page_that_is_sent_before_the_browser_wrote_its_address_is_published(client, anna, home):
    anna.open(new_page_url(home)).send(title=TITLE, slug="", summary="Sample words.", **PUBLISH)

    assert client.get("/en/sample-of-a-page/").status_code == 200


def test_autosave_that_tries_again_is_told_where_its_page_is(anna, home):
    form = anna.open(new_page_url(home))

    first = form.send(by_itself=True, title=TITLE, slug=SLUG).json()
    again = form.send(by_itself=True, title=TITLE, slug=SLUG).json()

    assert (again["pk"], again["url"], again["hydrate_url"]) == (first["pk"], first["url"], first["hydrate_url"])


def test_publish_pressed_twice_makes_one_page(anna, home):
    form = anna.open(new_page_url(home))

    for _ in range(2):
        form.send(title=TITLE, slug=SLUG, summary="Sample words.", **PUBLISH)

    assert [page.live for page in StandardPage.objects.filter(title=TITLE)] == [True]


def test_two_forms_make_two_pages_of_one_title(anna, home):
    for slug in (SLUG, f"{SLUG}-2"):
        anna.open(new_page_url(home)).send(title=TITLE, slug=slug)

    assert StandardPage.objects.filter(title=TITLE).count() == 2


def test_form_of_one_person_reaches_no_page_of_another(anna, boris, home):
    form = anna.open(new_page_url(home))
    form.send(title=TITLE, slug=SLUG)

    form.person = boris
    form.send(title=TITLE, slug=f"{SLUG}-2", summary="Words of another.")

    assert list(StandardPage.objects.filter(title=TITLE).order_by("pk").values_list("summary", flat=True)) == [
        "",
        "Words of another.",
    ]


@pytest.mark.parametrize("again", [{}, PUBLISH])
def test_alert_is_made_once(anna, db, again):
    form = anna.open(reverse(Alert.snippet_viewset.get_url_name("add")))

    form.send(by_itself=True, title=TITLE, text="{}")
    form.send(title=TITLE, text=TEXT, **again)

    assert [alert.live for alert in Alert.objects.filter(title=TITLE)] == [bool(again)]
