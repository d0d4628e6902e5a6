"""Writing to the office, coming back for the answer."""

import re

import pytest

from pages.contact import tokens
from pages.contact.models import Message, MessageQuerySet
from pages.contact.page_types import FeedbackPage
from tests.pages.contact.messages import (
    TEXT,
    filled,
    make_pages,
    post,
    reference_after,
    send,
    token_in,
)

pytestmark = pytest.mark.database
KINDS = ["contact", "confidential"]


@pytest.fixture
def pages(db):
    return make_pages()


@pytest.mark.parametrize("kind", KINDS)
def test_message_is_sent_and_found_again_by_its_reference(client, pages, kind):
    form = client.get(pages[kind])
    about = {"contact": "press", "confidential": "partner"}[kind]
    response = post(
        client, pages[kind], {"token": token_in(form), "about": about, "text": TEXT, "contact_details": "Sample 12"}
    )
    reference = reference_after(client, response)

    message = Message.objects.get()
    assert (message.kind, message.about, message.text, message.contact_details) == (kind, about, TEXT, "Sample 12")
    assert (message.state, message.language) == ("new", "en")
    shown = post(client, f"{pages[kind]}a/", {"reference": reference.lower().replace("-", " ")})
    assert "Your message has arrived." in shown.text


@pytest.mark.parametrize("kind", KINDS)
def test_answers_stand_under_the_reference_and_a_withdrawn_one_does_not(client, pages, kind):
    reference = reference_after(client, send(client, pages[kind], kind))
    message = Message.objects.get()
    message.answers.create(text="A sample answer.\n<b>")
    message.answers.create(text="A second one.")
    message.answers.create(text="A slip.", is_withdrawn=True)

    shown = post(client, f"{pages[kind]}a/", {"reference": reference})

    assert "There is an answer for you." in shown.text
    assert "A sample answer.<br>&lt;b&gt;" in shown.text
    assert shown.text.index("A sample answer") < shown.text.index("A second one.")
    assert "A slip" not in shown.text


def test_reference_of_one_form_is_not_answered_by_the_other(client, pages):
    reference = reference_after(client, send(client, pages["confidential"], "confidential"))

    shown = post(client, f"{pages['contact']}a/", {"reference": reference})

    assert "No message has this reference." in shown.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "new"}, "No one has begun"),
        ({"state": "new", "quarantined_for": "links"}, "No one has begun"),
        ({"state": "in_progress"}, "Someone is working"),
        ({"state": "closed"}, "is finished"),
    ],
)
def test_state_is_said_in_plain_words(values, words):
    assert words in str(Message(**values).status_text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("below", ["", "a/"])
def test_form_and_all_after_it_are_kept_nowhere_and_set_no_cookie(client, pages, kind, below):
    response = client.get(pages[kind] + below)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


@pytest.mark.parametrize("kind", KINDS)
def test_sending_needs_no_cookie(pages, kind):
    from django.test import Client

    send(Client(enforce_csrf_checks=True), pages[kind], kind)

    assert Message.objects.count() == 1


def test_error_keeps_what_was_typed_and_leads_to_the_field(client, pages):
    token = tokens.issue("contact", age=60)
    response = post(client, pages["contact"], {"token": token, "text": "Short", "sender": "A sample name"})

    assert response.status_code == 200
    assert "<title>Error: " in response.text
    assert 'role="alert"' in response.text
    assert "2 things need your attention" in response.text
    assert 'href="#id_about_0"' in response.text and 'id="id_about_0"' in response.text
    assert 'href="#id_text"' in response.text and 'id="id_text"' in response.text
    assert 'aria-describedby="id_text_helptext id_text_error"' in response.text
    assert 'id="id_text_helptext"' in response.text and 'id="id_text_error"' in response.text
    assert 'aria-invalid="true"' in response.text
    assert 'value="A sample name"' in response.text and ">\nShort</textarea>" in response.text
    assert token_in(response) == token
    assert not Message.objects.exists()


def test_confidential_form_asks_for_no_name_and_nothing_is_filled_in_by_the_browser(client, pages):
    text = client.get(pages["confidential"]).text

    assert 'name="sender"' not in text
    assert text.count('autocomplete="off"') >= 4
    assert 'spellcheck="false"' in text


def test_too_long_a_text_is_refused_beside_the_field_and_kept(client, pages):
    text = "sample " * 800
    response = send(client, pages["contact"], "contact", text=text)

    assert "at most 5000 letters, not 5599" in response.text
    assert text.strip() in response.text
    assert "maxlength" not in response.text
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "token", ["", "forged", "a.1:b", tokens.issue("confidential", age=60)], ids=["none", "forged", "odd", "other form"]
)
def test_token_that_is_not_ours_asks_to_send_once_more_and_the_second_press_may_be_quick(client, pages, token):
    response = send(client, pages["contact"], "contact", token=token)

    assert "Press Send once more." in response.text
    assert TEXT in response.text
    assert not Message.objects.exists()
    reference_after(client, send(client, pages["contact"], "contact", token=token_in(response)))
    assert Message.objects.get().quarantined_for == ""


