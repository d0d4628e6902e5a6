"""Whatever is thrown at the forms: no 500, no genuine message lost, and a queue that can still be worked with."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from pages.contact import tokens, views
from pages.contact.models import Message
from pages.contact.page_types import ContactPage
from tests.pages.messages import URLENCODED, filled, make_pages, old_token, person, post, reference_after, send

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
    b"text=%ed%a0%80%ed%b0%80&about=question&reach=%ff%fe",
    b"\xff\xfe\x00\x00" * 100,
    b"text=%zz%u0041&about=question",
    b"text[]=a&text[b]=c&about=question&about=other",
    b"text=" + b"a" * 1_000_000,
    b"text=" + b"%D0%96" * 30_000,
    b"a=&" * 60_000,
    b"token=" + b":" * 5000,
    "token=é:é&text=é".encode("latin-1"),
]


@pytest.mark.parametrize("below", ["", "status/"])
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


def test_megabyte_of_text_gets_a_clear_page(careless, pages):
    response = send(careless, pages["contact"], "contact", text="x" * 1_000_000)

    assert response.status_code == 413
    assert "That was too much text." in response.text


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head"])
def test_odd_method(careless, pages, method):
    for address in pages.values():
        assert getattr(careless, method)(address).status_code < 500


@pytest.mark.parametrize("token", ["%00", "x" * 3000, "\u0436", "gAAAAA", "..", "%ff", "=", "a/b"])
def test_odd_address_after_sending(careless, pages, token):
    assert careless.get(f"{pages['contact']}sent/{token}/").status_code < 500


@pytest.mark.parametrize("length", ["-1", "x", "", "99999999999999999999"])
def test_odd_content_length(careless, pages, length):
    assert post(careless, pages["contact"], filled("contact"), CONTENT_LENGTH=length).status_code < 500


def test_what_nobody_types_is_taken_out_of_the_words(careless, pages):
    send(careless, pages["contact"], "contact", text="Sam\x00ple\x07 wo\u202erds\r\nand more", sender="\x00Sample")

    message = Message.objects.get()
    assert (message.text, message.sender) == ("Sample words\nand more", "Sample")


@FUZZ
@given(st.binary(max_size=300))
def test_any_bytes(careless, pages, body):
    assert careless.post(pages["confidential"], body, content_type=URLENCODED).status_code < 500


@FUZZ
@given(st.text(max_size=200, alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_words_are_kept_or_refused_and_found_again(careless, pages, words):
    Message.objects.all().delete()
    careless.defaults["REMOTE_ADDR"] = ""  # no limits
    form = filled("contact", text=words, reach=words[:100])

    response = post(careless, pages["contact"], form)

    if response.status_code == 303:
        status = post(careless, f"{pages['contact']}status/", {"reference": reference_after(careless, response)})
        assert "has arrived" in status.text
        assert Message.objects.get().text in words.replace("\r\n", "\n").replace("\r", "\n") or not words.isprintable()
    else:
        assert response.status_code in (200, 429)
        assert not Message.objects.exists()


@FUZZ
@given(st.text(max_size=60), st.integers(0, 60))
def test_no_token_can_be_forged(pages, rubbish, place):
    token = old_token("contact", 60)

    for forged in (rubbish, token[:place] + rubbish + token[place:], token.replace(token[place : place + 1], "x")):
        if forged != token and forged.isascii():
            assert tokens.read(forged, "contact") is None


def flood(rf, page, count, text, address):
    """So many submissions in a moment, each with a form of its own; answers how they were answered."""
    answers = []
    for n in range(count):
        body = urlencode(filled("contact", text=text.format(n)))
        request = rf.post("/", body, content_type=URLENCODED, REMOTE_ADDR=address(n))
        answers.append(views.write(request, page).status_code)
    return answers


def test_thousand_submissions_from_one_source_do_not_touch_the_others(client, rf, pages, contact):
    answers = flood(rf, contact, 1000, "Sample words, number {}", lambda n: "203.0.113.1")
    genuine = send(client, pages["contact"], "contact", text="A genuine sample", network="198.51.100.1")

    assert (answers.count(303), answers.count(429)) == (60, 940)
    assert genuine.status_code == 303
    assert Message.objects.filter(quarantined_for="").count() == 10 + 1
    queue_works(client, 11, 50)


def test_thousand_submissions_from_many_sources_are_held_back_and_genuine_ones_stand_apart(client, rf, pages, contact):
    def elsewhere(n):
        return f"198.51.{n // 250}.{n % 250}"

    before = send(client, pages["contact"], "contact", text="A genuine sample", network="203.0.113.1")
    answers = flood(rf, contact, 300, SELLING, elsewhere)
    between = send(client, pages["contact"], "contact", text="Another genuine sample", network="203.0.113.2")
    answers += flood(rf, contact, 700, SELLING, lambda n: elsewhere(n + 300))
    after = send(client, pages["contact"], "contact", text="A late genuine sample", network="203.0.113.3")

    assert before.status_code == between.status_code == 303
    assert (answers.count(303), answers.count(429)) == (598, 402)
    assert after.status_code == 429
    assert "A late genuine sample" in after.text
    assert Message.objects.filter(quarantined_for="").count() == 2
    queue_works(client, 2, 598)


def queue_works(client, open_ones, held_back):
    """The list opens with a handful of queries, held-back messages apart, and several are released at once."""
    client.force_login(person("Message desk"))
    held = client.get(reverse("messages"), {"tab": "held"})
    assert len(held.context["listing"].object_list) == min(held_back, 50)
    assert {tab: count for tab, _label, count in held.context["tabs"] if count} == {"new": open_ones, "held": held_back}
    ticked = [message.pk for message in held.context["listing"]][:3]

    client.post(reverse("messages_several"), {"do": "release", "ticked": ticked, "tab": "held"})

    again = client.get(reverse("messages"))
    assert {tab: count for tab, _label, count in again.context["tabs"] if count} == {
        "new": open_ones + 3,
        "held": held_back - 3,
    }


def test_queue_costs_the_same_however_many_wait(client, pages, django_assert_max_num_queries):
    client.force_login(person("Message desk"))
    Message.objects.bulk_create(Message(kind="contact", text="Sample", fingerprint=str(n)) for n in range(200))
    client.get(reverse("messages"))

    with django_assert_max_num_queries(30):
        client.get(reverse("messages"))
