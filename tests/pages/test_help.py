"""Help pages give nothing away, are kept nowhere, and can be left at once."""

import logging
import re

import brotli
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, get_page_models

from pages.content.home import HomePage
from pages.help import views
from pages.help.base import BelowHelp, HelpPage
from pages.help.models import HelpIndexPage, HelpTopicPage
from tests.browser.sample_page import make_help, make_hotline

HELP_MODELS = [model for model in get_page_models() if issubclass(model, HelpPage)]
BESIDE = ["/help.txt", "/en/help.txt", "/en/card/", "/en/leave/", "/en/calendar/today.svg"]


@pytest.fixture
def index(db):
    return make_help()


@pytest.fixture
def topic(index):
    return HelpTopicPage.objects.child_of(index).get(slug="a")


def addresses(index):
    found = [page.url for page in [index, *index.get_children().live()]]
    assert len(found) == 7
    return found


def is_sensitive(response):
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert "ETag" not in response.headers
    assert "Last-Modified" not in response.headers


def test_every_answer_of_help_leaves_no_trace(client, index):
    for address in [*addresses(index), *BESIDE]:
        is_sensitive(client.get(address, headers={"accept-encoding": "br"}))


def test_not_even_when_something_below_asks_for_a_cookie(client, index, monkeypatch):
    def with_cookie(self, request, *args, **kwargs):
        request.session["x"] = 1
        response = Page.serve(self, request, *args, **kwargs)
        response.set_cookie("x", "1")
        return response

    monkeypatch.setattr("pages.help.models.HelpIndexPage.serve", with_cookie, raising=False)

    is_sensitive(client.get(index.url))


def test_an_address_below_help_that_does_not_exist_leaves_none_either(client, index):
    response = client.get(f"{index.url}nothing/")

    assert response.status_code == 404
    is_sensitive(response)


def test_preview_leaves_none(index, topic):
    for page in (index, topic):
        is_sensitive(page.make_preview_request())


def test_other_pages_are_kept_as_before(client, index):
    assert client.get("/en/").headers["Cache-Control"].startswith("public, max-age=0")


def test_head_of_a_help_page_tells_nothing(client, topic):
    head = client.get(topic.url).text.partition("</head>")[0]

    assert "<title>Notes</title>" in head
    assert '<meta name="referrer" content="no-referrer">' in head
    assert "img/plain.svg" in head
    for telling in (topic.title, topic.summary, "og:", "ld+json", "description", "manifest", "IOM"):
        assert telling not in head


def test_exit_comes_first_and_works_as_a_link(client, topic):
    body = client.get(topic.url).text.partition("<body>")[2]

    first = re.search(r"<a [^>]*>", body)[0]
    assert 'href="/en/leave/"' in first
    assert 'rel="nofollow noreferrer"' in first


def test_exit_is_left_out_where_an_editor_says_so(client, topic):
    topic.shows_exit = False
    topic.save_revision().publish()

    assert "/en/leave/" not in client.get(topic.url).text


def test_exit_leads_to_the_calendar_at_once(client, db):
    response = client.get("/en/leave/")

    assert response.status_code == 303
    assert response.headers["Location"] == "/en/calendar/"
    assert "Clear-Site-Data" not in response.headers  # it would hold the answer back; see `views.forget`


def test_calendar_clears_what_the_site_stored(client, db):
    assert 'src="/en/calendar/today.svg"' in client.get("/en/calendar/").text
    assert client.get("/en/calendar/today.svg").headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_calendar_gives_nothing_away(client, db, code):
    make_help(code)
    page = client.get(f"/{code}/calendar/").text

    for telling in ("IOM", "МОМ", "notes", "leave", "tel:"):
        assert telling not in page.replace("exit.js", "")
    assert f'href="/{code}/calendar/{timezone.localdate().year + 1}/"' in page


@pytest.mark.parametrize(
    ("year", "status"), [(1999, 404), (2000, 200), (2100, 200), (2101, 404), (99999999999999999999, 404)]
)
def test_calendar_has_the_years_of_a_century(client, db, year, status):
    assert client.get(f"/en/calendar/{year}/").status_code == status


@pytest.mark.parametrize(("code", "name"), [("en", "November 2026"), ("ru", "Ноябрь 2026"), ("tk", "Noýabr 2026")])
def test_month_is_named_as_a_heading_of_its_language(client, db, code, name):
    assert f"<caption>{name}</caption>" in client.get(f"/{code}/calendar/2026/").text


@pytest.mark.parametrize(("year", "month", "weeks"), [(2026, 1, [1, 2, 3, 4, 5]), (2027, 1, [53, 1, 2, 3, 4])])
def test_weeks_are_numbered_as_in_offices(year, month, weeks):
    made = views.month_of(year, month)["weeks"]

    assert [number for number, _days in made] == weeks
    assert [day.day for _number, days in made for day in days if day] == list(range(1, 32))


