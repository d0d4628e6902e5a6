"""A workbook that is work for hours is refused in a sentence, by a process that may not take more than its share."""

import io
import resource
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from programmes.import_file import ProjectImport
from programmes.imports import read_workbook, spreadsheet
from programmes.imports.errors import RefusedError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
ENTITIES = f'<!DOCTYPE x [<!ENTITY a "{"a" * 10}">' + "".join(
    f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def workbook():
    book = Workbook()
    book.active.append(["title", "start"])
    book.active.append(["A", 2014])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(name, content):
    """The sound workbook with another part, which it names among its parts."""
    kind = name.rpartition("/")[2].removesuffix(".xml")
    override = f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            said = old.read(each)
            if each == "[Content_Types].xml" and name not in old.namelist():
                said = said.replace(b"</Types>", f'{override}{kind}+xml"/></Types>'.encode())
            new.writestr(each, content if each == name else said)
        if name not in old.namelist():
            new.writestr(name, content)
    return file.getvalue()


def element(name, inside):
    return f'<{name} xmlns="{MAIN}">{inside}</{name}>'


def inside(name, content):
    return f"<{name}>{content}</{name}>"


def sheet(rows, after=""):
    return with_part(SHEET, element("worksheet", f"<sheetData>{rows}</sheetData>{after}"))


BOMBS = {
    "empty strings": lambda: with_part(STRINGS, element("sst", "<si/>" * 1_500_000)),
    "strings below the limit": lambda: with_part(STRINGS, element("sst", "<si><t/></si>" * 160_000)),
    "styles": lambda: with_part(STYLES, element("styleSheet", f"<cellXfs>{'<xf/>' * 1_500_000}</cellXfs>")),
    "fonts": lambda: with_part(STYLES, element("styleSheet", f"<fonts>{'<font/>' * 49_000}</fonts>")),
    "empty rows": lambda: sheet("<row/>" * 490_000),
    "empty cells": lambda: sheet(f"<row>{'<c/>' * 490_000}</row>"),
    "merged cells": lambda: sheet("", inside("mergeCells", '<mergeCell ref="A1:B2"/>' * 300_000)),
    "names": lambda: with_part(
        "xl/workbook.xml",
        element("workbook", inside("definedNames", '<definedName name="a">b</definedName>' * 24_000)),
    ),
    "one part of 40 MB": lambda: with_part(STRINGS, element("sst", " " * 40_000_000)),
    "one text in every cell": lambda: sheet(
        "".join(f'<row><c t="inlineStr"><is><t>{"x" * 900}</t></is></c></row>' for _row in range(8_500))
    ),
    "deep": lambda: sheet("<row>" * 200_000),
    "entities": lambda: with_part(SHEET, ENTITIES + "]>" + element("worksheet", "<sheetData>&i;</sheetData>")),
    "thousands of parts": lambda: many_parts(20_000),
    "an attribute of 7 MB": lambda: sheet(f'<row><c r="A1" t="{"x" * 7_000_000}"/></row>'),
    "a row at the end of the world": lambda: sheet('<row r="999999999999"><c r="XFD999999999999"><v>1</v></c></row>'),
}


HEAVY_BUT_SOUND = {"strings below the limit", "fonts", "names"}
COLUMNS = {"title": "title", "start": "start"}


def many_parts(count):
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as parts:
        for number in range(count):
            parts.writestr(f"x{number}", b"")
    return file.getvalue()


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_read_or_refused_within_its_share(name):
    content = BOMBS[name]()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    try:
        spreadsheet.read(content, COLUMNS, needed=["title"])
    except RefusedError as error:
        assert str(error)
    else:
        assert name in HEAVY_BUT_SOUND

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used < read_workbook.CPU_SECONDS + 1
    assert read_workbook.MEMORY <= 300 * 1024 * 1024


@pytest.mark.parametrize("name", ["empty strings", "styles", "entities"])
def test_upload_of_a_bomb_is_answered_beside_the_field(client, publisher, name):
    response = client.post(reverse("project_import"), {"file": SimpleUploadedFile("sample.xlsx", BOMBS[name]())})

    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not ProjectImport.objects.exists()


def test_process_that_reads_knows_nothing_of_the_site(monkeypatch):
    """What a workbook may make the reader do finds no secret there: nothing of our environment is given to it."""
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("OPENPYXL_LXML", "True")

    assert len(spreadsheet.read(workbook(), COLUMNS, needed=["title"])) == 1
    assert "django" not in Path(read_workbook.__file__).read_text()


def test_full_table_is_read():
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["title", "start"])
    for number in range(spreadsheet.MOST_ROWS):
        page.append([f"Sample project {number}", 2014])
    file = io.BytesIO()
    book.save(file)

    rows = spreadsheet.read(file.getvalue(), COLUMNS, needed=["title"])
    assert len(rows) == spreadsheet.MOST_ROWS
