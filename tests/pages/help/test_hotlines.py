"""A number on the pages of help: current, overdue, in each language."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from pages.help.hotlines import Hotline
from pages.help.models import HelpIndexPage
from tests.browser.sample_page import make_help, make_hotline
from tests.pages.help.lines import NUMBER


@pytest.fixture
def russian(db):
    return Locale.objects.get(language_code="ru")


def test_without_a_number_the_page_says_in_words_where_help_is_found(client, index):
    page = client.get(index.url).text

    assert page.count(index.no_hotlines_note) == 1
    assert index.hotlines_note not in page
    assert "tel:" not in page


def words_about_numbers(client, index):
    """What each place says where numbers would stand: every page of help, the card, the text, an unknown address."""
    addresses = [page.url for page in [index, *index.get_children().live()]]
    return {address: client.get(address).text for address in [*addresses, "/en/card/", "/help.txt", "/en/nothing/"]}


def test_nothing_speaks_of_numbers_while_there_is_none(client, index):
    for address, text in words_about_numbers(client, index).items():
        assert index.hotlines_note not in text, address
        assert index.hotlines_heading not in text, address
        assert (index.no_hotlines_note in text) is (address != "/en/nothing/"), address


def test_number_that_is_being_checked_is_no_number_to_speak_of(client, index, overdue):
    for address, text in words_about_numbers(client, index).items():
        assert index.hotlines_note not in text, address


def test_with_a_number_every_page_of_help_says_what_else_one_can_do(client, index):
    make_hotline()

    for address, text in words_about_numbers(client, index).items():
        assert index.no_hotlines_note not in text, address
        assert (index.hotlines_note in text) is address.startswith(("/en/notes/", "/help.txt")), address


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_delivered_text_without_a_number_speaks_of_no_call_that_was_made(client, db, code):
    index = HelpIndexPage.objects.get(locale__language_code=code)

    for page in index.get_children().live():
        text = client.get(page.url).text.replace("\xad", "")
        assert index.no_hotlines_note in text
        assert index.hotlines_heading not in text


def test_steps_stand_first_where_there_is_no_number(client, index):
    urgent = client.get(index.url + "b/").text
    make_hotline()
    with_number = client.get(index.url + "b/").text

    assert urgent.index("What to do now") < urgent.index(index.no_hotlines_note)
    assert with_number.index(NUMBER) < with_number.index("What to do now")


def test_current_line_is_a_link_for_calls_and_one_for_messages(client, index):
    make_hotline(display_number="+993 00 00 00 01")

    page = client.get(index.url).text

    assert f"{NUMBER}>+993 00 00 00 01</a>" in page
    assert 'href="sms:+99300000001"' in page
    assert "Verified on" in page


def test_line_without_messages_offers_none(client, index):
    make_hotline(takes_sms=False)

    assert "sms:" not in client.get(index.url).text


def test_every_kind_of_help_page_shows_the_lines(client, index):
    make_hotline()
    pages = [index, *index.get_children().live()]

    assert len(pages) == 7
    for page in pages:
        assert client.get(page.url).text.count(NUMBER) == 1, page


def test_overdue_line_is_no_link_says_so_and_stands_below(client, index, overdue):
    make_hotline()
    make_hotline(number="000", name="Sample danger", is_emergency=True)

    page = client.get(index.url).text

    assert "tel:+99300000009" not in page
    assert "This number is being checked. Try another first." in page
    assert page.index("Sample danger") < page.index("Sample line") < page.index("Sample overdue")


def test_line_falls_due_while_the_frame_is_remembered(client, index, monkeypatch):
    line = make_hotline()
    assert NUMBER in client.get(index.url).text

    monkeypatch.setattr("pages.help.hotline_list.timezone.localdate", lambda: line.verify_by + timedelta(days=1))

    assert NUMBER not in client.get(index.url).text


def test_last_day_of_a_verification_counts():
    today = timezone.localdate()

    assert Hotline(verified_on=today - timedelta(days=30), verify_every_days=30).is_current
    assert not Hotline(verified_on=today - timedelta(days=31), verify_every_days=30).is_current


@pytest.mark.parametrize("number", ["112", "+99312345678"])
def test_number_that_telephones_dial_is_taken(english, number):
    make_hotline(number=number).full_clean()


@pytest.mark.parametrize("number", ["+993 12 345678", "12-34", "0099312345678", "+0123456789", "javascript:1", "1"])
def test_number_that_telephones_may_not_dial_is_refused(english, number):
    with pytest.raises(Exception, match="For example"):
        make_hotline(number=number).full_clean()


def test_draft_is_shown_nowhere(client, index):
    make_hotline(live=False)

    assert NUMBER not in client.get(index.url).text
    assert "99300000001" not in client.get("/help.txt").text


def test_correction_is_seen_at_once(client, index):
    line = make_hotline()
    client.get(index.url)

    line.number = "+99300000002"
    line.save_revision().publish()

    page = client.get(index.url).text
    assert "+99300000002" in page
    assert NUMBER not in page


def test_line_without_a_translation_is_shown_with_its_words_marked(client, db):
    make_hotline()
    index = make_help("ru")

    page = client.get(index.url).text

    assert '<li class="hotline" lang="en">' in page
    assert NUMBER in page


def test_copy_for_translation_begins_as_a_draft_and_then_gives_the_words_only(client, russian):
    index, line = make_help("ru"), make_hotline()
    copy = line.copy_for_translation(russian)
    copy.save()
    assert not Hotline.objects.get(pk=copy.pk).live
    assert 'lang="en"><h3>' in "".join(client.get(index.url).text.split("\n")).replace("  ", "")

    copy.name = "Образец линии"
    copy.save_revision().publish()
    line.number = "+99300000002"
    line.save_revision().publish()

    page = client.get(index.url).text
    assert "Образец линии" in page
    assert "+99300000002" in page
    assert NUMBER not in page


def test_number_taken_off_or_deleted_is_gone_in_every_language(client, russian):
    index, line = make_help("ru"), make_hotline()
    copy = line.copy_for_translation(russian)
    copy.save()
    copy.save_revision().publish()
    assert NUMBER in client.get(index.url).text

    line.unpublish()
    assert NUMBER not in client.get(index.url).text

    line.delete()
    assert not Hotline.objects.exists()


def test_translator_is_not_asked_for_the_number(russian):
    line = make_hotline()
    copy = line.copy_for_translation(russian)
    copy.save()
    form = Hotline.snippet_viewset.get_edit_handler().get_form_class()

    fields = [set(form(instance=each).fields) & {"name", "number", "verified_on"} for each in (line, copy)]

    assert fields == [{"name", "number", "verified_on"}, {"name"}]


def test_translation_is_saved_without_the_facts_in_its_form(russian):
    copy = make_hotline().copy_for_translation(russian)
    copy.save()
    form = Hotline.snippet_viewset.get_edit_handler().get_form_class()({"name": "Образец"}, instance=copy)

    assert form.is_valid(), form.errors
    assert form.save().number == "+99300000001"


def test_publisher_adds_a_number_in_the_admin(client, publisher):
    address = reverse(Hotline.snippet_viewset.get_url_name("add"))
    data = {"name": "Sample", "number": "+99300000003", "verified_on": timezone.localdate().isoformat()}
    data |= {"verified_by_role": "Sample unit", "verify_every_days": "30", "action-publish": "action-publish"}

    client.post(address, data)

    assert Hotline.objects.get().live
