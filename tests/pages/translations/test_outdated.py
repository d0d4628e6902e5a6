"""A translation that is older than its original says so."""

import re

from django.core.files.base import ContentFile
from django.utils import timezone

from pages.base.media import SiteImage
from pages.content.mission import MissionPage
from pages.content.strategy import ObjectivePage
from pages.translations.status import mark_current
from tests import factories
from tests.pages.translations.russian import in_language, publish

OLDER = {"ru": "Этот перевод ещё не учитывает изменений", "tk": "Bu terjime asyl nusgadan köne"}


def test_fresh_site_is_up_to_date_and_awaits_native_editors(client, russian_mission):
    assert russian_mission.needs_review
    assert OLDER["ru"] not in client.get(russian_mission.url).text


def test_change_of_the_original_is_told_to_readers_at_once(client, mission):
    mission.mandate = "A sample mandate."
    publish(mission)

    for code, words in OLDER.items():
        page = client.get(f"/{code}/who-we-are/").text
        assert words in page
        assert '<a href="/en/who-we-are/" lang="en" hreflang="en">English</a></p>' in page
    assert "phase" not in client.get("/en/who-we-are/").text


def test_notice_keeps_the_day_of_the_first_change(mission):
    mission.mandate = "A sample mandate."
    publish(mission)
    since = in_language(MissionPage, "ru").translation_status.outdated_since
    mission.mandate = "Another sample mandate."
    publish(mission)

    assert since
    assert in_language(MissionPage, "ru").translation_status.outdated_since == since


def test_change_that_says_nothing_new_makes_no_translation_old(client, mission):
    mission.content_owner = "Another sample role"
    mission.reviewed_on = timezone.localdate()
    publish(mission)

    assert OLDER["ru"] not in client.get("/ru/who-we-are/").text


def photograph():
    return SiteImage.objects.create(
        title="Sample",
        file=ContentFile(factories.photograph(), "sample.jpg"),
        description="A sample sight",
        shows_people="nobody",
    )


def test_another_picture_makes_no_translation_old_but_another_word_of_it_does(client, mission):
    def show(image, caption):
        picture = {"image": image.pk, "alt_text": "A sample description", "decorative": False}
        figure = {"type": "figure", "value": {"picture": picture, "caption": caption, "credit": ""}}
        mission.body = mission.body.stream_block.to_python([figure])
        publish(mission)

    show(photograph(), "Sample caption")
    russian = in_language(MissionPage, "ru")
    mark_current(russian, mission)
    publish(russian)
    mission.image = photograph()
    show(photograph(), "Sample caption")
    assert OLDER["ru"] not in client.get("/ru/who-we-are/").text

    show(mission.image, "Another caption")
    assert OLDER["ru"] in client.get("/ru/who-we-are/").text


def test_original_put_back_makes_the_translation_current_again(client, mission):
    earlier = mission.mandate
    mission.mandate = "A sample mandate."
    publish(mission)
    mission.mandate = earlier
    publish(mission)

    assert OLDER["ru"] not in client.get("/ru/who-we-are/").text


def test_repairing_a_letter_does_not_make_a_translation_current(client, mission, russian_mission):
    mission.mandate = "A sample mandate."
    publish(mission)
    russian_mission.mandate = "Пример."
    publish(russian_mission)

    assert OLDER["ru"] in client.get("/ru/who-we-are/").text


def test_bringing_it_up_to_date_clears_the_notice(client, mission, russian_mission):
    mission.mandate = "A sample mandate."
    publish(mission)
    russian_mission.mandate = "Пример мандата."
    mark_current(russian_mission, MissionPage.objects.get(pk=mission.pk))
    publish(russian_mission)

    assert OLDER["ru"] not in client.get("/ru/who-we-are/").text


def test_confirmed_links_are_shown_in_each_language_from_the_original(client, strategy):
    original = ObjectivePage.objects.child_of(strategy).get(slug="action-on-human-trafficking")
    original.links_confirmed_on = timezone.localdate()
    publish(original)

    assert "10. Eradicate trafficking" in client.get(original.url).text
    assert re.search(r'class="tag">10\. [А-Яа-я ]+<', client.get(f"/ru{original.url[3:]}").text)
