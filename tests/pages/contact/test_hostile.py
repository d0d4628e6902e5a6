"""Whatever is thrown at the forms: no 500, no genuine message lost, and an inbox that can still be worked with."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from pages.contact import tokens, views
from pages.contact.forms import PlainTextField
from pages.contact.models import Message
from pages.contact.page_types import ContactPage
from pages.site.context import LazySiteContext
from tests.pages.contact.messages import (
    URLENCODED,
    counts_in,
    filled,
    make_message,
    make_pages,
    numbers_in,
    person,
    post,
    reference_after,
    selected,
    send,
)

FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SELLING = "The best casino and forex for you, click http://a.example http://b.example http://c.example number {}"


@pytest.fixture
def pages(db):
    return make_pages()


@pytest.fixture
def careless(client, pages):
    """A client that answers as a server does, with a 500 instead of an exception."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def contact(pages):
    return ContactPage.objects.get(pk=next(page.pk for page in Page.objects.all() if page.url == pages["contact"]))


BODIES = [
    b"",
    b"&&&===;;;",
    b"token=%00&about=%00&text=%00",
    b"text=" + b"%00" * 50 + b"&about=question",
    b"text=%ed%a0%80%ed%b0%80&about=question&contact_details=%ff%fe",
    b"\xff\xfe\x00\x00" * 100,
    b"text=%zz%u0041&about=question",
    b"text[]=a&text[b]=c&about=question&about=other",
    b"text=" + b"a" * 1_000_000,
    b"text=" + b"%D0%96" * 30_000,
    b"a=&" * 60_000,
    b"token=" + b":" * 5000,
    "token=é:é&text=é".encode("latin-1"),
]


@pytest.mark.parametrize("below", ["", "a/"])
@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:12]))
def test_odd_body(careless, pages, below, body):
    for address in pages.values():
        assert careless.post(address + below, body, content_type=URLENCODED).status_code < 500
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        f"{URLENCODED}; charset=utf-16",
        f"{URLENCODED}; charset=raw_unicode_escape",
        f"{URLENCODED}; charset=nonsense",
        "\xff",
    ],
)
def test_odd_content_type(careless, pages, content_type):
    body = urlencode(filled("contact", text="\\ud800 Sample words")).encode()

    response = careless.generic("POST", pages["contact"], body, content_type=content_type)

    assert response.status_code < 500
    if content_type != f"{URLENCODED}; charset=nonsense":
        assert not Message.objects.exists()


def test_file_is_not_taken(careless, pages):
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = careless.post(pages["contact"], {**filled("contact"), "file": SimpleUploadedFile("x.txt", b"x")})

    assert response.status_code == 415
    assert "This form takes text only." in response.text
    assert not Message.objects.exists()


def test_far_too_long_a_text_comes_back_and_more_than_anybody_writes_gets_a_clear_page(careless, pages):
    text = "Ж" * 100_000
    assert f"{text}</textarea>" in send(careless, pages["contact"], "contact", text=text).text

    response = send(careless, pages["contact"], "contact", text="x" * 3_000_000)

    assert response.status_code == 413
    assert "That was too much text." in response.text


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head"])
def test_odd_method(careless, pages, method):
    for address in pages.values():
        assert getattr(careless, method)(address).status_code < 500


@pytest.mark.parametrize("length", ["-1", "x", "", "99999999999999999999"])
def test_odd_content_length(careless, pages, length):
    assert post(careless, pages["contact"], filled("contact"), CONTENT_LENGTH=length).status_code < 500


def test_what_nobody_types_is_taken_out_of_the_text(careless, pages):
    send(careless, pages["contact"], "contact", text="Sam\x00ple\x07 wo\u202erds\r\nand more", sender="\x00Sample")

    message = Message.objects.get()
    assert (message.text, message.sender) == ("Sample words\nand more", "Sample")


@FUZZ
@given(st.binary(max_size=300))
def test_any_bytes(careless, pages, body):
    assert careless.post(pages["confidential"], body, content_type=URLENCODED).status_code < 500


WORDS = st.text(max_size=300, alphabet=st.characters(exclude_categories=["Cs"])) | st.text(
    "Жآ\u202e\u200f<&'\"\n ", max_size=80
)
TOKENS = st.sampled_from(["ours", "old", "none", "forged"])


def in_field(response, name):
    """What stands in a field of the form that came back."""
    match = re.search(rf'<textarea name="{name}"[^>]*>\n?(.*?)</textarea>', response.text, re.DOTALL)
    match = match or re.search(rf'<input type="text" name="{name}" value="([^"]*)"', response.text)
    return unescape(match[1]) if match else ""


def in_unix_lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


