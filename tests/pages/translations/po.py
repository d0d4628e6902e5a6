"""Files of translators: taken out, changed, brought back."""

import polib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pages.content.standard import StandardPage

RICH = '<p>Read <a href="https://example.org/a">this <b>text</b></a> first.</p>'


LIST = "<ul><li>one</li><li>two</li></ul>"


TRANSLATED = '<p>Сначала <a href="https://example.org/a">прочтите <b>это</b></a>.</p>'


BODY = [
    {"type": "text", "value": RICH, "id": "a0000000-0000-4000-8000-000000000001"},
    {"type": "text", "value": LIST, "id": "a0000000-0000-4000-8000-000000000002"},
    {"type": "heading", "value": "First part", "id": "a0000000-0000-4000-8000-000000000003"},
    {"type": "heading", "value": "Second part", "id": "a0000000-0000-4000-8000-000000000004"},
]


def fresh(page):
    return StandardPage.objects.get(pk=page.pk)


FINISHED = {
    **{"Sample page": "Образец", "A sample.": "Образец текста.", RICH: TRANSLATED},
    **{LIST: "<ul><li>раз</li><li>два</li></ul>", "First part": "Часть 1", "Second part": "Часть 2"},
}


def take_out(client, page):
    return client.get(reverse("translation_file", args=[page.pk])).getvalue()


def po(page, entries, **header):
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "ru", "X-Page": str(page.translation_key)}
    file.metadata |= header
    file.metadata = {name: value for name, value in file.metadata.items() if value is not None}
    for text, said in entries.items():
        file.append(polib.POEntry(msgid=text, msgstr=said))
    return str(file).encode()


def send(client, page, content):
    return client.post(
        reverse("translation_upload", args=[page.pk]), {"file": SimpleUploadedFile("sample.po", content)}
    )


def bring_back(client, page, entries, **header):
    return send(client, page, po(page, entries, **header))


def reasons(response):
    assert response.status_code == 200
    return str(response.context["form"].errors["file"])


def draft(page):
    return fresh(page).get_latest_revision_as_object()


def can_be_edited(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def with_first_part(page, text):
    """The parts of a page with another text as the first of them."""
    stream = page.body.stream_block
    return stream.to_python([{**page.body.raw_data[0], "value": text}, *list(page.body.raw_data)[1:]])


def change(page, who, **fields):
    version = draft(page)
    for name, value in fields.items():
        setattr(version, name, value)
    version.save_revision(user=who)
