"""What a reader finds in a list, and what the list costs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from pages.base.taxonomies import SDGTarget
from pages.events.models import EventPage
from pages.news.models import NewsPage
from pages.opportunities.models import CallPage, VacancyPage
from pages.publications.models import PublicationPage
from programmes.areas import ProgrammeAreaPage
from tests.html import Document
from tests.pages.listings import samples

MOST = 14  # queries of a warm list, whatever stands in it


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Document(response.text)


def titles(page):
    return [heading for heading in page.headings if heading.startswith("Sample")]


@pytest.mark.parametrize("kind", samples.KINDS)
@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_empty_list_says_so_and_is_not_offered(client, db, kind, code):
    url = samples.list_of(kind, code).url
    home = read(client, f"/{code}/")

    assert read(client, url).root.xpath("//*[@class='empty']//h2")
    if kind not in (VacancyPage, CallPage):
        assert url not in home.links
        assert url not in client.get("/sitemap-all.xml").text
        assert url not in read(client, f"/{code}/all-pages/").links


@pytest.mark.parametrize("kind", samples.KINDS)
def test_list_is_offered_once_something_stands_in_it(client, db, kind):
    samples.make(kind)
    url = samples.list_of(kind).url

    assert url in read(client, "/en/").links
    assert url in client.get("/sitemap-all.xml").text
    assert url in read(client, "/en/all-pages/").links


@pytest.mark.parametrize("kind", samples.KINDS)
def test_one_item_stands_alone_without_filters(client, db, kind):
    item = samples.make(kind)
    page = read(client, samples.list_of(kind).url)

    assert item.url in page.links
    assert not page.root.xpath("//main//select")
    assert "items" not in page.text


def test_newest_news_come_first_twenty_a_page(client, db):
    for number in range(23):
        samples.make_many(NewsPage, 1, title=f"Sample {number:02}", slug=f"n{number}", date=date(2026, 1, number + 1))
    first, second = read(client, "/en/news/"), read(client, "/en/news/?page=2")

    assert "23 items" in first.text
    assert titles(first) == [f"Sample {number:02}" for number in range(22, 2, -1)]
    assert titles(second) == ["Sample 02", "Sample 01", "Sample 00"]


def test_filters_narrow_the_list_and_count_what_they_would_show(client, db):
    samples.make(NewsPage, "Sample one", kind="statement", date=date(2025, 5, 1))
    samples.make(NewsPage, "Sample two", kind="statement", date=date(2026, 5, 1))
    samples.make(NewsPage, "Sample three", kind="press_release", date=date(2026, 5, 2))

    chosen = read(client, "/en/news/?kind=statement")

    assert titles(chosen) == ["Sample two", "Sample one"]
    assert "2026 (1)" in chosen.text
    assert "Press release (1)" in chosen.text
    assert titles(read(client, "/en/news/?kind=statement&year=2026")) == ["Sample two"]
    assert titles(read(client, "/en/news/?q=three")) == ["Sample three"]


def test_news_of_a_project_is_found_by_its_area_and_stands_on_both(client, db):
    project = samples.a_project()
    area = ProgrammeAreaPage.objects.get(pk=project.get_parent().pk)
    item = samples.make(NewsPage, about=[project])
    samples.make(NewsPage, "Sample other")

    assert titles(read(client, f"/en/news/?topic={area.slug}")) == ["Sample item"]
    assert item.url in read(client, project.url).links
    assert item.url in read(client, area.url).links
    assert project.url in read(client, item.url).links


def test_unknown_filter_is_left_out_and_said(client, db):
    samples.make_many(NewsPage, 2)
    page = read(client, "/en/news/?kind=nonsense&year=x")

    assert "left out: Kind, Year" in page.text
    assert len(titles(page)) == 2


def test_filters_that_exclude_each_other_lead_back(client, db):
    samples.make(NewsPage, kind="statement", date=date(2025, 5, 1))
    samples.make(NewsPage, kind="press_release", date=date(2026, 5, 1))
    page = read(client, "/en/news/?kind=press_release&year=2025")

    assert "Nothing fits all of this" in page.text
    assert "/en/news/" in page.links


def test_every_state_of_a_list_has_one_address(client, db):
    samples.make_many(NewsPage, 2)

    assert client.get("/en/news/?q=&kind=news&year=").headers["Location"] == "/en/news/?kind=news"


@pytest.mark.parametrize("address", ["?page=0", "?page=-1", "?page=x", "?page=999999999999", "?q=%27%22", "?q=\ud800"])
def test_no_address_breaks_a_list(client, db, address):
    samples.make_many(NewsPage, 2)

    assert client.get("/en/news/" + address.encode("utf-8", "replace").decode()).status_code in (200, 302)


def test_publications_are_found_by_the_language_of_their_files(client, db):
    russian = samples.make_document(code="ru")
    samples.make(PublicationPage, "Sample in Russian", files=[("file", russian)])
    samples.make(PublicationPage, "Sample in English", files=[("file", samples.make_document("b.txt", b"Other"))])

    assert titles(read(client, "/en/publications/?language=ru")) == ["Sample in Russian"]


def test_what_is_open_comes_first_the_most_urgent_on_top(client, db):
    now = timezone.now()
    for title, days in (("Sample past", -2), ("Sample later", 9), ("Sample soon", 1), ("Sample long past", -20)):
        samples.make(CallPage, title, closes_at=now + timedelta(days=days), date=date(2026, 1, 1))

    assert titles(read(client, "/en/opportunities/")) == [
        *("Sample soon", "Sample later", "Sample past", "Sample long past"),
    ]
    assert titles(read(client, "/en/opportunities/?state=open")) == ["Sample soon", "Sample later"]
    assert titles(read(client, "/en/opportunities/?state=closed")) == ["Sample past", "Sample long past"]


def test_translation_keeps_the_deadline_of_the_original(client, db):
    original = samples.make(VacancyPage)
    russian = original.copy_for_translation(samples.list_of(VacancyPage, "ru").locale)
    russian.save_revision().publish()
    original.closes_at = timezone.now() - timedelta(minutes=1)
    original.save_revision().publish()

    assert "Открыт" not in read(client, russian.url).text
    assert russian.url not in read(client, "/ru/opportunities/?state=open").links


@pytest.mark.parametrize("kind", samples.KINDS)
def test_forty_items_cost_no_more_queries_than_three(client, db, kind, django_assert_max_num_queries):
    project = samples.a_project()

    def cost():
        client.get(samples.list_of(kind).url)
        with django_assert_max_num_queries(MOST) as made:
            client.get(samples.list_of(kind).url)
        return len(made)

    samples.make_many(kind, 3, about=project)
    few = cost()
    samples.make_many(kind, (3, 40), about=project)

    assert cost() == few


def test_home_offers_the_three_newest_and_nothing_while_there_is_none(client, db):
    assert "Latest news" not in read(client, "/en/").text
    samples.make_many(NewsPage, 5)
    home = read(client, "/en/")

    assert len(titles(home)) == 3
    assert "Latest news" in home.headings
    assert "Latest news" not in read(client, "/ru/").text


def test_home_leads_to_the_feed_of_news_once_there_are_some(client, db):
    assert "feed.xml" not in client.get("/en/").text
    samples.make(NewsPage)

    assert 'href="/en/news/feed.xml"' in client.get("/en/").text


def test_translation_of_a_list_is_looked_at_beside_its_original(db):
    samples.make(NewsPage)
    page = samples.list_of(NewsPage, "ru")

    assert "<h1>News</h1>" in page.make_preview_request(preview_mode="source").text
    assert "<h1>Новости</h1>" in page.make_preview_request().text


def test_home_costs_at_most_a_dozen_queries_with_news(client, db, django_assert_max_num_queries):
    samples.make_many(NewsPage, 5)
    client.get("/en/")

    with django_assert_max_num_queries(12):
        client.get("/en/")


def test_past_events_are_said_to_be_past(client, db):
    start = timezone.now() - timedelta(days=3)
    samples.make(EventPage, starts_at=start, ends_at=start + timedelta(hours=1))

    assert "Over" in read(client, "/en/events/").text


@pytest.mark.parametrize("kind", [NewsPage, PublicationPage])
@pytest.mark.parametrize("code", ["en", "ru"])
def test_list_is_filtered_by_development_goals(client, db, kind, code):
    goal, *_rest, other = SDGTarget.objects.filter(locale__language_code="en")
    locale = Locale.objects.get(language_code=code)
    for title, goals in (("Sample with the goal", [goal]), ("Sample with another", [other]), ("Sample without", [])):
        item = samples.make(kind, title, sdg_targets=goals)
        if code != "en":
            item.copy_for_translation(locale).save_revision().publish()
    page = read(client, f"{samples.list_of(kind, code).url}?sdg={goal.code}")
    here = kind.objects.get(title="Sample with the goal", locale=locale)

    assert titles(page) == ["Sample with the goal"]
    assert SDGTarget.objects.get(code=goal.code, locale=locale).title in read(client, here.url).text.replace(
        "\xa0", " "
    )