@FUZZ
@given(WORDS, WORDS, TOKENS, st.sampled_from(["staff", "", "x"]), st.booleans())
def test_any_words_are_kept_or_come_back_and_are_found_again(careless, pages, words, details, which, about, is_trapped):
    Message.objects.all().delete()
    careless.defaults["REMOTE_ADDR"] = ""  # no limits
    token = {"ours": {}, "old": {"token": tokens.issue("confidential", age=10**7)}, "none": {"token": ""}}
    form = filled("confidential", text=words, contact_details=details, about=about, website="x" * is_trapped)

    response = post(careless, pages["confidential"], form | token.get(which, {"token": words}))

    assert response.status_code == 200
    if "Your message was sent" in response.text:
        status = post(careless, f"{pages['confidential']}a/", {"reference": reference_after(careless, response)})
        assert "has arrived" in status.text
        message = Message.objects.get()
        clean = PlainTextField(longest=9999, required=False).to_python
        assert (message.text, message.contact_details) == (clean(words), clean(details))
        assert ("trap" in message.quarantined_for) == is_trapped
    else:
        assert not Message.objects.exists()
        assert in_unix_lines(in_field(response, "text")) == in_unix_lines(words)
        assert in_field(response, "contact_details") == details


@FUZZ
@given(st.text(max_size=60), st.integers(0, 60))
def test_no_token_can_be_forged(pages, rubbish, place):
    token = tokens.issue("contact", age=60)

    for forged in (rubbish, token[:place] + rubbish + token[place:], token.replace(token[place : place + 1], "x")):
        if forged != token and forged.isascii():
            assert tokens.verify(forged, "contact") is None


def flood(rf, page, count, text, address):
    """So many submissions in a moment, each with a form of its own; answers how they were answered."""
    answers = []
    for n in range(count):
        body = urlencode(filled("contact", text=text.format(n)))
        request = rf.post("/", body, content_type=URLENCODED, REMOTE_ADDR=address(n))
        request.site_context = LazySiteContext()
        answers.append(views.message_form(request, page).status_code)
    return answers


def test_hundreds_of_submissions_from_one_source_do_not_touch_the_others(client, rf, pages, contact):
    answers = flood(rf, contact, 150, "Sample words, number {}", lambda n: "203.0.113.1")
    genuine = send(client, pages["contact"], "contact", text="A genuine sample", network="198.51.100.1")

    assert set(answers) == {200}
    assert "Your message was sent" in genuine.text
    assert Message.objects.filter(quarantined_for="").count() == 10 + 1
    inbox_works(client, 11, 140)


def test_flood_from_many_sources_is_quarantined_and_refuses_nobody(client, rf, pages, contact):
    before = send(client, pages["contact"], "contact", text="A genuine sample", network="203.0.113.1")
    answers = flood(rf, contact, 300, SELLING, lambda n: f"198.51.{n // 250}.{n % 250}")
    after = send(client, pages["contact"], "contact", text="A late genuine sample", network="203.0.113.3")
    other = send(client, pages["confidential"], "confidential", text="Another genuine sample", network="203.0.113.4")

    assert set(answers) == {200}
    for response in (before, after, other):
        assert "Your message was sent" in response.text
    assert {message.text for message in Message.objects.filter(quarantined_for="")} == {
        "A genuine sample",
        "Another genuine sample",
    }
    assert Message.objects.get(quarantined_for="flood").text == "A late genuine sample"
    inbox_works(client, 1, 301)


def inbox_works(client, open_count, quarantined_count):
    """The list opens, quarantined messages apart, and several are released at once."""
    client.force_login(person("Message desk"))
    quarantined = client.get(reverse("messages:index"), {"tab": "quarantined"})
    assert len(numbers_in(quarantined)) == min(quarantined_count, 50)
    assert counts_in(quarantined) == {"New": open_count, "Held back": quarantined_count}
    ticked = selected(*Message.objects.filter(pk__in=sorted(numbers_in(quarantined))[:3]))

    answer = client.post(
        reverse("messages:change_selected"),
        {"action": "release", "selected": ticked, "tab": "quarantined"},
        follow=True,
    )

    assert "3 messages were changed." in answer.text
    assert counts_in(client.get(reverse("messages:index"))) == {
        "New": open_count + 3,
        "Held back": quarantined_count - 3,
    }


def test_inbox_costs_the_same_however_many_wait(client, pages, django_assert_max_num_queries):
    client.force_login(person("Message desk"))
    for _ in range(60):
        make_message()
    client.get(reverse("messages:index"))

    with django_assert_max_num_queries(25) as queries:
        client.get(reverse("messages:index"))

    asked_for_permission = [query["sql"] for query in queries if "auth_group_permissions" in query["sql"]]
    assert len(asked_for_permission) == 1
