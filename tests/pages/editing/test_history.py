"""The way back to every version, the first one included, for whoever may edit the page."""

import re

from django.urls import reverse
from wagtail.models import Locale

from pages.site.models import SiteTexts
from tests.html import Document
from tests.pages.approvals.people import PUBLISH
from tests.pages.editing.people import edit_url


def ways_back(person, url):
    """The addresses of older versions, the oldest first."""
    links = Document(person.client.get(url).text).links
    return [link for link in dict.fromkeys(links) if re.search(r"revisions/\d+/revert/|history/\d+/revert/", link)][
        ::-1
    ]


def test_words_that_the_site_came_with_are_brought_back(client, anna, mission):
    first = mission.mandate
    anna.open(edit_url(mission)).send(mandate="Words of Anna", **PUBLISH)

    back = ways_back(anna, reverse("wagtailadmin_pages:history", args=[mission.pk]))
    assert len(back) == 1
    assert "by the site itself" in Document(anna.client.get(back[0]).text).text
    anna.open(back[0]).send(**PUBLISH)

    mission.refresh_from_db()
    assert mission.mandate == first
    assert first in Document(client.get(mission.url).text).text


def test_first_version_of_a_copy_is_brought_back(anna, mission, home):
    copy = mission.copy_for_translation(Locale.objects.create(language_code="de"), copy_parents=True)
    anna.open(edit_url(copy)).send(mandate="Words of Anna")

    back = ways_back(anna, reverse("wagtailadmin_pages:history", args=[copy.pk]))

    assert anna.client.get(back[0]).context["form"]["mandate"].value() == mission.mandate


def test_texts_of_the_site_are_brought_back(anna, db):
    texts = SiteTexts.objects.get(locale__language_code="en")

    def name(view):
        return reverse(SiteTexts.snippet_viewset.get_url_name(view), args=[texts.pk])

    first = texts.strip_note
    anna.open(name("edit")).send(strip_note="Words of Anna", **PUBLISH)

    back = ways_back(anna, name("history"))

    assert anna.client.get(back[0]).context["form"]["strip_note"].value() == first


def test_each_version_stands_in_the_history_once(anna, mission):
    for words in ("One", "Two", "Three"):
        anna.open(edit_url(mission)).send(mandate=words)

    history = reverse("wagtailadmin_pages:history", args=[mission.pk])
    assert len(ways_back(anna, history)) == 3
    said = Document(anna.client.get(history).text).text
    assert said.count("Compare with previous version") == 3  # as the guide says
    assert said.count("Compare with current version") == 3


def test_older_version_is_not_put_over_what_another_saved_in_the_meantime(anna, boris, mission):
    for words in ("One", "Two"):
        anna.open(edit_url(mission)).send(mandate=words)
    back = boris.open(ways_back(boris, reverse("wagtailadmin_pages:history", args=[mission.pk]))[-1])
    anna.open(edit_url(mission)).send(mandate="Words of Anna")

    answer = back.send()

    mission.refresh_from_db()
    assert mission.get_latest_revision_as_object().mandate == "Words of Anna"
    assert "Not saved: Anna saved another version" in Document(answer.text).text
