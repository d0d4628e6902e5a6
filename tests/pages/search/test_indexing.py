"""What is indexed, and when: everything readers see, as soon as it is published, and never in their own request."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from pages.contact.page_types import ContactPage
from pages.content.standard import StandardPage
from pages.search.models import IndexedWord, KnownWord
from pages.site.models import SiteIdentity, SiteTexts
from programmes.organisations import Donor
from programmes.projects import ProjectPage
from tests.factories import make_hotline
from tests.pages.search.test_real_queries import first_list

pytestmark = pytest.mark.database
MOST_QUERIES = 12
NORWAY = "combating-trafficking-in-persons-in-turkmenistan-through-prevention/"
LEGAL = "strengthening-the-legal-framework-on-trafficking-in-persons-in/"


def search(client, query, language="en"):
    return client.get(f"/{language}/search/", {"q": query}).text


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("Norway", "en"),
        ("Norwegian", "en"),
        ("Норвегия", "ru"),
        ("Норвегии", "ru"),
        ("Norwegiýa", "tk"),
        ("Norwegiya", "tk"),
    ],
)
def test_a_donor_is_found_in_every_language(client, db, query, language):
    page = search(client, query, language)

    assert [address.endswith(NORWAY) for address in first_list(page)] == [True]
    assert "Did you mean" not in page
    assert 'id="elsewhere"' not in page


def test_a_donor_that_is_renamed_is_found_by_its_new_name_only(client, db):
    donor = Donor.objects.get(slug="ministry-of-foreign-affairs-of-norway", locale__language_code="en")
    donor.name = "Ministry of Kumquats"
    donor.save()

    assert first_list(search(client, "kumquats"))[0].endswith(NORWAY)
    assert not first_list(search(client, "Norway"))


@pytest.mark.parametrize(
    ("query", "language"),
    [
        *((number, language) for number in ("PX.0432", "px0432", "TM10P0524") for language in ("en", "ru", "tk")),
        *(("Assistance to Vulnerable Migrants 2024", "en"), ("2024 legal framework", "en")),
        *(("2024 правовой базы", "ru"), ("2024 hukuk binýadyny", "tk")),
    ],
)
def test_a_project_is_found_by_number_type_and_any_of_its_years(client, db, query, language):
    assert first_list(search(client, query, language))[0].endswith(LEGAL)


def test_results_say_years_and_status_of_a_project(client, db):
    project = ProjectPage.objects.get(project_id="PX.0432")
    page = search(client, "PX.0432", "ru")

    assert "2023–2025" in page
    project.status = ProjectPage.Status.SUSPENDED
    project.save_revision().publish()
    page = search(client, "PX.0432", "ru").replace("\xa0", " ")
    assert "2023–2025 · Завершено в 2025 году" in page  # as its own page says, whatever was stated


def test_a_changed_fact_of_the_source_is_found_in_the_translations(client, db):
    project = ProjectPage.objects.get(project_id="PX.0432")
    project.other_ids = "KQ.777"
    project.save_revision().publish()

    for language in ("en", "ru", "tk"):
        assert first_list(search(client, "KQ.777", language))[0].endswith(LEGAL)


def test_contact_is_found_by_what_stands_in_the_settings(client, db):
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    SiteIdentity.objects.filter(pk=identity.pk).update(phone="+993 12 345678", email="kumquat@example.org")
    texts = SiteTexts.objects.get(locale__language_code="en")
    texts.address = "1 Persimmon Street"
    texts.save_revision().publish()
    contact = ContactPage.objects.get(locale__language_code="en")

    for query in ("+99312345678", "kumquat@example.org", "Persimmon Street"):
        assert first_list(search(client, query)) == [contact.url]


def test_a_hotline_is_found_by_its_name_and_number(client, db):
    make_hotline(name="Kumquat line", number="+99300000009")

    assert first_list(search(client, "kumquat line"))[0] == "/en/info/"
    assert first_list(search(client, "+99300000009"))[0] == "/en/info/"


@pytest.mark.parametrize("typed", ["ku\u00admquat", "kumquat\u200b", "\u2060kumquat", "kumqua\u0301t", "KUMQUÁT"])
@pytest.mark.parametrize("written", ["Kum\u00adquats", "Kumqua\u0301ts", "Kum\u200dquats"])
def test_signs_that_nobody_sees_hide_no_word(client, home, typed, written):
    home.add_child(instance=StandardPage(title="Sample", slug="fruit", summary=written))

    assert first_list(search(client, typed)) == ["/en/fruit/"]


def test_letters_composed_and_decomposed_are_the_same(client, db):
    composed, apart = (search(client, unicodedata.normalize(form, "öýe dolanmak"), "tk") for form in ("NFC", "NFD"))

    assert first_list(composed)
    assert first_list(composed) == first_list(apart)


def test_a_draft_is_not_found_and_what_is_unpublished_no_longer(client, home):
    page = home.add_child(instance=StandardPage(title="Sample", slug="fruit", summary="Kumquats"))
    page.summary = "Persimmons"
    page.save_revision()

    assert not first_list(search(client, "persimmons"))
    assert first_list(search(client, "kumquats"))
    page.unpublish()
    assert not first_list(search(client, "kumquats"))
    page.get_latest_revision().publish()
    assert first_list(search(client, "persimmons")) == ["/en/fruit/"]


def test_a_deleted_page_leaves_nothing_behind(client, home):
    page = home.add_child(instance=StandardPage(title="Kumquats", slug="fruit"))
    key = page.pk
    page.delete()

    assert not IndexedWord.objects.filter(page_id=key).exists()
    assert "fruit" not in search(client, "kumquat")


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        *(("пропал дед", "ru"), ("обман", "ru"), ("трудоустройство", "ru"), ("Norway", "ru"), ("брат", "ru")),
        *(("öýe dönmek", "tk"), ("Norway", "en"), ("tender", "en"), ("cat", "en"), ("Новая", "en")),
    ],
)
def test_no_suggestion_that_leads_astray(client, db, typed, language):
    assert f"/{language}/search/?q=" not in search(client, typed, language).partition("<main")[2]


def test_a_suggestion_keeps_every_word_and_its_alphabet(client, db):
    assert "Did you mean" not in search(client, "traficking qwertzuiop")
    assert "Did you mean" not in search(client, "трэфикинг")
    assert ">human trafficking</a>" in search(client, "human traficking")


@pytest.mark.parametrize(
    ("query", "language"),
    [
        *(("migration", "en"), ("traficking", "en"), ("privacy poverty", "en"), ("vacancy", "en"), ("мигранты", "en")),
        *(("torgovlya lyudmi", "ru"), ("qwertzuiop asdfghjkl yxcvbnm", "ru"), ("pasportymy aldylar", "tk")),
    ],
)
def test_a_reader_writes_nothing_and_asks_little_even_right_after_a_change(client, home, query, language):
    search(client, query, language)
    home.add_child(instance=StandardPage(title="Sample", slug="fruit", summary="Kumquats"))
    client.get(f"/{language}/search/")
    known = KnownWord.objects.count()
    with CaptureQueriesContext(connection) as captured:
        search(client, query, language)

    assert len(captured) <= MOST_QUERIES + 2  # the words of staff are read anew, once
    assert not [each for each in captured if each["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert KnownWord.objects.count() == known


def test_many_pages_cost_a_reader_no_more_queries(client, home):
    search(client, "kumquats")
    with CaptureQueriesContext(connection) as few:
        search(client, "kumquats")
    for number in range(30):
        home.add_child(instance=StandardPage(title=f"Kumquats {number}", slug=f"s{number}"))
    search(client, "kumquats")
    with CaptureQueriesContext(connection) as many:
        assert len(first_list(search(client, "kumquats"))) == 10

    assert len(many) <= MOST_QUERIES
    assert len(many) <= len(few) + 3  # the summaries and kinds of what was found
