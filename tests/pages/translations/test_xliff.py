"""Tools of translators that turn our file into XLIFF bring it back as such."""

from html import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.pages.translations.po import FINISHED, LIST, TRANSLATED, fresh


def version_1(texts, state="translated", language="ru-RU", inside="{}"):
    units = "".join(
        f'<trans-unit id="{n}"><source>{inside.format(escape(source))}</source>'
        f'<target state="{state}">{escape(said)}</target></trans-unit>'
        for n, (source, said) in enumerate(texts.items())
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file original="a.po" source-language="en" target-language="{language}" datatype="po">'
        f"<body>{units}</body></file></xliff>"
    )


def version_2(texts, state="translated", language="ru"):
    units = "".join(
        f'<unit id="u{n}"><segment state="{state}"><source>{escape(source[:4])}</source>'
        f"<target>{escape(said[:3])}</target></segment><segment><source>{escape(source[4:])}</source>"
        f"<target>{escape(said[3:])}</target></segment></unit>"
        for n, (source, said) in enumerate(texts.items())
    )
    namespace = "urn:oasis:names:tc:xliff:document:2.0"
    root = f'<xliff version="2.0" xmlns="{namespace}" srcLang="en" trgLang="{language}">'
    return f'{root}<file id="f">{units}</file></xliff>'


def bring(client, page, text):
    file = SimpleUploadedFile("sample.xlf", text.encode())
    return client.post(reverse("translation_upload", args=[page.pk]), {"file": file})


@pytest.mark.parametrize("write", [version_1, version_2])
def test_translation_comes_back_with_its_markup(client, page, write):
    assert bring(client, page, write(FINISHED)).status_code == 302

    draft = fresh(page).get_latest_revision_as_object()
    assert draft.title == "Образец"
    assert [child.value if isinstance(child.value, str) else child.value.source for child in draft.body] == [
        *(TRANSLATED, FINISHED[LIST], "Часть 1", "Часть 2")
    ]


@pytest.mark.parametrize(("write", "state"), [(version_1, "needs-translation"), (version_2, "initial")])
def test_what_the_tool_calls_unfinished_is_not_taken(client, page, write, state):
    bring(client, page, write({**FINISHED}, state=state))

    assert fresh(page).get_latest_revision_as_object().title == "Sample page"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (version_1(FINISHED, language="tk"), "another language"),
        (version_1(FINISHED, inside="<g id='1'>{}</g>"), "codes of a translation program"),
        (version_1({"Nothing of this page": "Ничего"}), "few of its texts are of this page"),
        ("<xliff><file>", "not an XLIFF file"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff><file>&a;</file></xliff>', "not an XLIFF file"),
    ],
)
def test_file_that_does_not_fit_is_refused_with_the_reason(client, page, text, why):
    answer = bring(client, page, text)

    assert why in str(answer.context["form"].errors["file"])
