import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images.models import Filter

from pages.base.media import SiteImage
from pages.values.image_sizes import SHAPES

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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_device_are_removed_on_upload(db, kind):
    with upload(kind).file.open() as file, Image.open(file) as kept:
        assert kept.format == kind
        assert not kept.getexif()


def test_turned_picture_is_put_upright_before_that(db):
    image = upload(turned=True)

    assert (image.width, image.height) == (1000, 1600)


def test_every_size_is_drawn_when_the_picture_is_saved(db):
    image = upload()

    wanted = {spec for shape in SHAPES.values() for spec in Filter.expand_spec(shape.specs)}

    assert len(wanted) == 24
    assert {rendition.filter_spec for rendition in image.renditions.all()} == wanted


def test_picture_on_a_page_has_formats_sizes_and_words(client, mission):
    picture = {"image": upload(credit="Sample credit").pk, "alt_text": "A sample description", "decorative": False}
    figure = {"type": "figure", "value": {"picture": picture, "caption": "Sample caption", "credit": ""}}
    mission.body = mission.body.stream_block.to_python([figure])
    mission.save_revision().publish()

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
