"""What becomes of a picture on its way into the library: whole, upright, in colours of a screen, without metadata."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps

ORIENTATION = 0x0112
METADATA = ("xmp", "XML:com.adobe.xmp", "comment", "photoshop")
# What every format of the site can hold; others (CMYK, 16 bits, floats) are changed for good.
SCREEN_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
TURNED_QUALITY = 92


class BrokenImageError(Exception):
    """The file is no picture, or not a whole one."""


def cleaned(file):
    """The same picture as the site keeps it, as a new file; `None` if nothing has to be changed.

    JPEG keeps its quantisation where it may, so that the picture loses nothing. `BrokenImageError` for what cannot be
    read to its end.
    """
    try:
        with Image.open(file) as picture:
            picture.load()
            return _cleaned(picture)
    except BrokenImageError:
        raise
    except Exception as error:  # Pillow answers a damaged file with any kind of error
        raise BrokenImageError from error
    finally:
        file.seek(0)


def _cleaned(picture):
    kind, profile = picture.format, picture.info.get("icc_profile")
    exif = picture.getexif()
    is_turned, is_odd = exif.get(ORIENTATION, 1) != 1, picture.mode not in SCREEN_MODES
    if not exif and not is_odd and not any(key in picture.info for key in METADATA):
        return None
    options = {"icc_profile": profile}
    if is_odd:
        picture, options = _for_screens(picture, profile), {"quality": TURNED_QUALITY}
    if is_turned:
        picture = ImageOps.exif_transpose(picture)
        options["quality"] = TURNED_QUALITY
    elif kind == "JPEG" and not is_odd:
        options["quality"] = "keep"
    elif kind in ("WEBP", "AVIF"):
        options["quality"] = TURNED_QUALITY
    picture.info = {}
    result = BytesIO()
    picture.save(result, format=kind, exif=b"", **{key: value for key, value in options.items() if value})
    return ContentFile(result.getvalue())


def _for_screens(picture, profile):
    """In 8 bits and in sRGB or grey: by the picture's own colour profile if it has one that fits."""
    if picture.mode.startswith(("I", "F")):
        return _in_eight_bits(picture)
    if profile and picture.mode in ("CMYK", "LAB"):
        try:
            own, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, own, screen, outputMode="RGB")
        except ImageCms.PyCMSError:
            pass  # a profile of other colours than the picture has
    return picture.convert("RGB")


def _in_eight_bits(picture):
    """Sixteen bits and more, scaled so that the lightest value is white."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I")
    _darkest, lightest = picture.getextrema()
    scale = 255 / max(lightest, 255)
    return picture.point(lambda value: value * scale).convert("L")
