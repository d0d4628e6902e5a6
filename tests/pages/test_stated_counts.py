"""“Five countries” after a sixth: whoever keeps the pages is told which of them say so."""

import pytest

from pages.content.regional import CountryPage
from pages.content.strategy import ObjectivePage
from tests.html import Document

COUNTRIES, OBJECTIVES = "another number of countries", "another number of objectives"


def line(client, words):
    found = [Document(each) for each in Document(client.get("/admin/").text).root.xpath("//li")]
    return next((each for each in found if words in each.text), None)


def publish(page):
    page.save_revision().publish()


def test_nothing_is_told_while_all_numbers_hold(client, publisher):
    assert line(client, COUNTRIES) is None
    assert line(client, OBJECTIVES) is None


@pytest.mark.parametrize(("language", "title"), [("en", "Home"), ("ru", "Главная"), ("tk", "Baş sahypa")])
def test_after_a_sixth_country_each_page_that_says_five_is_named(client, publisher, language, title):
    region = CountryPage.objects.filter(locale__language_code=language).first().get_parent()
    publish(region.add_child(instance=CountryPage(title="Sample", slug="sample", iso2="XX", live=False)))
    told = line(client, COUNTRIES)

    assert title in told.text
    assert region.title in told.text
    assert [link for link in told.links if link.endswith("/edit/")] == told.links
    assert line(client, OBJECTIVES) is None


def test_after_an_objective_was_taken_away_the_page_that_says_eight_is_named(client, publisher):
    ObjectivePage.objects.filter(locale__language_code="en").first().unpublish()

    assert "IOM strategy in Central Asia" in line(client, OBJECTIVES).text
