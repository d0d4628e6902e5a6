"""Whoever writes is told, in the form, what readers would stumble over; nothing is refused for it."""

import pytest
from wagtail.models import Locale

from pages.content.standard import StandardPage
from tests.html import Document
from tests.pages.editing.people import edit_url


def table(*headings):
    columns = [{"type": "text", "heading": heading} for heading in headings]
    value = {"caption": "Sample caption", "columns": columns, "rows": [{"values": ["A", "B"]}]}
    return {"type": "table", "value": value}


def text(html):
    return {"type": "text", "value": html}


def told_in_form(client, home, *blocks, code="en", **fields):
    page = StandardPage(title="Sample", slug="sample", locale=Locale.objects.get(language_code=code), **fields)
    page.body = StandardPage._meta.get_field("body").to_python(list(blocks))
    home.add_child(instance=page)
    return Document(client.get(edit_url(page)).text).text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        *(("en", words) for words in ("here", "Click here", "read <b>more</b>…", "https://example.org/a")),
        *(("ru", words) for words in ("здесь", "Тут", "по ссылке", "Подробнее")),
        *(("tk", words) for words in ("şu ýerde", "Şu ýere", "giňişleýin")),
    ],
)
def test_link_that_does_not_say_where_it_leads(client, publisher, home, code, words):
    said = told_in_form(client, home, text(f'<p>Look <a href="https://example.org/">{words}</a>.</p>'), code=code)

    assert "Links whose words do not say where they lead: “" in said


def test_button_that_does_not_say_where_it_leads(client, publisher, home):
    action = {"label": "Click here", "link": [{"type": "url", "value": "https://example.org/"}]}
    button = {"type": "call_to_action", "value": {"title": "Sample", "text": "", "action": action}}

    assert "where they lead: “Click here”." in told_in_form(client, home, button)


def test_link_that_says_it_gives_no_hint(client, publisher, home):
    html = '<p>Here is <a href="https://example.org/">the report of the year</a>, IOM and UNHCR.</p>'

    assert "Readers may stumble over" not in told_in_form(client, home, text(html), table("Name", "Number"))


def test_table_column_without_a_name(client, publisher, home):
    said = told_in_form(client, home, table("Name", " "))

    assert "Tables without a name for each column: “Sample caption”." in said


@pytest.mark.parametrize("words", ["CALL THIS NUMBER TODAY", "ЗВОНИТЕ ПРЯМО СЕЙЧАС", "ŞINDI JAŇ EDIŇ HÖKMAN"])
def test_words_in_capitals_and_exclamations(client, publisher, home, words):
    said = told_in_form(client, home, text(f"<p>{words}</p>"), summary="Come!!")

    assert "Words in capitals alone" in said
    assert "More than one exclamation mark: “Come!!”." in said
