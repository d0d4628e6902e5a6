"""The picture at the head of a page: what stands there, in which language, and what it costs."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from pages.base.media import SiteImage
from pages.content.mission import MissionPage
from pages.news.models import NewsPage
from tests.factories import photograph
from tests.html import Document
from tests.pages.forms import form_data
from tests.pages.listings import samples

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


def test_picture_that_is_only_decoration_is_not_read_aloud(client, mission, image):
    mission.image_is_decorative = True
    shown = head(client, give(mission, image, caption="").url)

    assert shown.root.xpath(".//img/@alt") == [""]


def _by_schedule(_client, page):
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()


WAYS = {
    "publish": lambda _client, page: page.save_revision().publish(),
    "copy": lambda _client, page: page.copy(update_attrs={"slug": "sample-copy", "live": True}),
    "schedule": _by_schedule,
    "save": lambda _client, page: page.save(),
}


@pytest.fixture
def undescribed(db, image):
    """A page whose picture nobody put into words, published when it had none."""
    page = samples.make(NewsPage)
    SiteImage.objects.update(description="")
    page.image = SiteImage.objects.get()
    return page


@pytest.mark.parametrize("way", WAYS)
def test_picture_that_nobody_put_into_words_is_not_published(client, undescribed, way):
    with pytest.raises(ValidationError, match="what the picture shows"):
        WAYS[way](client, undescribed)

    assert head(client, undescribed.url) is None


def test_form_says_beside_the_caption_what_to_write_and_a_draft_may_lack_it(client, undescribed, publisher):
    edit = reverse("wagtailadmin_pages:edit", args=[undescribed.pk])
    form = client.get(edit).context_data["form"]
    data = {name: value for name, value in form_data(form).items() if value is not None}
    data["image"] = undescribed.image_id

    refused = client.post(edit, {**data, "action-publish": "1"})
    assert "Say in one sentence what the picture shows" in str(refused.context_data["form"].errors["image_caption"])
    assert client.post(edit, data).status_code == 302
    assert head(client, undescribed.url) is None
    for words in ({"image_caption": "A sample caption"}, {"image_caption": "", "image_is_decorative": "on"}):
        assert client.post(edit, {**data, **words, "action-publish": "1"}).status_code == 302
        assert head(client, undescribed.url)


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
