"""What somebody sees on the pages of help with no line, with lines, and at the end of a page."""

import pytest

from pages.help.models import HelpIndexPage, HelpTopicPage, SafetyPage
from tests.browser.sample_page import make_help, make_hotline
from tests.html import Document


@pytest.fixture
def index(db):
    return HelpIndexPage.objects.get(locale__language_code="en")


def opened(client, page):
    return Document(client.get(page.url).text)


def test_the_list_shows_name_number_and_hours_and_leaves_the_rest_to_the_pages(client, index):
    make_hotline(name="Sample line", number="+99300000001", hours="Day and night", cost="A sample cost")

    numbers = opened(client, index).region("Talk to someone")

    for said in ("Sample line", "+99300000001", "Day and night", "Verified on"):
        assert said in numbers.text
    assert "A sample cost" not in numbers.text


def test_the_page_of_a_situation_says_what_each_fact_of_a_line_means(client, index):
    make_hotline(cost="A sample cost", hours="Day and night")
    topic = HelpTopicPage.objects.child_of(index).get(is_urgent=True)

    page = opened(client, topic)

    assert page.described("What does it cost?") == ["A sample cost"]
    assert page.described("When?") == ["Day and night"]


def test_a_line_of_which_little_is_known_has_no_empty_rows(client, index):
    make_hotline(**dict.fromkeys(["operator", "hours", "languages", "cost", "reachable_from", "anonymous"], ""))
    topic = HelpTopicPage.objects.child_of(index).get(is_urgent=True)

    page = opened(client, topic)

    assert page.described("When?") == []
    assert len(page.region("Talk to someone").root.xpath(".//dt")) == 1


def test_without_a_number_nothing_offers_one(client, index):
    page = opened(client, index)

    assert page.region("Talk to someone") is None
    assert "card to print" not in page.text
    assert "plain text" not in page.text


def test_what_is_asked_before_a_call_is_headed_so_only_where_one_can_call(client, db):
    topic = HelpTopicPage.objects.child_of(make_help()).get(slug="a")
    assert "Before you call" not in opened(client, topic).headings

    make_hotline()
    assert "Before you call" in opened(client, topic).headings


OTHERS = {
    "en": "Reading safely and writing to us",
    "ru": "Как читать безопасно и как нам написать",
    "tk": "Howpsuz okamak we bize ýazmak",
}


@pytest.mark.parametrize("code", OTHERS)
def test_what_has_happened_heads_only_what_may_happen(client, db, code):
    index = HelpIndexPage.objects.get(locale__language_code=code)
    page = opened(client, index)

    heading, title = OTHERS[code], SafetyPage.objects.get(locale__language_code=code).title
    assert title in page.region(heading).text
    assert title not in page.region(index.topics_heading).text
    assert len(page.region(heading).root.xpath(".//li")) == 3


def test_at_the_end_of_each_page_there_is_a_way_on(client, index):
    pages = list(index.get_children().live().specific())
    for page, after in zip(pages, [*pages[1:], None], strict=True):
        links = opened(client, page).region("More pages").links
        assert links == [each.url for each in (index, after) if each]
