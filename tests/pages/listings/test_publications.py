"""Publications: what a download states."""

import re
from io import BytesIO

from pypdf import PdfWriter

from pages.publications.models import PublicationPage
from tests.pages.listings import samples
from tests.pages.listings.reading import ROOT, read, told


def pdf(pages):
    writer, file = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(file)
    return file.getvalue()


def test_download_states_type_size_pages_and_language(client, db):
    document = samples.make_document("sample.pdf", pdf(7), code="ru")
    item = samples.make(PublicationPage, files=[("file", document)])

    for address in (item.url, "/en/publications/"):
        words = read(client, address).text.replace("\xa0", " ")
        assert re.search(r"Sample file \(PDF, [\d.,]+ (bytes|KB), 7 pages, Русский \)", words)
        assert "Read it here, without a file" in words


def test_broken_pdf_states_no_pages(client, db):
    document = samples.make_document("sample.pdf", b"%PDF-1.4\n/Count 12\n%%EOF")
    item = samples.make(PublicationPage, files=[("file", document)])

    assert "pages" not in read(client, item.url).text.partition("To read")[2][:120]


def test_publication_is_told_to_search_engines_as_a_report(client, db):
    item = samples.make(PublicationPage, files=[("file", samples.make_document())], isbn="978-1")
    report = told(client, item.url, "Report")

    assert (report["datePublished"], report["isbn"]) == ("2026-03", "978-1")
    assert report["encoding"][0]["contentUrl"].startswith(f"{ROOT}/documents/")
