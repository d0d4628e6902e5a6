"""The sitemap of a large site comes in parts, of which a publish changes one."""

import re

import pytest
from wagtail.models import Locale, Page

from iom_site import sitemaps
from pages.content.standard import StandardPage
from pages.listings.models import empty_lists
from pages.values.cache import invalidate

pytestmark = pytest.mark.database


@pytest.fixture
def many(monkeypatch, db):
    """A site that holds more than fits into one part."""
    monkeypatch.setattr(sitemaps, "PAGES_A_PART", 20)
    invalidate()


def listed(text):
    return re.findall(r"<loc>(.*?)</loc>", text)


def parts(client):
    return {address: client.get(address).text for address in listed(client.get("/sitemap.xml").text)}


def changed(before, after):
    return [address for address in before.keys() | after.keys() if before.get(address) != after.get(address)]


def test_small_site_has_one_part(client, db):
    assert len(parts(client)) == 1


def test_parts_hold_every_page_once_and_translations_together(client, many):
    found = parts(client)

    assert len(found) > 8
    offered = Page.objects.live().filter(depth__gt=1).exclude(pk__in=empty_lists())
    assert sorted(page for text in found.values() for page in listed(text)) == sorted(each.full_url for each in offered)
    for text in found.values():
        assert {*re.findall(r'hreflang="\w\w" href="([^"]+)"', text)} <= {*listed(text)}


def test_publish_changes_one_part_and_unpublish_gives_it_back(client, many, home):
    before = parts(client)
    page = home.add_child(instance=StandardPage(title="Sample", slug="sample"))
    page.copy_for_translation(Locale.objects.get(language_code="ru")).save_revision().publish()
    published = parts(client)

    (part,) = changed(before, published)
    assert "/en/sample/" in published[part]
    assert "/ru/sample/" in published[part]
    assert listed(client.get("/sitemap.xml").text)
    for each in page.get_translations(inclusive=True):
        each.unpublish()
    assert changed(before, parts(client)) == []


def test_part_costs_the_same_queries_however_many_pages_it_holds(client, many, django_assert_max_num_queries):
    for address in (*parts(client), "/sitemap.xml"):
        invalidate()
        client.get("/en/")
        with django_assert_max_num_queries(6):
            client.get(address)


@pytest.mark.parametrize("name", ["all", "zz", "0000", "A"])
def test_part_that_is_none_is_not_there(client, many, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404
