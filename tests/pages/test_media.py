import errno
import re
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.images.models import Filter

from pages.base.media import SiteDocument, SiteImage
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

    assert len(wanted) == 22
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


def moving(kind):
    file = BytesIO()
    pictures = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    pictures[0].save(file, kind, save_all=True, append_images=pictures[1:], duration=100)
    return ContentFile(file.getvalue(), f"sample.{kind.lower()}")


def with_profile_of_a_gigabyte():
    """A PNG whose colour profile unpacks to more than memory."""
    chunk = b"iCCP" + b"x\0\0" + zlib.compress(bytes(2**24), 9)
    content = odd("RGB", "PNG").read()
    chunk = (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    return ContentFile(content[:33] + chunk + content[33:], "sample.png")


BROKEN = {
    "moving PNG": lambda: moving("PNG"),
    "moving WebP": lambda: moving("WEBP"),
    "drawing": lambda: ContentFile(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "sample.svg"),
    "drawing named picture": lambda: ContentFile(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "sample.png"),
    "profile of a gigabyte": with_profile_of_a_gigabyte,
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


PAGE = b"<html><script>alert(1)</script></html>"


def archive():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("page.html", PAGE)
    return file.getvalue()


def with_text_inside(kind):
    """A picture with a page in the places for notes."""
    file, picture = BytesIO(), Image.new("RGB", (40, 30))
    note = PngInfo()
    note.add_text("Sample", PAGE.decode())
    exif = Image.Exif()
    exif[MAKE] = PAGE.decode()
    options = {"PNG": {"pnginfo": note}, "JPEG": {"comment": PAGE}}.get(kind, {"exif": exif})
    picture.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("hidden", ["behind", "archive", "inside", "part"])
def test_picture_that_is_also_something_else_is_kept_as_a_picture_alone(db, kind, hidden):
    plain = odd("RGB", kind).read()
    part = {"WEBP": b"PAGE" + len(PAGE).to_bytes(4, "little") + PAGE, "AVIF": b"\0\0\0\x2efree" + PAGE}.get(kind, PAGE)
    content = {
        "behind": plain + PAGE,
        "archive": plain + archive(),
        "inside": with_text_inside(kind),
        "part": plain + part,
    }
    image = SiteImage(title="Sample", file=ContentFile(content[hidden], f"sample.{kind.lower()}"))
    image.save()

    with image.file.open() as file:
        kept = file.read()
    assert b"script" not in kept
    assert not zipfile.is_zipfile(BytesIO(kept))
    with Image.open(BytesIO(kept)) as picture:
        assert picture.format == kind
        picture.load()


@pytest.mark.parametrize("mode", ["RGB", "P", "RGBA", "L"])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_picture_without_loss_is_kept_without_loss(db, mode, kind):
    file, drawn = BytesIO(), Image.effect_noise((60, 40), 90).convert(mode)
    drawn.save(file, kind, lossless=True)
    image = SiteImage(title="Sample", file=ContentFile(file.getvalue() + PAGE, f"sample.{kind.lower()}"))
    image.save()

    with image.file.open() as kept, Image.open(kept) as picture:
        assert picture.convert("RGBA").tobytes() == drawn.convert("RGBA").tobytes()


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


class FullStorage(FileSystemStorage):
    """A disk that is full after the first bytes."""

    def _save(self, name, content):
        Path(self.path(name)).parent.mkdir(parents=True, exist_ok=True)
        Path(self.path(name)).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "tests.pages.test_media.FullStorage"}}


UPLOADS = {
    "wagtailimages": lambda: odd("RGB", "JPEG"),
    "wagtaildocs": lambda: ContentFile(b"Sample text", "sample.txt"),
}


@pytest.mark.parametrize("kind", UPLOADS)
@pytest.mark.parametrize("view", ["add", "add_multiple"])
def test_full_disk_is_told_beside_the_field_and_leaves_nothing(client, publisher, settings, full_disk, kind, view):
    several = view == "add_multiple"
    form = {"files[]" if several else "file": UPLOADS[kind](), "title": "Sample", "collection": 1}
    response = client.post(
        reverse(f"{kind}:{view}"), form, headers={"x-requested-with": "XMLHttpRequest"} if several else {}
    )

    assert response.status_code == 200
    why = response.json()["error_message"] if several else str(response.context["form"].errors["file"])
    assert "could not be stored" in why
    assert several or 'value="Sample"' in response.text
    assert not SiteImage.objects.exists()
    assert not SiteDocument.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_pictures_uploaded_together_are_described_afterwards(client, publisher):
    ajax = {"x-requested-with": "XMLHttpRequest"}
    form = {"files[]": odd("RGB", "JPEG"), "title": "Sample", "collection": 1}
    assert client.post(reverse("wagtailimages:add_multiple"), form, headers=ajax).json()["success"]
    image = SiteImage.objects.get()

    fields = {f"image-{image.pk}-title": "Better", f"image-{image.pk}-collection": 1}
    response = client.post(reverse("wagtailimages:edit_multiple", args=[image.pk]), fields, headers=ajax)

    assert response.json()["success"]
    assert SiteImage.objects.get().title == "Better"


CLEAN = """
import io, resource, sys
import django
django.setup()
from pages.base.image_files import BrokenImageError, cleaned
content = io.BytesIO(sys.stdin.buffer.read())
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
try:
    cleaned(content)
except BrokenImageError:
    pass
print(int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) < 600 * 1024)
"""


@pytest.mark.parametrize("content", [lambda: large_and_turned(), lambda: bomb(30_000, 30_000), lambda: liar()])
def test_largest_picture_needs_a_bounded_memory(content):
    file = content().read()

    done = subprocess.run([sys.executable, "-c", CLEAN], input=file, capture_output=True, check=False)

    assert done.stdout == b"True\n", done.stderr


def large_and_turned():
    """As many points as are taken, on their side."""
    file, exif = BytesIO(), Image.Exif()
    exif[ORIENTATION] = 6
    Image.new("RGB", (8_000, 5_000)).save(file, "JPEG", exif=exif)
    return ContentFile(file.getvalue(), "sample.jpg")


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
