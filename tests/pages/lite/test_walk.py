"""Whoever chose the lite edition stays in it: links, redirects, forms, mistakes."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from pages.base.media import SiteImage
from pages.content.home import HomePage
from pages.news.models import NewsPage
from pages.site import sensitive
from pages.usefulness.models import UsefulnessCount
from tests.factories import make_help, make_hotline, make_page_with_every_block, photograph
from tests.html import Document
from tests.pages.contact.messages import TEXT, make_pages, post, reference_after, token_in
from tests.pages.listings import samples


@pytest.fixture
def image(db):
    picture = SiteImage(title="sample.jpg", description="A sample sight", shows_people="nobody")
    picture.file = ContentFile(photograph(), "sample.jpg")
    picture.save()
    return picture


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/lite/", "/lite/ru/"),
        ("/lite", "/lite/ru/"),
        ("/lite/en", "/lite/en/"),
        ("/lite/en/who-we-are?x=y", "/lite/en/who-we-are/?x=y"),
        ("/lite/en/news/feed.xml?x=y", "/en/news/feed.xml?x=y"),
        ("/lite/en/help.txt", "/en/help.txt"),
        ("/lite/tk/site.webmanifest", "/tk/site.webmanifest"),
        ("/lite/en/draft/sample/", "/en/draft/sample/"),
    ],
)
def test_redirect_stays_in_the_edition_and_a_file_has_one_address(client, db, asked, leads_to):
    assert client.get(asked, headers={"accept-language": "ru"}).headers["Location"] == leads_to


@pytest.mark.parametrize(
    "address",
    [
        *("admin/", "accounts/login/", "static/img/mark.svg", "media/images/x.jpg", "documents/1/x/", "api/projects/"),
        *("robots.txt", "sitemap.xml", "help.txt", "card/1-x.png", "copies/en.zip", "alive", "ready", "metrics", "xx/"),
        "sitemap-all.xml",
        *("/evil.example/en/", "lite/en/", "../admin/"),
    ],
)
def test_what_is_no_page_is_not_in_the_edition(client, db, address):
    answer = client.get(f"/lite/{address}")

    assert answer.status_code == 404
    assert "Location" not in answer.headers


def test_address_that_moved_leads_on_within_the_edition(client, db):
    Redirect.add_redirect("/en/sample", redirect_to=Page.objects.get(url_path="/home/privacy/"))

    assert client.get("/lite/en/sample/").headers["Location"] == "/lite/en/privacy/"
    assert client.get("/en/sample/").headers["Location"] == "/en/privacy/"


def test_redirect_to_another_site_stays_as_it_is(client, db):
    Redirect.add_redirect("/en/sample", redirect_to="https://example.org/en/")

    assert client.get("/lite/en/sample/").headers["Location"] == "https://example.org/en/"


def test_language_that_is_closed_leads_to_the_choice_within_the_edition(client, db):
    HomePage.objects.filter(locale__language_code="tk").delete()

    assert client.get("/lite/tk/who-we-are/").headers["Location"] == "/lite/"


def test_page_that_is_not_there_says_so_in_the_edition_and_in_its_language(client, db):
    answer = client.get("/lite/ru/nothing/")

    assert answer.status_code == 404
    assert 'lang="ru"' in answer.text
    assert "/lite/ru/search/" in Document(answer.text).links


def test_message_is_written_and_its_answer_found_without_leaving(client, db):
    address = f"/lite{make_pages()['confidential']}"
    form = client.get(address)
    assert Document(form.text).root.xpath("//form/@action") == [address]

    sent = post(client, address, {"token": token_in(form), "about": "partner", "text": TEXT})
    reference = reference_after(client, sent)
    assert f"{address}a/" in Document(sent.text).links
    shown = post(client, f"{address}a/", {"reference": reference})

    assert "Your message has arrived." in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert Document(shown.text).root.xpath("//a[starts-with(@href, '/en/')]/@data-full") == [""]


def test_mistake_in_a_form_is_shown_with_what_was_typed(client, db):
    address = f"/lite{make_pages()['contact']}"

    shown = post(client, address, {"token": token_in(client.get(address)), "text": "Sample words"})

    assert "Sample words" in shown.text
    assert Document(shown.text).root.xpath("//form/@action") == [address]


def test_search_finds_pages_of_the_edition(client, db):
    for answer in (client.get("/lite/en/search/?q=privacy"), client.post("/lite/en/search/", {"q": "privacy"})):
        assert "/lite/en/privacy/" in Document(answer.text).links
        assert answer.headers["Cache-Control"] == "no-store"


def test_answer_whether_a_page_was_useful_is_counted_and_leads_back(client, db):
    page = re.search(r'name="page" value="(\d+)"', client.get("/lite/en/accessibility/").text)[1]

    thanked = client.post("/lite/en/useful/", {"page": page, "answer": "useful"})

    assert UsefulnessCount.objects.get().useful == 1
    assert "/lite/en/accessibility/" in Document(thanked.text).links


def test_page_behind_a_password_asks_for_it_and_opens(client, db):
    page = make_page_with_every_block()
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="sample")
    asked = client.get("/lite/en/sample/")
    assert "A sample summary" not in asked.text
    [action] = Document(asked.text).root.xpath("//form/@action")
    fields = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', asked.text))

    opened = client.post(action, {**fields, "password": "sample"})

    assert action.startswith("/lite/en/")
    assert opened.headers["Location"] == "/lite/en/sample/"
    assert "A sample summary" in client.get("/lite/en/sample/").text
    assert "A sample summary" not in Client().get("/lite/en/sample/").text


def test_help_leaves_no_trace_in_the_edition_either(client, db):
    make_hotline()
    index = make_help()
    full, light = (client.get(f"{edition}{index.url}", headers={"accept-encoding": "br"}) for edition in ("", "/lite"))

    assert light.headers["Cache-Control"] == "no-store"
    assert light.headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in light.headers
    assert not light.cookies
    assert len(light.content) == len(full.content)
    assert sensitive.is_sensitive(f"/lite{index.url}", sensitive.sensitive_paths())
    assert sensitive.is_sensitive(f"/LITE/{index.url}a/", sensitive.sensitive_paths())


def test_exit_leads_away_from_help_to_the_calendar(client, db):
    index = make_help()
    page = client.get(f"/lite{index.url}")
    assert Document(page.text).root.xpath("//a[@data-exit]/@href") == ["/lite/en/leave/"]
    assert f"<title>{index.specific.neutral_title}</title>" in page.text

    left = client.get("/lite/en/leave/")

    assert (left.status_code, left.headers["Location"]) == (303, "/lite/en/calendar/")
    assert left.headers["Cache-Control"] == "no-store"
    assert '<img src="/en/calendar/today.svg"' in client.get("/lite/en/calendar/").text  # it clears what was kept


def test_picture_is_a_link_that_says_how_large_it_is_and_what_it_shows(client, mission, image, work):
    mission.image, mission.image_caption = image, ""
    mission.save_revision().publish()
    work()
    shown = image.renditions.get(filter_spec="fill-360x240|format-jpeg")

    page = Document(client.get("/lite/en/who-we-are/").text)

    size = f"{shown.file.size / 1024:.1f}"
    [link] = page.root.xpath("//main//figure//a")
    assert Document(link).text.replace("\xa0", " ") == f"Show picture, {size} KB: A sample sight"
    assert link.get("href") == shown.url
    assert shown.file.size <= 25_000
    assert not page.root.xpath("//img")


def test_card_of_the_newest_item_has_its_picture_only_where_nobody_saves_data(client, image, work):
    item = samples.make(NewsPage, "Sample item")
    item.image = image
    item.save_revision().publish()
    work()

    def pictures(edition="", **headers):
        return Document(client.get(f"{edition}/en/news/", headers=headers).text).root.xpath("//main//img")

    assert len(pictures()) == 1
    assert pictures(save_data="on") == pictures("/lite") == []


@pytest.mark.parametrize("address", ["/en/who-we-are/", "/en/", "/en/sample/", "/en/our-work/"])
def test_page_with_pictures_costs_no_more_queries_than_in_full(client, mission, address, work):
    mission.image = make_page_with_every_block().image
    mission.save_revision().publish()
    work()
    asked = []
    for edition in ("", "/lite"):
        client.get(edition + address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(edition + address).status_code == 200
        asked.append(len(made))

    assert asked[1] <= asked[0]


def test_page_of_every_block_says_what_it_says_in_full(client, db, work):
    make_page_with_every_block()
    work()
    full, light = (Document(client.get(f"{edition}/en/sample/").text) for edition in ("", "/lite"))

    assert set(full.headings) == set(light.headings)
    pictures = light.root.xpath("//main//figure//a[contains(@href, '/media/images/')]")
    assert len(pictures) == len(full.root.xpath("//main//img")) > 1
    for each in pictures:
        each.getparent().drop_tree()
    assert Document(light.root.xpath("//main")[0]).text == Document(full.root.xpath("//main")[0]).text


def test_browser_that_saves_data_is_offered_the_edition_in_words(client, db):
    saving, other = (client.get("/en/our-work/?x=1", headers=each) for each in ({"save-data": "on"}, {}))

    offer = Document(saving.text).region("Saving data")
    assert offer.links == ["/lite/en/our-work/?x=1"]
    assert "20 KB" in offer.text
    assert Document(other.text).region("Saving data") is None
    assert Document(client.get("/lite/en/our-work/", headers={"save-data": "on"}).text).region("Saving data") is None


def test_whoever_is_signed_in_gets_no_tools_of_the_editor(client, publisher):
    answer = client.get("/lite/en/")

    assert "wagtail-userbar" in client.get("/en/").text
    assert "wagtail-userbar" not in answer.text
    assert "private" in answer.headers["Cache-Control"]


def test_return_visit_asks_nothing_and_each_edition_has_its_own_tag(client, db, django_assert_num_queries):
    full, light = (client.get(f"{edition}/en/").headers["ETag"] for edition in ("", "/lite"))
    assert full != light

    with django_assert_num_queries(0):
        again = client.get("/lite/en/", headers={"if-none-match": light, "accept-language": "tk"})
    other = client.get("/lite/en/", headers={"if-none-match": full})

    assert (again.status_code, other.status_code) == (304, 200)


@pytest.mark.parametrize("address", ["/lite/en/", "/lite/en/info/", "/lite/"])
def test_page_may_be_kept_as_the_full_one_is(client, db, address):
    light, full = client.get(address), client.get(address.removeprefix("/lite"))

    for name in ("X-Accel-Expires", "Cache-Control", "Vary", "Content-Language", "Referrer-Policy"):
        assert light.headers.get(name) == full.headers.get(name), name
