"""No line of a Russian or Turkmen page begins with a dash or parts a number from its unit; what was typed stays."""

import pytest

from pages.values.typography import typeset
from tests.pages.contact.messages import filled, post


@pytest.mark.parametrize(
    ("language", "typed", "set_right"),
    [
        ("ru", "Цель — помочь", "Цель\xa0— помочь"),
        ("ru", "Кто мы – МОМ", "Кто мы\xa0— МОМ"),
        ("ru", "<b>Цель</b> — помочь", "<b>Цель</b>\xa0— помочь"),
        ("ru", "в 1997 году, 19 ноября 2019 года", "в 1997\xa0году, 19 ноября 2019\xa0года"),
        ("ru", "2014–2015 гг.; 2 МБ; 5 млн", "2014–2015\xa0гг.; 2\xa0МБ; 5\xa0млн"),
        ("ru", "5 годных, 12 мест, город — Мары", "5 годных, 12 мест, город\xa0— Мары"),
        ("tk", "Maksat – kömek, 2 MB", "Maksat\xa0– kömek, 2\xa0MB"),
        ("en", "Who we are – IOM, 2 MB", "Who we are – IOM, 2 MB"),
    ],
)
def test_texts_are_set_as_their_language_wants(language, typed, set_right):
    assert typeset(typed, language) == set_right
    assert typeset(set_right, language) == set_right


@pytest.mark.parametrize(
    "apart",
    [
        '<a title="Цель — 1997 год">',
        "<textarea>Цель — 1997 год</textarea>",
        "<script>a = 'Цель — 1997 год'</script>",
        "<code>2 МБ — 3 МБ</code>",
    ],
)
def test_what_is_no_text_of_the_page_stays(apart):
    assert typeset(f"{apart} в 1997 году", "ru") == f"{apart} в 1997\xa0году"


def test_page_is_set_and_the_words_of_a_visitor_are_not(client, db):
    page = client.get("/ru/who-we-are/").text
    assert "<title>Кто мы: миссия в Туркменистане\xa0— МОМ Туркменистан</title>" in page
    assert "1997\xa0году" in page

    form = post(client, "/ru/contact/", filled("contact", about="", text="Правка – 1997 год")).text
    assert ">\nПравка – 1997 год</textarea>" in form
