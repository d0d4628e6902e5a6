"""Whether a document is what its name says: a reader who opens a PDF must get a PDF."""

import codecs
import struct
import zipfile

from pypdf import PdfReader

WORD, SHEET, SLIDES = "word/", "xl/", "ppt/"
OFFICE = {"docx": WORD, "xlsx": SHEET, "pptx": SLIDES}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
MACROS = "vbaProject.bin"
TAIL = 66_000  # bytes at the end in which a PDF and a ZIP file say that they are whole
LARGEST_INDEX = 1024 * 1024  # bytes of the list of parts of a ZIP file; it is read into memory
MOST_PAGES = 100_000  # a document that claims more is wrong
CHUNK = 64 * 1024
_INDEX_END = b"PK\x05\x06"


class WrongContentError(Exception):
    """The file is not of the kind that its name says, or not whole."""


class MacrosError(WrongContentError):
    """An office document that brings a program along."""


def check(file, extension):
    """`WrongContentError` if the content of a file does not agree with the extension of its name."""
    try:
        file.seek(0)
        if extension == "pdf":
            _check_pdf(file)
        elif extension in ("csv", "txt"):
            _check_text(file)
        else:
            _check_parts(file, extension)
    finally:
        file.seek(0)


def pages_of_pdf(file):
    """How many pages the document says it has; nothing if that cannot be read. No page is looked at."""
    try:
        file.seek(0)
        count = PdfReader(file).root_object["/Pages"]["/Count"]
        return int(count) if 0 < count < MOST_PAGES else None
    except Exception:  # a damaged or locked document answers with any kind of error
        return None
    finally:
        file.seek(0)


def _tail(file):
    file.seek(max(0, file.size - TAIL))
    return file.read()


def _check_pdf(file):
    if not file.read(16).lstrip(b"\xef\xbb\xbf \r\n").startswith(b"%PDF-") or b"%%EOF" not in _tail(file):
        raise WrongContentError


def _check_text(file):
    """Text in UTF-8, UTF-16 or an older alphabet; no other file lacks null bytes for long."""
    head = file.read(4)
    file.seek(0)
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decoder = codecs.getincrementaldecoder("utf-16")() if wide else None
    try:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            if "\0" in decoder.decode(chunk) if decoder else b"\0" in chunk:
                raise WrongContentError
        if decoder:
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise WrongContentError from error


def _check_parts(file, extension):
    """A ZIP file, or a document that is one: what is in it is listed, nothing is unpacked but one short name."""
    if file.read(4) != b"PK\x03\x04":
        raise WrongContentError
    _found, mark, end = _tail(file).rpartition(_INDEX_END)
    if not mark or len(end) < 12 or struct.unpack("<I", end[8:12])[0] > LARGEST_INDEX:
        raise WrongContentError
    try:
        with zipfile.ZipFile(file) as parts:
            names = parts.namelist()
            kind = parts.open("mimetype").read(100) if "mimetype" in names and extension in OPEN_DOCUMENT else b""
    except Exception as error:  # a damaged list answers with any kind of error
        raise WrongContentError from error
    if any(name.endswith(MACROS) for name in names) and extension in OFFICE:
        raise MacrosError
    is_office = "[Content_Types].xml" in names and any(name.startswith(OFFICE.get(extension, "/")) for name in names)
    if (extension in OFFICE and not is_office) or kind.strip() != OPEN_DOCUMENT.get(extension, b""):
        raise WrongContentError
