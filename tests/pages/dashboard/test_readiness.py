"""What the form of a page tells its editor: how it reads, what it lacks, what it weighs."""

import re

from django.core.files.base import ContentFile
from django.urls import reverse

from pages.base.media import SiteImage
from pages.help.models import HelpTopicPage
from pages.news.models import NewsPage
from tests.factories import photograph
from tests.html import Document
from tests.pages.listings import samples

BODY = [{"type": "text", "value": "<p>Four words stand here. Two follow.</p>"}]


def told(client, page):
    return Document(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text).text.replace("\xa0", " ")


def test_form_says_how_the_page_reads(client, db, publisher):
    words = told(client, samples.make(NewsPage, body=BODY, summary="Three words long."))

    assert "9 words, 1 min to read." in words
    assert "Words in a sentence: 3 on average (plain), 4 in the longest." in words


def test_long_sentences_are_called_heavy(client, db, publisher):
    words = told(client, samples.make(NewsPage, body=[{"type": "text", "value": f"<p>{'word ' * 90}.</p>"}]))

    assert "(heavy)" in words


def test_form_says_what_is_missing_and_in_which_languages(client, db, publisher):
    item = samples.make(NewsPage)
    words = told(client, item)
    assert "a picture, for its head and for cards" in words
    assert "Readers do not have it in: Русский, Türkmençe" in words

    item.content_owner, item.reviewed_on = "Communications", "2026-01-01"
    item.save_revision().publish()
    assert "the role that keeps it right" not in told(client, item)


def test_help_is_asked_for_no_picture(client, db, publisher):
    assert "a picture, for its head" not in told(client, HelpTopicPage.objects.first())


def test_weight_counts_text_styles_and_pictures(client, db, publisher):
    item = samples.make(NewsPage)
    address = reverse("page_weight", args=[item.pk])
    words = Document(client.get(address).text).text
    bare = [int(kb) for kb in re.findall(r"(\d+) kB", words)]
    item.image = SiteImage.objects.create(
        title="Sample", file=ContentFile(photograph(), "sample.jpg"), shows_people="nobody"
    )
    item.save_revision()
    pictured = [int(kb) for kb in re.findall(r"(\d+) kB", Document(client.get(address).text).text)]

    assert bare[3] == 0
    assert bare[1] > 2
    assert bare[2] > 8
    assert bare[0] >= sum(bare[1:]) - 3
    assert pictured[3] > 0
    assert re.search(r"read after about \d+ s; everything is there after about \d+ s", words)


def test_weight_is_for_those_who_may_edit(client, db):
    item = samples.make(NewsPage)

    assert client.get(reverse("page_weight", args=[item.pk])).status_code == 302
