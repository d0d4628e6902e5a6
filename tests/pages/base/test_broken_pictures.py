"""What is no sound picture is refused beside the field and leaves nothing."""

import subprocess
import sys
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pages.base.media import SiteDocument, SiteImage
from tests.pages.base.uploads import MAKE, ORIENTATION, odd


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


@pytest.fixture
def full_disk(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "tests.pages.base.uploads.FullStorage"},
    }


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


CLEAN = """
import io, resource, sys
import django
django.setup()
from pages.base.image_files import BrokenImageError, cleaned
content = io.BytesIO(sys.stdin.buffer.read())
used = resource.getrusage(resource.RUSAGE_SELF)
resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 6,) * 2)
try:
    cleaned(content)
except BrokenImageError:
    pass
print(int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) // 1024)
"""
# Megabytes: what pretends to be a picture costs little, the largest that is taken what docs/security.md says.
BOUNDS = {
    "largest photograph": (lambda: turned("JPEG", 6_250, 4_000), 320),
    "largest for print": (lambda: turned("JPEG", 6_250, 4_000, "CMYK"), 420),
    "largest WebP": (lambda: turned("WEBP", 4_000, 2_000), 420),
    "largest AVIF": (lambda: turned("AVIF", 4_000, 2_000), 420),
    "bomb": (lambda: bomb(30_000, 30_000), 300),
    "liar": (lambda: liar(), 300),
}


@pytest.mark.parametrize(("content", "megabytes"), BOUNDS.values(), ids=BOUNDS)
def test_picture_is_cleaned_in_five_seconds_and_a_bounded_memory(content, megabytes):
    file = content().read()

    done = subprocess.run([sys.executable, "-c", CLEAN], input=file, capture_output=True, check=False)

    assert int(done.stdout or 0) in range(1, megabytes), done.stderr


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_picture_that_would_take_too_much_memory_to_write_anew_is_refused_beside_the_field(client, publisher, kind):
    form = {"file": turned(kind, 4_000, 2_001), "title": "Sample", "collection": 1}

    response = client.post(reverse("wagtailimages:add"), form)

    assert response.context["form"].errors["file"] == ["This picture has too many points. Make it smaller."]
    assert not SiteImage.objects.exists()


def turned(kind, width, height, mode="RGB"):
    """On its side, so that it is written anew."""
    file, exif = BytesIO(), Image.Exif()
    exif[ORIENTATION] = 6
    Image.new(mode, (width, height)).save(file, kind, exif=exif)
    return ContentFile(file.getvalue(), f"sample.{kind.lower()}")
