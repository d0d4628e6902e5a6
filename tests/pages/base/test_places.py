"""No document tells where a photograph in it was taken, nor who wrote it as far as its properties say."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader, PdfWriter

from pages.base.media import SiteDocument
from tests.pages.base.test_documents import archive, office, upload
from tests.pages.base.uploads import GPS, MAKE, ORIENTATION

CAMERA, AUTHOR = b"Sample camera", b"Sample author"
XMP = (
    b'<x:xmpmeta><rdf:Description exif:GPSLatitude="37,57N"><photoshop:City>Mary</photoshop:City>'
    b"</rdf:Description></x:xmpmeta>"
)


def photograph(kind="JPEG"):
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = CAMERA.decode(), 6
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 57.0, 11.0)})
    file = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(file, kind, exif=exif, **({"xmp": XMP} if kind == "JPEG" else {}))
    return file.getvalue()


def pdf_of(picture):
    """A PDF with a photograph as it was, and a description of the whole that names a town."""
    file = BytesIO()
    Image.open(BytesIO(picture)).save(file, "PDF", title="Sample")
    writer = PdfWriter(clone_from=BytesIO(file.getvalue()))
    image = next(each for each in writer._objects if each.get("/Subtype") == "/Image")
    image._data = picture
    writer.xmp_metadata = XMP
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


JPEG = photograph()
CORE = b"<cp:x><dc:creator>Sample author</dc:creator><cp:lastModifiedBy>Sample author</cp:lastModifiedBy></cp:x>"
META = b"<m><meta:initial-creator>Sample author</meta:initial-creator><dc:creator>Sample author</dc:creator></m>"
ODT, ODS = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet"))
WITH_PLACES = {
    "a.docx": office("word", **{"word/media/1.jpeg": JPEG, "docProps/core.xml": CORE}),
    "a.pptx": office("ppt", **{"ppt/media/1.JPG": JPEG, "docProps/core.xml": CORE}),
    "a.xlsx": office("xl", **{"xl/media/1.png": photograph("PNG")}),
    "a.odt": archive(**{"mimetype": ODT, "Pictures/1.jpg": JPEG, "meta.xml": META}),
    "a.ods": archive(**{"mimetype": ODS, "Pictures/1.webp": photograph("WEBP")}),
    "a.zip": archive(**{"фото/1.jpg": JPEG, "a.txt": "Sample"}),
    "nested.zip": archive(**{"b.zip": archive(**{"c.docx": office("word", **{"word/media/1.jpg": JPEG})})}),
    "a.pdf": pdf_of(JPEG),
    "with.zip": archive(**{"a.pdf": pdf_of(JPEG)}),
}


def stored():
    with SiteDocument.objects.get().file.open() as file:
        return file.read()


def everything(content):
    """The content and that of each part, to any depth."""
    yield content
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as parts:
            for name in parts.namelist():
                yield from everything(parts.read(name))


def told(content):
    """What pictures and properties within a document say."""
    for part in everything(content):
        yield from (words for words in (CAMERA, AUTHOR, b"37,57N", b">Mary<") if words in part)
        for start in (b"\xff\xd8\xff", b"\x89PNG", b"RIFF"):
            if (at := part.find(start)) >= 0:
                with Image.open(BytesIO(part[at:])) as picture:
                    yield from (f"GPS {key}" for key in picture.getexif().get_ifd(GPS))


@pytest.mark.parametrize("name", WITH_PLACES)
def test_places_are_gone_from_the_file_that_is_kept(client, publisher, name):
    assert list(told(WITH_PLACES[name]))

    assert upload(client, name, WITH_PLACES[name]).status_code == 302

    assert list(told(stored())) == []


def test_everything_else_stays_as_it_was(client, publisher):
    upload(client, "a.odt", WITH_PLACES["a.odt"])
    with zipfile.ZipFile(BytesIO(stored())) as kept:
        assert kept.infolist()[0].filename == "mimetype"
        assert kept.read("mimetype").decode() == ODT
        picture = kept.read("Pictures/1.jpg")
    with Image.open(BytesIO(picture)) as after, Image.open(BytesIO(JPEG)) as before:
        assert after.getexif()[ORIENTATION] == 6
        assert after.tobytes() == before.tobytes()


def test_pdf_keeps_its_length_and_its_pages(client, publisher):
    upload(client, "a.pdf", WITH_PLACES["a.pdf"])

    assert len(stored()) == len(WITH_PLACES["a.pdf"])
    assert len(PdfReader(BytesIO(stored())).pages) == 1
    assert SiteDocument.objects.get().page_count == 1


def test_document_that_comes_past_the_form_loses_them_too(db):
    SiteDocument.objects.create(title="Sample", file=ContentFile(WITH_PLACES["a.zip"], "a.zip"))

    assert list(told(stored())) == []


def test_same_document_is_known_again_though_it_was_changed(client, publisher):
    upload(client, "a.docx", WITH_PLACES["a.docx"])

    assert "The same file is here already" in upload(client, "b.docx", WITH_PLACES["a.docx"]).text


REFUSED = {
    "a telephone's own format": archive(**{"a/1.HEIC": b"x"}),
    "a film": archive(**{"1.mp4": b"x"}),
    "a broken picture": archive(**{"1.png": b"\x89PNG" + JPEG}),
    "archives without end": archive(**{"1.zip": archive(**{"2.zip": archive(**{"3.zip": archive(**{"4.zip": b""})})})}),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_cleaned_is_refused_by_its_name(client, publisher, what):
    response = upload(client, "a.zip", REFUSED[what])

    assert "may say where it was taken" in str(response.context["form"].errors["file"])
    assert not SiteDocument.objects.exists()
