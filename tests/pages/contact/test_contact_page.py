"""How the office is reached stands on the page called Contact, in the frame of the site; the confidential form not."""

import pytest

from pages.contact.page_types import ContactPage, FeedbackPage
from pages.site.models import SiteIdentity, SiteTexts
from tests.html import Document
from tests.pages.contact.messages import make_pages, send

MAIN = "Main"


@pytest.fixture
def contact(db):
    return ContactPage.objects.get(locale__language_code="en")


def opened(client, page):
    return Document(client.get(page.url).text)


def test_what_the_office_has_not_given_is_left_out(client, contact):
    assert opened(client, contact).region("The office") is None


def test_what_it_has_given_stands_beside_the_form(client, contact):
    SiteIdentity.objects.update(phone="+993 12 00 00 00", email="office@example.org")
    SiteTexts.objects.filter(locale=contact.locale).update(address="Sample street 1")
    contact.opening_hours, contact.press_role = "Sample days", "Sample unit"
    contact.answer_time = "Within ten sample days"
    contact.save_revision().publish()

    office = opened(client, contact).region("The office")

    assert office.described("Postal address") == ["Sample street 1"]
    assert office.described("Telephone") == ["+993 12 00 00 00"]
    assert office.described("Email") == ["office@example.org"]
    assert office.described("Office hours") == ["Sample days"]
    assert office.described("For the press") == ["Sample unit"]
    assert office.described("How soon we answer") == ["Within ten sample days"]
    assert {"tel:+99312000000", "mailto:office@example.org"} <= set(office.links)


def test_it_stands_in_the_frame_of_the_site_and_leaves_no_trace(client, contact):
    answer = client.get(contact.url)

    assert Document(answer.text).region(MAIN)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_the_confidential_form_keeps_the_frame_of_help(client, db):
    page = FeedbackPage.objects.get(locale__language_code="en")

    assert opened(client, page).region(MAIN) is None


@pytest.mark.parametrize(("kind", "has_menu"), [("contact", True), ("confidential", False)])
def test_what_comes_after_sending_has_the_same_frame_and_is_found_by_no_search(client, db, kind, has_menu):
    address = make_pages()[kind]

    sent = send(client, address, kind).text
    status = client.get(f"{address}a/").text

    for page in (sent, status):
        assert bool(Document(page).region(MAIN)) == has_menu
        assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(("code", "said"), [("en", "emergencies"), ("ru", "экстренных"), ("tk", "gyssagly")])
def test_that_it_is_not_for_danger_is_said_once(client, db, code, said):
    page = ContactPage.objects.get(locale__language_code=code)

    assert opened(client, page).text.count(said) <= 1


@pytest.mark.parametrize("kind", ["contact", "confidential"])
def test_after_sending_each_warning_stands_once(client, db, kind):
    address = make_pages()[kind]

    text = Document(send(client, address, kind).text).text

    assert text.count("Whoever has the reference") == 1
    assert text.count("Write it down") + text.count("Write down") == 1
