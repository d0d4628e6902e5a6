"""“Was this page useful?”: readers answer without a trace, staff see what to mend first."""

import re

import pytest
from django.utils import timezone
from wagtail.models import Page

from pages.usefulness import views
from pages.usefulness.models import UsefulnessCount
from tests.html import Document

ASKED = "/en/accessibility/"
QUESTION = {"en": "Was this page useful?", "ru": "Была ли эта страница полезна?", "tk": "Bu sahypa peýdaly boldumy?"}


def asked(client, address):
    """What the form of a page would send, without the answer."""
    return {"page": re.search(r'name="page" value="(\d+)"', client.get(address).text)[1]}


def counts():
    return list(UsefulnessCount.objects.values_list("useful", "not_useful"))


@pytest.mark.parametrize("code", QUESTION)
def test_reader_answers_without_script_or_cookie_and_is_thanked(client, db, code):
    address = f"/{code}/accessibility/"
    assert QUESTION[code] in Document(client.get(address).text).text.replace("\xa0", " ")
    for answer in ("useful", "not_useful", "not_useful"):
        response = client.post(f"/{code}/useful/", {**asked(client, address), "answer": answer})

        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies
        assert address in Document(response.text).links
    assert counts() == [(1, 2)]
    assert UsefulnessCount.objects.get().day == timezone.localdate()


@pytest.mark.parametrize("code", QUESTION)
def test_nobody_is_asked_where_help_is_or_where_one_writes(client, db, code):
    for page in Page.objects.live().filter(locale__language_code=code, depth__gt=2).specific():
        html = client.get(page.url).text
        is_help = client.get(page.url).headers["Cache-Control"] == "no-store"
        assert (f'action="/{code}/useful/"' in html) != is_help, page.url


def test_answer_about_help_is_not_taken(client, db):
    from pages.help.models import HelpIndexPage

    page = HelpIndexPage.objects.get(locale__language_code="en")
    assert client.post("/en/useful/", {"page": page.pk, "answer": "useful"}).status_code == 404
    assert counts() == []


@pytest.mark.parametrize(
    "data", [{}, {"page": "x"}, {"page": "٣"}, {"page": "9" * 30}, {"page": "1"}, {"answer": "title"}]
)
def test_what_no_form_sends_is_not_counted(client, db, data):
    given = {**asked(client, ASKED), "answer": "useful", **data} if data else {}

    assert client.post("/en/useful/", given).status_code == 404
    led = client.get("/en/useful/")
    assert (led.status_code, led.headers["Location"]) == (302, "/en/")
    assert counts() == []


def test_draft_and_private_pages_are_not_counted(client, db):
    given = {**asked(client, ASKED), "answer": "useful"}
    Page.objects.get(pk=given["page"]).specific.unpublish()

    assert client.post("/en/useful/", given).status_code == 404


def test_flood_changes_little_and_tells_nobody_so(client, db):
    given = {**asked(client, ASKED), "answer": "not_useful"}
    for _time in range(views.MOST_FROM_NETWORKS[0] + 5):
        assert client.post("/en/useful/", given).status_code == 200

    assert counts() == [(0, views.MOST_FROM_NETWORKS[0])]
    client.post("/en/useful/", given, REMOTE_ADDR="192.0.2.7")
    assert counts() == [(0, views.MOST_FROM_NETWORKS[0] + 1)]


def test_other_site_cannot_send_answers(client, db):
    given = {**asked(client, ASKED), "answer": "useful"}
    client.post("/en/useful/", given, headers={"Sec-Fetch-Site": "cross-site"})

    assert counts() == []


def test_staff_see_the_pages_of_least_use_first(client, db, editor):
    titles = {}
    answers = {"accessibility": (0, 9), "privacy": (9, 1), "news": (0, 1)}
    for slug, (useful, not_useful) in answers.items():
        page = Page.objects.get(slug=slug, locale__language_code="en")
        titles[slug] = page.title
        UsefulnessCount.objects.create(page=page, day=timezone.localdate(), useful=useful, not_useful=not_useful)
    old = Page.objects.get(slug="publications", locale__language_code="en")
    UsefulnessCount.objects.create(page=old, day="2020-01-01", not_useful=99)
    text = client.get("/admin/reports/usefulness/").text
    table = text[text.index("<tbody") :]

    places = [table.index(titles[slug]) for slug in ("accessibility", "news", "privacy")]
    assert places == sorted(places)
    assert old.title not in table
