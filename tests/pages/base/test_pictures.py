"""Pictures on pages: what is removed, drawn, shown and served."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from wagtail.images.models import Filter

from pages.base.media import SiteImage
from pages.values.image_sizes import SHAPES, SOCIAL_CARD
from tests.pages.base.uploads import GPS, MAKE, ORIENTATION, odd


def upload(kind="JPEG", size=(1600, 1000), turned=False, **fields):
    exif = Image.Exif()
    exif[MAKE] = "Sample maker"
    exif.get_ifd(GPS)[1] = "N"
    if turned:
        exif[ORIENTATION] = 6
    file = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, kind, exif=exif)
    fields = {"shows_people": "nobody", "description": "A sample sight", **fields}
    image = SiteImage(title="Sample picture", file=ContentFile(file.getvalue(), f"sample.{kind.lower()}"), **fields)
    image.save()
    return image


def show(page, image):
    """Put a picture into the body of a page."""
    picture = {"image": image.pk, "alt_text": "A sample description", "decorative": False}
    figure = {"type": "figure", "value": {"picture": picture, "caption": "Sample caption", "credit": ""}}
    page.body = page.body.stream_block.to_python([figure])
    page.save_revision().publish()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_device_are_removed_on_upload(db, kind):
    with upload(kind).file.open() as file, Image.open(file) as kept:
        assert kept.format == kind
        assert not kept.getexif()


def test_turned_picture_is_put_upright_before_that(db):
    image = upload(turned=True)

    assert (image.width, image.height) == (1000, 1600)


def test_every_size_is_drawn_soon_after_the_picture_is_saved_and_not_while_the_editor_waits(db, work):
    image = upload()
    wanted = {spec for shape in SHAPES.values() for spec in Filter.expand_spec(shape.specs)} | {SOCIAL_CARD}

    assert not image.renditions.exists()
    work()

    assert len(wanted) == 22
    assert {rendition.filter_spec for rendition in image.renditions.all()} == wanted


def test_reader_sees_a_plain_picture_while_the_others_are_not_drawn(client, mission):
    show(mission, upload())

    page = client.get(mission.url).text

    assert "<img " in page
    assert "image/avif" not in page


ODD = [("CMYK", "JPEG"), ("I;16", "PNG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP")]


@pytest.mark.parametrize(("mode", "kind"), ODD)
def test_picture_of_an_unusual_kind_is_taken_and_shown(client, mission, publisher, work, mode, kind):
    response = client.post(
        reverse("wagtailimages:add"),
        {"title": "Sample", "file": odd(mode, kind), "collection": 1, "shows_people": "nobody"},
    )
    assert response.status_code == 302
    work()
    image = SiteImage.objects.get(title="Sample")
    show(mission, image)

    assert "image/avif" in client.get(mission.url).text
    with image.get_rendition("width-360|format-jpeg").file.open() as file, Image.open(file) as drawn:
        darkest, lightest = drawn.convert("L").getextrema()
        assert lightest - darkest > 100  # neither black nor white all over


def test_colours_that_are_seen_through_stay_so(db):
    file = BytesIO()
    Image.new("P", (40, 30), 0).save(file, "PNG", transparency=0)
    image = SiteImage(title="Sample", file=ContentFile(file.getvalue(), "sample.png"))
    image.save()

    with image.file.open() as kept, Image.open(kept) as picture:
        assert picture.convert("RGBA").getpixel((1, 1))[3] == 0


def test_second_picture_of_a_telephone_is_left_out(db):
    file = BytesIO()
    pictures = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    pictures[0].save(file, "MPO", save_all=True, append_images=pictures[1:])
    image = SiteImage(title="Sample", file=ContentFile(file.getvalue(), "sample.jpg"))
    image.save()

    with image.file.open() as kept, Image.open(kept) as picture:
        assert picture.format == "JPEG"


def test_colour_profile_too_large_for_readers_is_left_out(db):
    image = SiteImage(title="Sample", file=odd("RGB", "JPEG", icc_profile=bytes(200_000)))
    image.save()

    assert image.file_size < 50_000


def test_pictures_uploaded_together_are_described_afterwards(client, publisher):
    ajax = {"x-requested-with": "XMLHttpRequest"}
    form = {"files[]": odd("RGB", "JPEG"), "title": "Sample", "collection": 1}
    assert client.post(reverse("wagtailimages:add_multiple"), form, headers=ajax).json()["success"]
    image = SiteImage.objects.get()

    fields = {f"image-{image.pk}-title": "Better", f"image-{image.pk}-collection": 1}
    response = client.post(reverse("wagtailimages:edit_multiple", args=[image.pk]), fields, headers=ajax)

    assert response.json()["success"]
    assert SiteImage.objects.get().title == "Better"


def test_file_that_is_gone_is_left_out_and_no_page_fails(client, mission, settings, work):
    image = upload()
    mission.image = image
    show(mission, image)
    for path in settings.MEDIA_ROOT.rglob("*.jp*g"):
        path.unlink()
    work()

    page = client.get(mission.url)

    assert page.status_code == 200
    assert "<img " not in page.text
    assert "/card/" in page.text


def test_picture_on_a_page_has_formats_sizes_and_words(client, mission, work):
    show(mission, upload(credit="Sample credit"))
    work()

    page = client.get(mission.url).text

    assert 'type="image/avif"' in page
    assert 'type="image/webp"' in page
    assert 'alt="A sample description"' in page
    assert re.search(r'<img [^>]*width="720" height="450"', page)
    assert 'loading="lazy"' in page
    assert "Sample caption" in page
    assert "Picture: Sample credit" in page


def test_drawn_pictures_are_served_and_originals_are_not(client, mission):
    image = upload()
    rendition = image.get_rendition("width-360|format-webp")

    answer = client.get(rendition.url)

    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get(f"/media/{image.file.name}").status_code == 404


@pytest.mark.parametrize(
    "path", ["images/../../settings.py", "images/", "images/nothing.webp", "documents/x.pdf", "../x"]
)
def test_nothing_else_is_served_from_uploads(client, db, path):
    assert client.get(f"/media/{path}").status_code in (400, 404)


def test_page_with_a_picture_is_shared_with_it(client, mission):
    mission.image = upload()
    mission.save_revision().publish()

    page = client.get(mission.url).text

    assert re.search(r'og:image" content="http://localhost:8000/media/images/[^"]+\.jpg"', page)
    assert '<meta property="og:image:height" content="630">' in page


def test_same_picture_again_is_told_with_a_link_to_the_first(client, publisher):
    ajax = {"x-requested-with": "XMLHttpRequest"}
    picture = odd("RGB", "JPEG").read()
    for _again in range(2):
        form = {"files[]": ContentFile(picture, "sample.jpg"), "title": "Sample", "collection": 1}
        answer = client.post(reverse("wagtailimages:add_multiple"), form, headers=ajax).json()

    assert answer["duplicate"]
    first = SiteImage.objects.order_by("pk").first()
    assert reverse("wagtailimages:edit", args=[first.pk]) in answer["confirm_duplicate_upload"]
    assert "Keep both" in answer["confirm_duplicate_upload"]
