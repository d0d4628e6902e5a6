"""Many pages are ticked off at once: each for itself, by those who may, and what is left out is named."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from pages.content.mission import MissionPage
from pages.content.standard import StandardPage
from tests.html import Document
from tests.pages.approvals.people import staff, told
from tests.pages.translations.russian import in_language


def address(action, pages):
    keys = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{keys}&next=/admin/"


@pytest.fixture
def made(home):
    """Three pages that readers have; the second one has a draft, too."""
    pages = [home.add_child(instance=StandardPage(title=f"Sample {n}", slug=f"s{n}", summary="Words")) for n in "123"]
    for page in pages:
        page.save_revision().publish()
    draft = pages[1].get_latest_revision_as_object()
    draft.summary = "Words that nobody has read yet"
    draft.save_revision()
    return [StandardPage.objects.get(pk=page.pk) for page in pages]


@pytest.fixture
def moderator(db):
    return staff("maral", "Moderators")


def test_pages_are_checked_today_and_a_draft_is_not_published_with_it(client, moderator, made):
    today = timezone.localdate()
    made[2].reviewed_on, made[2].review_by = today - timedelta(days=9), today + timedelta(days=9)
    made[2].save_revision().publish()
    url = address("checked", made)

    asked = Document(moderator.client.get(url).text).text
    assert "Sample 1 (English)" in asked
    assert "Sample 2 (English): it has a draft that readers do not see yet" in asked
    answer = moderator.post(url, review_by=str(today + timedelta(days=100)))

    assert "Checked today: 2 pages were ticked off." in told(answer)
    assert "Left out: Sample 2 (it has a draft" in told(answer)
    checked = [StandardPage.objects.get(pk=page.pk) for page in made]
    assert [page.reviewed_on for page in checked] == [today, None, today]
    assert [page.review_by for page in checked] == [today + timedelta(days=100), None, today + timedelta(days=9)]
    assert "nobody has read" not in client.get(made[1].url).text
    history = moderator.client.get(reverse("wagtailadmin_pages:history", args=[made[0].pk])).text
    assert "Checked, and found right" in history


def test_whoever_may_not_publish_makes_a_draft_and_is_told(client, made):
    next_year = f"{timezone.localdate().year + 1}-01-01"

    answer = staff("anna", "Editors").post(address("checked", made[:1]), review_by=next_year)

    assert "until someone who may publish publishes them: Sample 1" in told(answer)
    page = StandardPage.objects.get(pk=made[0].pk)
    assert page.reviewed_on is None
    assert page.get_latest_revision_as_object().reviewed_on == timezone.localdate()


def test_day_that_is_past_is_refused_and_nothing_is_ticked(moderator, made):
    answer = moderator.post(address("checked", made[:1]), review_by="2020-01-01")

    assert "Choose a day to come." in answer.text
    assert StandardPage.objects.get(pk=made[0].pk).reviewed_on is None


def test_translation_is_ticked_off_in_the_report_as_read_by_a_native_editor(moderator):
    russian = in_language(MissionPage, "ru")
    assert russian.needs_review
    report = Document(moderator.client.get(reverse("translations"), {"language": "ru"}).text)
    [box] = report.root.xpath(f'//input[@type="checkbox"][@form="tick-off"][@value="{russian.pk}"]')
    [form] = report.root.xpath('//form[@id="tick-off"]')
    assert "read" in box.getparent().text_content()

    source = russian.get_translations().get(locale__language_code="en")
    answer = moderator.post(f"{form.get('action')}?id={box.get('value')}&id={source.pk}&next={reverse('translations')}")

    assert "Read by a native editor: 1 page was ticked off." in told(answer)
    assert f"Left out: {source.title} (it does not wait for a native editor)" in told(answer)
    assert not MissionPage.objects.get(pk=russian.pk).needs_review
    report = Document(moderator.client.get(reverse("translations"), {"language": "ru"}).text)
    assert not report.root.xpath(f'//input[@form="tick-off"][@value="{russian.pk}"]')


def test_draft_that_was_read_stays_a_draft(moderator):
    russian = in_language(MissionPage, "ru")
    russian.unpublish()

    moderator.post(address("read", [russian]))

    page = Page.objects.get(pk=russian.pk)
    assert not page.live
    assert not page.get_latest_revision_as_object().needs_review


def test_translator_of_one_language_ticks_off_no_page_of_another(home):
    turkmen = in_language(MissionPage, "tk")

    answer = staff("oleg", "Translators (Russian)").post(address("read", [turkmen]))

    assert "you may not change it" in told(answer)
    assert MissionPage.objects.get(pk=turkmen.pk).needs_review
