"""A document is what its name says, is there once, and does nothing on the site."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pages.base.media import SiteDocument

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
PAGE = b"<!doctype html><script>alert(document.domain)</script>"


def archive(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as names:
        for name, content in parts.items():
            names.writestr(name, content)
    return file.getvalue()


def office(folder, **more):
    return archive(**{"[Content_Types].xml": "<Types/>", f"{folder}/document.xml": "<x/>", **more})


def workbook():
    file, book = BytesIO(), Workbook()
    book.properties.creator = None
    book.save(file)
    return file.getvalue()


ODT = archive(mimetype="application/vnd.oasis.opendocument.text")
SOUND = {
    "a.pdf": PDF,
    "a.PDF": PDF,
    "marked.pdf": b"\xef\xbb\xbf" + PDF,
    "a.docx": office("word"),
    "a.pptx": office("ppt"),
    "a.xlsx": workbook(),
    "a.odt": ODT,
    "a.ods": archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "a.zip": archive(**{"a.txt": "x"}),
    "a.txt": "Образец".encode(),
    "old.txt": "Образец".encode("cp1251"),
    "wide.csv": "Образец;1".encode("utf-16"),
    "a.csv": b"a,b\n1,2\n",
}
WRONG = {
    "page.pdf": PAGE,
    "program.pdf": PROGRAM,
    "cut.pdf": PDF[:30],
    "hidden.pdf": PAGE + PDF,
    "program.docx": PROGRAM,
    "table.docx": workbook(),
    "text.docx": b"text",
    "archive.xlsx": archive(**{"a.txt": "x"}),
    "odt.ods": ODT,
    "program.zip": PROGRAM + archive(**{"a.txt": "x"}),
    "cut.zip": archive(**{"a.txt": "x"})[:40],
    "endless.zip": b"PK\x03\x04" + b"PK\x05\x06" + bytes(8) + b"\xff" * 10,
    "program.txt": PROGRAM,
    "picture.csv": b"\x89PNG\r\n\x1a\n\x00\x00",
    "half.csv": b"\xff\xfea",
    "page.html": PAGE,
    "drawing.svg": b"<svg/>",
    "program.exe": PROGRAM,
    "script.js": b"alert(1)",
    "none": b"x",
}


def upload(client, name, content, several=False, **fields):
    form = {"files[]" if several else "file": ContentFile(content, name), "title": name, "collection": 1, **fields}
    address = reverse("wagtaildocs:add_multiple" if several else "wagtaildocs:add")
    return client.post(address, form, headers={"x-requested-with": "XMLHttpRequest"} if several else {})


@pytest.mark.parametrize("name", SOUND)
def test_sound_document_is_taken_and_given_back_as_it_is(client, publisher, name):
    assert upload(client, name, SOUND[name]).status_code == 302

    response = client.get(SiteDocument.objects.get().url)

    assert b"".join(response.streaming_content) == SOUND[name]
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "html" not in response.headers["Content-Type"]
    assert response.headers["Content-Disposition"].startswith(
        "inline" if name.lower().endswith("pdf") else "attachment"
    )
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("several", [False, True])
def test_document_that_is_not_what_its_name_says_is_refused(client, publisher, settings, name, several):
    response = upload(client, name, WRONG[name], several)

    assert response.status_code == 200
    assert response.json()["error_message"] if several else response.context["form"].errors["file"]
    assert not SiteDocument.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_macros_are_refused(client, publisher):
    response = upload(client, "a.docx", office("word", **{"word/vbaProject.bin": b"x"}))

    assert "macros" in str(response.context["form"].errors["file"])


def test_same_file_again_is_told_with_a_link_to_the_first(client, publisher):
    upload(client, "a.pdf", PDF, title="Sample <report>")
    first = SiteDocument.objects.get()
    link = f'<a href="{reverse("wagtaildocs:edit", args=[first.pk])}" target="_blank">Sample &lt;report&gt;</a>'

    answer = upload(client, "b.pdf", PDF)

    assert link in str(answer.context["form"].errors["file"])
    assert "Upload it all the same" in answer.text
    assert link in upload(client, "b.pdf", PDF, several=True).json()["error_message"]


def test_whoever_needs_the_same_file_twice_says_so(client, publisher):
    upload(client, "a.pdf", PDF, title="Sample report")

    assert upload(client, "b.pdf", PDF, title="Sample other", wanted_twice="on").status_code == 302

    assert SiteDocument.objects.count() == 2


def test_title_of_a_document_may_change_without_its_file(client, publisher):
    upload(client, "a.pdf", PDF)
    document = SiteDocument.objects.get()

    response = client.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "Better", "collection": 1})

    assert response.status_code == 302
    assert SiteDocument.objects.get().title == "Better"


def test_form_says_that_names_of_authors_stay_in_a_file(client, publisher):
    assert "Where photographs were taken is removed" in client.get(reverse("wagtaildocs:add")).text


def test_redirects_come_from_no_file(client, publisher):
    for name in ("start_import", "process_import"):
        response = client.post(reverse(f"wagtailredirects:{name}"), {"import_file": ContentFile(b"x", "a.xlsx")})
        assert response.headers["Location"] == reverse("wagtailredirects:index")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["pdf", "docx", "odt", "zip", "csv", "txt"]),
    st.sampled_from([b"", PDF, ODT, SOUND["a.docx"]]),
    st.integers(0, 300),
    st.binary(max_size=40),
)
def test_any_file_is_taken_or_refused(client, publisher, extension, content, place, instead):
    response = upload(client, f"a.{extension}", content[:place] + instead + content[place + len(instead) :])

    assert response.status_code in (200, 302)
    SiteDocument.objects.all().delete()
