"""The file of a translation goes out and comes back."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pages.content.mission import MissionPage
from pages.content.standard import StandardPage
from pages.translations.texts import source_texts


def test_file_holds_every_text_of_the_original_with_what_is_translated(client, publisher, russian_mission):
    response = client.get(reverse("translation_file", args=[russian_mission.pk]))
    entries = {entry.msgid: entry.msgstr for entry in polib.pofile(response.text)}

    assert 'filename="who-we-are.ru.po"' in response.headers["Content-Disposition"]
    assert entries["Who we are"] == "Кто мы"
    assert entries["Migration governance"] == "Управление миграцией"
    assert len(entries) > 20
    assert [text for text, said in entries.items() if not said] == ["trend.az"]


def upload(page, entries, **metadata):
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "ru", "X-Page": str(page.translation_key)}
    file.metadata |= metadata
    for text, said in entries.items():
        file.append(polib.POEntry(msgid=text, msgstr=said))
    return SimpleUploadedFile("sample.po", str(file).encode())


def test_file_brought_back_becomes_a_draft(client, publisher, mission, russian_mission):
    before = client.get("/ru/who-we-are/").text
    file = upload(russian_mission, {"Migration governance": "Образец заголовка", "Who we are": "Образец"})

    response = client.post(reverse("translation_upload", args=[russian_mission.pk]), {"file": file})

    assert response.status_code == 302
    draft = MissionPage.objects.get(pk=russian_mission.pk).get_latest_revision_as_object()
    assert draft.title == "Образец"
    assert draft.strands[0]["title"] == "Образец заголовка"
    assert draft.body[1].value["pages"][0].locale.language_code == "ru"
    assert client.get("/ru/who-we-are/").text == before


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"nonsense", "not a PO file"),
        (b"", "empty"),
        (b'msgid ""\nmsgstr "X-Page: other\\n"\n', "another page"),
    ],
)
def test_file_that_does_not_fit_is_refused_with_the_reason(client, publisher, russian_mission, content, why):
    revisions = russian_mission.revisions.count()
    file = SimpleUploadedFile("sample.po", content)

    response = client.post(reverse("translation_upload", args=[russian_mission.pk]), {"file": file})

    assert response.status_code == 200
    assert why in str(response.context["form"].errors["file"])
    assert russian_mission.revisions.count() == revisions


def test_file_for_another_language_is_refused(client, publisher, russian_mission):
    file = upload(russian_mission, {"Who we are": "Biz kim"}, Language="tk")

    response = client.post(reverse("translation_upload", args=[russian_mission.pk]), {"file": file})

    assert "another language" in str(response.context["form"].errors["file"])


def test_editor_of_nothing_takes_nothing_out(client, django_user_model, russian_mission):
    client.force_login(django_user_model.objects.create_user("nobody", "nobody@example.org", "x" * 12))

    assert client.get(reverse("translation_file", args=[russian_mission.pk])).status_code == 302


def test_cells_of_tables_and_words_of_pictures_are_taken_out(home):
    from pages.blocks.body import BodyBlock

    block = BodyBlock()
    table = block.child_blocks["table"]
    value = table.get_prep_value(table.normalize(table.get_preview_value()))
    body = [
        {"type": "table", "value": value},
        {
            "type": "figure",
            "value": {"picture": {"image": None, "alt_text": "Sample alternative", "decorative": False}},
        },
    ]

    page = StandardPage(title="Sample", body=block.to_python(body))

    assert {"Sample caption", "Name", "First"} <= set(source_texts(page))