def test_language_links_stay_on_the_same_page(client, index):
    russian = make_help("ru")
    russian.translation_key = index.translation_key
    russian.save()

    assert f'href="{russian.url}"' in client.get(index.url).text


def test_danger_comes_first_in_the_list_and_shows_the_numbers_on_top(client, index):
    make_hotline()
    page = client.get(index.url).text
    assert page.index("Sample b") < page.index("Sample a")

    urgent = client.get(f"{index.url}b/").text
    assert urgent.index("tel:") < urgent.index('id="steps"')


def test_answers_without_words_are_left_out(client, topic):
    topic.cost = ""
    topic.save_revision().publish()

    page = client.get(topic.url).text

    assert "What does it cost?" not in page
    assert "Must I give my name?" in page


def test_what_to_do_next_is_no_answer_about_a_call(client, topic):
    for name in ("who_answers", "cost", "languages", "name_needed"):
        setattr(topic, name, "")
    topic.save_revision().publish()

    page = client.get(topic.url).text

    assert page.index("What to do now") < page.index("What to do next") < page.index(topic.what_next)
    assert "Before you call" not in page


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_family_of_the_missing_is_led_to_the_service_that_searches(client, db, code):
    missing = HelpTopicPage.objects.get(locale__language_code=code, neutral_title__endswith=" 5")

    steps = client.get(missing.url).text.partition('<ol class="steps">')[2].partition("</ol>")[0]

    assert '<a href="https://familylinks.icrc.org/" rel="noreferrer">familylinks.icrc.org</a>' in steps


@pytest.mark.parametrize(("code", "doctor"), [("en", "doctor"), ("ru", "врача"), ("tk", "lukman")])
def test_whoever_is_hurt_reads_of_a_doctor_in_the_second_step(db, code, doctor):
    danger = HelpTopicPage.objects.get(locale__language_code=code, is_urgent=True)

    assert doctor in danger.steps[1].value["title"]


SAFE = {"en": "if that is safe for you", "ru": "если это для вас безопасно", "tk": "size howpsuz bolsa"}
CONSULATE = {
    "en": r"consulate of your country",
    "ru": r"консульств\w+ своей страны|сво\w+ консульств\w+",
    "tk": r"öz ýurduňyzyň konsullyg\w+",
}


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_nobody_is_sent_to_their_consulate_without_a_word_of_their_safety(client, db, code):
    """A state may be whom somebody flees."""
    sent = 0
    for page in HelpIndexPage.objects.get(locale__language_code=code).get_children().live():
        for text in re.findall(r"<(?:span|p)[^>]*>([^<]+)</", client.get(page.url).text):
            if re.search(CONSULATE[code], text):
                sent += 1
                assert SAFE[code] in text.lower(), text

    assert sent > 10


def test_pages_of_help_live_nowhere_else():
    below = [model for model in HELP_MODELS if issubclass(model, BelowHelp)]

    assert len(below) >= 6
    for model in below:
        assert [parent.__name__ for parent in model.allowed_parent_page_models()] == ["HelpIndexPage"]
        assert not model.can_exist_under(HomePage.objects.model())


def test_page_of_help_cannot_be_moved_out(topic, home):
    assert not topic.can_move_to(home)


def test_telling_title_is_no_neutral_one(topic):
    topic.neutral_title = topic.title.upper()

    with pytest.raises(ValidationError, match="tells nothing"):
        topic.full_clean()


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_page_with_its_styles_and_script_fit_into_one_flight(client, db, code):
    index = make_help(code)
    for place in range(5):
        make_hotline(code, number=f"+9930000000{place}")
    files = [settings.ROOT / "static" / name for name in ("js/exit.js", "img/plain.svg")]
    sizes = [len(brotli.compress(file.read_bytes())) for file in files]

    assert sizes[0] <= 950
    for address in addresses(index):
        page = client.get(address, headers={"accept-encoding": "br"}).content
        assert len(page) + sum(sizes) <= 12_500, address  # and four times some 300 bytes of headers


def test_help_page_costs_at_most_a_dozen_queries(client, index, django_assert_max_num_queries):
    make_hotline()
    for address in addresses(index):
        client.get(address)
        with django_assert_max_num_queries(16 if address == index.url else 12):
            client.get(address)


def test_no_address_of_a_visitor_is_logged(client, index, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    visitor = {"REMOTE_ADDR": "203.0.113.77", "HTTP_X_FORWARDED_FOR": "203.0.113.78"}
    pages = [page.url for page in Page.objects.live().filter(depth__gt=2, locale__language_code="en")]
    for address in [*pages, *BESIDE, "/en/calendar/", "/en/nothing/"]:
        client.get(address, **visitor)
        client.post(address, {"text": "Sample"}, **visitor)
    client.raise_request_exception = False
    monkeypatch.setattr("pages.site.context.site_context_for", None)
    assert client.get(index.url, **visitor).status_code == 500

    assert "Not Found: /en/nothing/" in caplog.text
    assert "Internal Server Error" in caplog.text
    assert "203.0.113." not in caplog.text
