"""The weight of each page is known without anyone asking for it, and what is too heavy is told."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from pages.content.standard import StandardPage
from pages.dashboard import weighing
from pages.dashboard.models import BUDGET, PageWeight
from pages.news.models import NewsIndexPage, NewsPage
from tests.html import Document
from tests.pages.consents.people import make_picture
from tests.pages.listings import samples

REPORT = "/admin/reports/weights/"


@pytest.fixture
def weighed(db, work, capsys, monkeypatch):
    """Weighs two pages as the site does, and afterwards what is due again."""
    keys = [StandardPage.objects.filter(locale__language_code="en").first().pk]
    keys.append(samples.make(NewsPage, "Sample item", image=make_picture(shows="nobody")).pk)
    others = Page.objects.exclude(pk__in=keys)
    PageWeight.objects.bulk_create(
        PageWeight(page=page, text=1, styles=1, pictures=0, total=2, measured_at=page.last_published_at)
        for page in others.live().exclude(last_published_at=None)
    )
    monkeypatch.setattr(weighing, "MOST", 1)

    def weighed():
        call_command("weigh_pages")
        work()
        return [PageWeight.objects.get(page=key) for key in keys]

    return weighed


def test_weight_of_each_published_page_is_known_and_follows_what_is_published(weighed):
    plain, pictured = weighed()
    assert plain.text > 2000 and plain.pictures == 0
    assert pictured.pictures > 0
    assert pictured.total == pictured.text + pictured.styles + pictured.pictures

    page = StandardPage.objects.get(pk=plain.pk)
    page.body = [("text", " ".join(str(number) for number in range(5000)))]
    page.save_revision().publish()
    heavier, same = weighed()

    assert heavier.total > plain.total
    assert same.measured_at == pictured.measured_at


def test_page_that_cannot_be_drawn_holds_up_no_other(weighed, monkeypatch):
    monkeypatch.setattr(StandardPage, "template", "no/such/template.html")

    plain, pictured = weighed()

    assert plain.total == 0 and pictured.total > 0


def test_pages_above_the_budget_are_counted_and_the_heaviest_stands_first(client, publisher):
    light, heavy = NewsIndexPage.objects.first(), StandardPage.objects.filter(locale__language_code="en").first()
    for page, total in ((light, BUDGET), (heavy, BUDGET + 1)):
        PageWeight.objects.create(page=page, text=9000, styles=0, pictures=0, total=total, measured_at=timezone.now())

    screen = Document(client.get("/admin/").text)
    assert "1 page is heavier than 150 kB" in screen.text
    assert REPORT in screen.links
    [table] = Document(client.get(REPORT).text).root.xpath("//main//table")
    assert table.text_content().index(heavy.title) < table.text_content().index(light.title)
    assert "151" in table.text_content()
    assert heavy.title in client.get(REPORT, {"export": "csv"}).getvalue().decode()
