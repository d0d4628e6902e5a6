"""Where a photograph was taken, and with what, is taken out of documents, too: out of PDF, office files and archives.

A JPEG keeps its points and its length: what its camera wrote gives way to zeros, but for which side is up. So a PDF
need not be written anew, and few pictures are unpacked. Memory is bounded by the size of an upload.
"""

import re
import shutil
import struct
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile

from django.core.files.base import ContentFile, File
from PIL import Image

from pages.base.image_files import ORIENTATION, BrokenImageError, cleaned

ARCHIVES = {"docx", "xlsx", "pptx", "odt", "ods", "zip"}
REWRITTEN_PICTURES = {"png", "webp", "avif"}
# What says where it was taken in ways that nothing here can read.
UNREADABLE = {"heic", "heif", "tif", "tiff", "dng", "mp4", "mov", "3gp", "m4v"}
PROPERTIES = {"docProps/core.xml", "meta.xml"}
LARGEST_PART = 30 * 1024 * 1024  # bytes of one part, unpacked; as an upload may have
LARGEST_WHOLE = 300 * 1024 * 1024  # bytes of all parts, unpacked, of an archive that is written anew
IN_MEMORY = 2 * 1024 * 1024
DEEPEST = 3  # archives within archives
_EXIF = re.compile(rb"\xff\xe1(..)Exif\0\0", re.DOTALL)
_PLACE = rb"(?:exif:GPS\w+|photoshop:(?:City|State|Country)|Iptc4xmpCore:(?:Location|CountryCode))"
_XMP = re.compile(rb"(<" + _PLACE + rb"(?:\s[^>]*)?>)([^<]+)|(\b" + _PLACE + rb"\s*=\s*[\"'])([^\"']+)")
_AUTHORS = re.compile(rb"(<(dc:creator|cp:lastModifiedBy|meta:initial-creator)\b[^>]*>)[^<]+(?=</\2>)")


class PlaceStaysError(Exception):
    """A part, named in the message, may say where it was taken, and that cannot be taken out."""


def without_places(file, extension):
    """The same document without places, as a new file; `None` if nothing had to be changed."""
    try:
        file.seek(0)
        if extension == "pdf":
            content = file.read()
            changed = _without_marks(content)
            return None if changed == content else ContentFile(changed)
        return _archive(file, 1) if extension in ARCHIVES else None
    finally:
        file.seek(0)


def _without_marks(content):
    """Photographs and descriptions as they stand in the bytes, each of the length that it had."""
    found = [_orientation_alone(content, match) for match in _EXIF.finditer(content)]
    content = bytearray(content)
    for start, end, exif in found:
        content[start:end] = exif
    return bytes(_XMP.sub(lambda match: (match[1] or match[3]) + b" " * len(match[2] or match[4]), content))


def _orientation_alone(content, match):
    """Where the notes of a camera begin and end, and what takes their place."""
    start = match.start() + 4
    end = min(match.start() + 2 + struct.unpack(">H", match[1])[0], len(content))
    kept, exif = Image.Exif(), Image.Exif()
    try:
        exif.load(content[start:end])
        if (side := exif.get(ORIENTATION, 1)) != 1:
            kept[ORIENTATION] = side
    except Exception:  # what is no EXIF says nothing that anyone can read
        kept = Image.Exif()
    notes = kept.tobytes() if len(kept) else b""
    return start, end, (notes if len(notes) <= end - start else b"").ljust(end - start, b"\0")


def _archive(file, depth):
    """An archive with its parts cleaned, in their order; `None` if none had to be changed."""
    with zipfile.ZipFile(file) as parts:
        changed = {}
        for info in parts.infolist():
            if not info.is_dir() and (part := _part(parts, info, depth)) is not None:
                changed[info.filename] = part
        if not changed:
            return None
        if sum(info.file_size for info in parts.infolist()) > LARGEST_WHOLE:
            raise PlaceStaysError(next(iter(changed)))
        return _written(parts, changed)


def _part(parts, info, depth):
    """The new content of a part; `None` if it stays as it is."""
    kind = PurePosixPath(info.filename).suffix[1:].lower()
    if kind in UNREADABLE:
        raise PlaceStaysError(info.filename)
    if kind not in {"jpg", "jpeg", "jfif", "pdf", *REWRITTEN_PICTURES, *ARCHIVES} and info.filename not in PROPERTIES:
        return None
    try:
        with parts.open(info) as stream:
            content = stream.read(LARGEST_PART + 1)
        if len(content) > LARGEST_PART or (kind in ARCHIVES and depth == DEEPEST):
            raise PlaceStaysError(info.filename)
        new = _content(content, kind, depth)
    except PlaceStaysError:
        raise
    except Exception as error:  # locked or damaged: nobody knows what it says
        raise PlaceStaysError(info.filename) from error
    return None if new == content else new


def _content(content, kind, depth):
    if kind in ARCHIVES:
        new = _archive(BytesIO(content), depth + 1)
        return content if new is None else new.read()
    if kind in REWRITTEN_PICTURES and _has_notes(content):
        new = cleaned(ContentFile(content))
        return content if new is None else new.read()
    if kind == "xml":
        return _AUTHORS.sub(rb"\1", content)
    return _without_marks(content)


def _has_notes(content):
    """Whether a picture says more than it shows."""
    try:
        with Image.open(BytesIO(content)) as picture:
            return bool(
                picture.getexif() or {"xmp", "XML:com.adobe.xmp", *getattr(picture, "text", {})} & {*picture.info}
            )
    except Image.DecompressionBombError:
        raise
    except OSError as error:
        raise BrokenImageError from error


def _written(parts, changed):
    result = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # it lives as long as the upload
    with zipfile.ZipFile(result, "w") as new:
        for info in parts.infolist():
            copy = zipfile.ZipInfo(info.filename, info.date_time)
            copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
            with new.open(copy, "w") as target:
                if info.filename in changed:
                    target.write(changed[info.filename])
                elif not info.is_dir():
                    with parts.open(info) as source:
                        shutil.copyfileobj(source, target)
    result.seek(0)
    return File(result)
