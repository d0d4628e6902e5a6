import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from wagtail.images.models import Filter

from pages.base.media import SiteImage
from pages.values.image_sizes import SHAPES, SOCIAL_CARD

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def upload(kind="JPEG", size=(1600, 1000), turned=False, **fields):
    exif = Image.Exif()
    exif[MAKE] = "Sample maker"
    exif.get_ifd(GPS)[1] = "N"
    if turned:
        exif[ORIENTATION] = 6
    file = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, kind, exif=exif)
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

    assert len(wanted) == 25
    assert {rendition.filter_spec for rendition in image.renditions.all()} == wanted


def test_reader_sees_a_plain_picture_while_the_others_are_not_drawn(client, mission):
    show(mission, upload())

    page = client.get(mission.url).text

    assert "<img " in page
    assert "image/avif" not in page


def odd(mode, kind, **options):
    file = BytesIO()
    picture = Image.linear_gradient("L").resize((400, 300))
    picture = picture.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else picture
    picture.convert(mode).save(file, kind, **options)
    return ContentFile(file.getvalue(), f"sample.{kind.lower()}")


ODD = [("CMYK", "JPEG"), ("I;16", "PNG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP")]


@pytest.mark.parametrize(("mode", "kind"), ODD)
def test_picture_of_an_unusual_kind_is_taken_and_shown(client, mission, publisher, work, mode, kind):
    response = client.post(reverse("wagtailimages:add"), {"title": "Sample", "file": odd(mode, kind), "collection": 1})
    assert response.status_code == 302
    work()
    image = SiteImage.objects.get(title="Sample")
    show(mission, image)

    assert "image/avif" in client.get(mission.url).text
    with image.get_rendition("width-360|format-jpeg").file.open() as file, Image.open(file) as drawn:
        darkest, lightest = drawn.convert("L").getextrema()
        assert lightest - darkest > 100  # neither black nor white all over


def cut(length):
    return ContentFile(odd("RGB", "JPEG").read()[:length], "sample.jpg")


def bomb(width, height):
    file = BytesIO()
    Image.new("1", (width, height)).save(file, "PNG", optimize=True)
    return ContentFile(file.getvalue(), "sample.png")


def liar():
    """The head of a picture of 2³¹ points a side, and nothing behind it."""
    head = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + (2**31 - 1).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return ContentFile(head + b"\0" * 40, "sample.png")


BROKEN = {
    "cut off": lambda: cut(300),
    "cut in half": lambda: cut(2000),
    "too many points": lambda: bomb(30_000, 30_000),
    "a lie": liar,
    "text": lambda: ContentFile(b"no picture", "sample.jpg"),
    "page named picture": lambda: ContentFile(b"<html><script>1</script>", "sample.png"),
    "of another kind than its name": lambda: ContentFile(odd("RGB", "PNG").read(), "sample.jpg"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("address", ["wagtailimages:add", "wagtailimages:add_multiple"])
def test_broken_picture_is_refused_beside_the_field_and_leaves_nothing(client, publisher, settings, name, address):
    several = address == "wagtailimages:add_multiple"
    form = {"files[]" if several else "file": BROKEN[name](), "title": "Sample", "collection": 1}
    response = client.post(reverse(address), form, headers={"x-requested-with": "XMLHttpRequest"} if several else {})

    assert response.status_code == 200
    if several:
        assert response.json()["success"] is False
        assert response.json()["error_message"]
    else:
        assert response.context["form"].errors["file"]
    assert not SiteImage.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


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