def test_form_in_a_tab_that_was_opened_again_after_weeks_is_sent_like_any_other(client, pages):
    form = filled("confidential", token=tokens.issue("confidential", age=40 * 24 * 60 * 60))

    first, second = (reference_after(client, post(client, pages["confidential"], form)) for _ in range(2))

    assert first == second
    assert (Message.objects.get().text, Message.objects.get().quarantined_for) == (TEXT, "")


def test_two_tabs_are_two_messages(client, pages):
    references = {
        reference_after(client, send(client, pages["contact"], "contact", text=f"Sample words of tab {n}"))
        for n in range(2)
    }

    assert len(references) == Message.objects.count() == 2


def test_correction_of_an_error_may_be_sent_at_once(client, pages):
    token = tokens.issue("contact", age=60)
    refused = send(client, pages["contact"], "contact", text="Short", token=token)

    send(client, pages["contact"], "contact", token=token_in(refused))

    assert Message.objects.get().quarantined_for == ""


def test_form_that_is_sent_twice_makes_one_message_with_one_reference(client, pages):
    form = filled("contact")
    first, second = (reference_after(client, post(client, pages["contact"], form)) for _ in range(2))

    assert first == second
    assert Message.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "changed", [{"text": "Sample words that were corrected"}, {"contact_details": "Sample 12"}, {"about": "other"}]
)
def test_message_that_is_corrected_after_back_is_a_second_message(client, pages, kind, changed):
    form = filled(kind)
    references = [reference_after(client, post(client, pages[kind], {**form, **each})) for each in ({}, changed)]

    assert len(set(references)) == Message.objects.count() == 2
    for reference in references:
        shown = post(client, f"{pages[kind]}a/", {"reference": reference})
        assert "Your message has arrived." in shown.text
    texts = {message.text for message in Message.objects.all()}
    assert texts == {TEXT, changed.get("text", TEXT)}


def test_who_saw_the_form_of_somebody_is_not_led_to_their_reference(client, pages):
    form = filled("confidential")
    theirs = reference_after(client, post(client, pages["confidential"], form))

    mine = reference_after(client, post(client, pages["confidential"], {**form, "text": "Sample words of a stranger"}))

    assert mine != theirs


def test_form_that_is_sent_twice_in_the_same_moment_makes_one_message(client, pages, monkeypatch):
    form = filled("contact")
    first = reference_after(client, post(client, pages["contact"], form))
    monkeypatch.setattr(MessageQuerySet, "with_reference", lambda messages, *references: messages.none())

    assert reference_after(client, post(client, pages["contact"], form)) == first
    assert Message.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_address_and_no_title_tells_that_something_was_sent(client, pages, kind):
    form = client.get(pages[kind])
    sent = send(client, pages[kind], kind)
    status = client.get(f"{pages[kind]}a/")

    assert sent.status_code == 200
    assert len({re.search("<title>(.*?)</title>", page.text, re.DOTALL)[1] for page in (form, sent, status)}) == 1
    assert not re.findall(r"(?:status|sent)/", sent.text + form.text)
    old = client.get(f"{pages[kind]}status/")
    assert (old.status_code, old.url) == (302, f"{pages[kind]}a/")
    assert old.headers["Cache-Control"] == "no-store"
    assert client.get(f"{pages[kind]}sent/x/").status_code == 404


def test_how_long_an_answer_takes_is_said_once_staff_wrote_it(client, pages):
    page = FeedbackPage.objects.get(locale__language_code="en")
    page.answer_time = "A sample of ten days."
    page.save_revision().publish()

    assert "A sample of ten days." in send(client, pages["confidential"], "confidential").text
    assert "A sample of ten days." not in client.get(pages["confidential"]).text


@pytest.mark.parametrize("typed", ["abcd-efgh-jkmn", " ABCD EFGH JKMN ", "АBСD–ЕFGН–JКМN", "A.B.C.D.E.F.G.H.J.K.M.N"])
def test_reference_is_understood_however_it_is_typed(typed):
    assert tokens.normalize_reference(typed) == "ABCD-EFGH-JKMN"


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH-JKM", "ABCD-EFGH-JKM0", "ABCD-EFGH-JKMNP", "Ж" * 12])
def test_what_is_no_reference(typed):
    assert tokens.normalize_reference(typed) == ""
