"""The picture at the head of a page: what stands there, in which language, and what it costs."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Page

from pages.base.media import SiteImage
from pages.content.mission import MissionPage
from tests.factories import photograph
from tests.html import Document

LARGEST = {360: 25_000, 720: 60_000}  # bytes
OUR_WORK = "/en/our-work/"


@pytest.fixture
def image(db):
    picture = SiteImage(
        title="sample.jpg",
        file=ContentFile(photograph(), "sample.jpg"),
        credit="Sample maker",
        description="A sample sight",
        shows_people="nobody",
    )
    picture.save()
    return picture


def give(page, image, caption="People at a sample table"):
    page.image, page.image_caption = image, caption
    page.save_revision().publish()
    return page


def head(client, url, **headers):
    """The first picture of a page and the words under it."""
    figures = Document(client.get(url, headers=headers).text).root.xpath("//main//h1/following::figure[.//img]")
    return Document(figures[0]) if figures else None


def test_picture_of_a_page_stands_at_its_head_with_caption_and_credit(client, mission, image):
    shown = head(client, give(mission, image).url)

    assert shown.text == "People at a sample table Picture: Sample maker"
    assert shown.root.xpath(".//img/@alt") == [""]  # the caption has said it
    assert shown.root.xpath(".//img/@width") and shown.root.xpath(".//img/@height")  # nothing jumps
    assert not shown.root.xpath(".//img/@loading")  # it is on the first screen


def test_caption_is_that_of_the_language(client, mission, image):
    russian = MissionPage.objects.get(locale__language_code="ru")
    give(mission, image)
    give(russian, image, "Люди за столом")

    shown = head(client, russian.url)
    assert shown.text == "Люди за столом Изображение: Sample maker"


def test_picture_without_a_caption_is_described_to_who_does_not_see_it(client, mission, image):
    shown = head(client, give(mission, image, caption="").url)

    assert shown.root.xpath(".//img/@alt") == ["A sample sight"]


@pytest.mark.parametrize("url", ["/en/who-we-are/", OUR_WORK])
def test_page_without_a_picture_has_no_place_for_one(client, db, url):
    assert head(client, url) is None


def test_page_whose_picture_is_gone_has_neither_picture_nor_caption(client, mission, image):
    image.file.storage.delete(image.file.name)

    page = client.get(give(mission, image).url).text
    assert "People at a sample table" not in page


def test_browser_that_saves_data_is_sent_no_picture(client, mission, image):
    assert head(client, give(mission, image).url, save_data="on") is None


def test_every_size_keeps_to_the_bytes_of_the_design_and_is_three_to_two(client, mission, image, work):
    work()
    shown = head(client, give(mission, image).url)

    offered = shown.root.xpath(".//source/@srcset | .//img/@srcset")
    assert len(offered) == 3  # AVIF, WebP, JPEG
    for rendition in image.renditions.filter(filter_spec__startswith="fill-").exclude(width=1200):
        assert rendition.url in " ".join(offered)
        assert rendition.width == rendition.height * 1.5
        assert rendition.file.size <= LARGEST[rendition.width], rendition.filter_spec
    assert {int(each.split()[1][:-1]) for each in " ".join(offered).split(", ") if " " in each} <= set(LARGEST)


HEADED = ["programmeareapage", "objectivepage", "countrypage", "strategypage", "regionalapproachpage", "standardpage"]


@pytest.mark.parametrize("kind", HEADED)
def test_every_kind_of_page_shows_its_picture_at_its_head(client, db, image, kind):
    page = Page.objects.filter(locale__language_code="en", content_type__model=kind).first().specific

    assert head(client, give(page, image).url).text.startswith("People at a sample table")


@pytest.mark.parametrize("kind", ["programmeareapage", "countrypage"])
def test_area_or_country_without_a_picture_has_a_drawing_instead(client, db, image, kind):
    page = Page.objects.filter(locale__language_code="en", content_type__model=kind).first().specific
    drawing = "//svg[not(contains(@class, 'icon')) and ancestor-or-self::*[@aria-hidden='true']]"

    def drawn():
        return bool(Document(client.get(page.url).text).root.xpath(f"//div[contains(@class, 'page-head')]{drawing}"))

    assert drawn()

    give(page, image)

    assert not drawn()


@pytest.mark.parametrize("url", ["/en/", "/en/who-we-are/", OUR_WORK])
def test_card_of_an_area_shows_its_picture(client, db, image, url):
    area = Page.objects.filter(locale__language_code="en", content_type__model="programmeareapage").first().specific

    def cards(**headers):
        return Document(client.get(url, headers=headers).text).root.xpath(
            f"//main//li[.//a[@href='{area.url}']]//img[@alt='']"
        )

    assert not cards()

    give(area, image)

    assert cards()
    assert not cards(save_data="on")
