"""A statement speaks for the whole office: who wrote it does not publish it, unless there is no one else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pages.accounts.models import User
from pages.news.models import NewsIndexPage, NewsPage
from tests.pages.approvals.people import PUBLISH, SUBMIT, logged, told
from tests.pages.editing.people import edit_url
from tests.pages.test_ticking_off import address

APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}


@pytest.fixture
def statement(db):
    """A draft that the site itself made; no one has written its words."""
    index = NewsIndexPage.objects.get(locale__language_code="en")
    page = index.add_child(
        instance=NewsPage(title="Sample statement", slug="st", summary="Words", kind="statement", live=False)
    )
    page.save_revision()
    return page


def read(client, page, words):
    return words in client.get(page.get_url()).text


def test_whoever_wrote_it_sends_it_by_publishing_and_another_publishes(client, statement, first, second):
    said = told(first.edit(edit_url(statement), summary="Words of the first", **PUBLISH))

    assert "you wrote this statement, so someone else publishes it" in said
    assert client.get(statement.get_url()).status_code == 404
    assert "Sample statement" in second.client.get("/admin/").text

    second.edit(edit_url(statement), **APPROVE)

    assert read(client, statement, "Words of the first")


def test_whoever_changes_it_while_approving_is_its_author_and_loses_no_word(client, statement, first, second):
    first.edit(edit_url(statement), summary="Words of the first", **SUBMIT)

    said = told(second.edit(edit_url(statement), summary="Words of the second", **APPROVE))

    assert "it takes two people" in said
    assert client.get(statement.get_url()).status_code == 404
    assert NewsPage.objects.get(pk=statement.pk).get_latest_revision_as_object().summary == "Words of the second"
    first.edit(edit_url(statement), **APPROVE)
    assert read(client, statement, "Words of the second")


def test_no_other_way_leads_round_it(client, statement, first, second):
    first.edit(edit_url(statement), summary="Words of the first")

    said = told(first.post(address("publish", [statement]), include_descendants=""))
    assert "Left out: Sample statement (Readers rely on this, so it takes two people" in said
    soon = (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    first.edit(edit_url(statement), go_live_at=soon, **PUBLISH)

    statement.refresh_from_db()
    assert not statement.live
    assert not statement.revisions.exclude(approved_go_live_at=None).exists()


def test_news_item_that_becomes_a_statement_takes_two(client, statement, first, second):
    NewsPage.objects.filter(pk=statement.pk).update(kind="news")
    page = NewsPage.objects.get(pk=statement.pk)
    page.save_revision().publish()

    first.edit(edit_url(page), kind="statement", **PUBLISH)

    page.refresh_from_db()
    assert page.kind == "news"


def test_words_that_readers_have_are_checked_and_published_again_by_one(client, statement, first, second):
    statement.save_revision().publish()

    said = told(first.post(address("checked", [statement]), review_by=f"{timezone.localdate().year + 1}-01-01"))

    assert "1 page was ticked off" in said
    assert NewsPage.objects.get(pk=statement.pk).reviewed_on == timezone.localdate()


def test_lone_publisher_is_told_and_it_is_written_down(client, statement, first):
    User.objects.filter(is_superuser=True).delete()

    said = told(first.edit(edit_url(statement), summary="Words of the first", **PUBLISH))

    assert "without a second person" in said
    assert read(client, statement, "Words of the first")
    assert logged("live_changed")[-1][2]["alone"] is True
    history = first.client.get(reverse("wagtailadmin_pages:history", args=[statement.pk])).text
    assert "Changed without a second person" in history
