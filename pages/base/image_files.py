"""What becomes of a picture on its way into the library: whole, upright, in colours of a screen, and nothing but a
picture: no metadata, and nothing behind its end that another program would take for a page or an archive."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps

ORIENTATION = 0x0112
# What every format of the site can hold; others (CMYK, 16 bits, floats) are changed for good.
SCREEN_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
TURNED_QUALITY = 92
LARGEST_PROFILE = 32 * 1024  # bytes; every drawn size would carry it to readers
# Written anew in any case, since nothing of the picture is lost by it.
REWRITTEN = {"JPEG", "MPO", "PNG"}
# Points of a WebP or AVIF picture that is written anew: to encode it takes thirty bytes for each.
LARGEST_ENCODED = 8_000_000
PARTS_OF_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
PARTS_OF_AVIF = {b"ftyp", b"meta", b"mdat"}


class BrokenImageError(Exception):
    """The file is no picture, or not a whole one."""


class MovingImageError(BrokenImageError):
    """The file holds several pictures to be shown one after the other."""


class LargeImageError(BrokenImageError):
    """The picture has more points than are written anew in a bounded memory."""


def cleaned(file):
    """The same picture as the site keeps it, as a new file; `None` if nothing has to be changed.

    JPEG keeps its quantisation where it may, so that the picture loses nothing. `BrokenImageError` for what cannot be
    read to its end.
    """
    try:
        with Image.open(file) as picture:
            if getattr(picture, "is_animated", False) and picture.format != "MPO":
                raise MovingImageError
            picture.load()
            return _cleaned(picture, file)
    except BrokenImageError:
        raise
    except Exception as error:  # Pillow answers a damaged file with any kind of error
        raise BrokenImageError from error
    finally:
        file.seek(0)


def _cleaned(picture, file):
    # A telephone may put a second picture behind the first: the first is kept.
    kind = "JPEG" if picture.format == "MPO" else picture.format
    profile, exif = picture.info.get("icc_profile"), picture.getexif()
    is_turned = exif.get(ORIENTATION, 1) != 1
    is_odd = picture.mode not in SCREEN_MODES or len(profile or b"") > LARGEST_PROFILE
    if not exif and not is_odd and picture.format not in REWRITTEN and _is_bare(file, kind):
        return None
    if kind not in REWRITTEN and picture.width * picture.height > LARGEST_ENCODED:
        raise LargeImageError
    options = {"icc_profile": profile, "transparency": picture.info.get("transparency"), "quality": TURNED_QUALITY}
    if picture.format == "JPEG" and not is_turned and not is_odd:
        options["quality"] = "keep"
    if kind == "WEBP":
        options["lossless"] = _is_lossless(file)
    if is_odd:
        picture = _for_screens(picture, profile)
        options |= {"icc_profile": None, "transparency": None}
    if is_turned:
        picture = ImageOps.exif_transpose(picture)
    picture.info = {}
    result = BytesIO()
    options = {name: value for name, value in options.items() if value is not None}
    picture.save(result, format=kind, exif=b"", **options)
    return ContentFile(result.getvalue())


def _is_bare(file, kind):
    """Whether a WebP or AVIF file has the parts of a picture and no others, to its last byte."""
    file.seek(0)
    content = file.read()
    parts, allowed = (_webp_parts(content), PARTS_OF_WEBP) if kind == "WEBP" else (_avif_parts(content), PARTS_OF_AVIF)
    names, ends = zip(*parts, strict=True) if (parts := list(parts)) else ((), (0,))
    return allowed.issuperset(names) and ends[-1] == len(content)


def _webp_parts(content):
    """Name and end of each chunk (RIFF: name, length, an even number of bytes)."""
    place = 12
    while place + 8 <= len(content):
        name, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        place += 8 + size + size % 2
        yield name, place


def _avif_parts(content):
    """Name and end of each box (ISO base media: length with these eight bytes, name)."""
    place = 0
    while place + 8 <= len(content):
        size, name = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if size < 8:  # written otherwise, as no picture needs to be
            return
        place += size
        yield name, place


def _is_lossless(file):
    file.seek(0)
    return b"VP8L" in file.read(4096)


def _for_screens(picture, profile):
    """In 8 bits and in sRGB or grey: by the picture's own colour profile if it has one that fits."""
    if picture.mode.startswith(("I", "F")):
        return _in_eight_bits(picture)
    if profile and picture.mode in ("CMYK", "LAB", "RGB"):
        try:
            own, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, own, screen, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # no profile, or one of other colours than the picture has
    return picture if picture.mode in SCREEN_MODES else picture.convert("RGB")


def _in_eight_bits(picture):
    """Sixteen bits and more, scaled so that the lightest value is white."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I")
    _darkest, lightest = picture.getextrema()
    scale = 255 / max(lightest, 255)
    return picture.point(lambda value: value * scale).convert("L")
