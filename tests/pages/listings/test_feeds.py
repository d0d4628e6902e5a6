"""Feeds hold the newest items whole."""

import pytest
from lxml import etree

from pages.news.models import NewsPage
from tests.pages.listings import samples
from tests.pages.listings.reading import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address):
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content).findall(f"{ATOM}entry")


@pytest.mark.parametrize("kind", samples.KINDS)
def test_feed_holds_the_newest_twenty_with_their_full_text(client, db, kind):
    samples.make_many(kind, 21)
    item = samples.make(kind, "Sample & <last>")
    url = samples.list_of(kind).url
    found = entries(client, f"{url}feed.xml")

    assert len(found) == 20
    entry = next(each for each in found if each.findtext(f"{ATOM}title") == "Sample & <last>")
    assert "A sample text of its own." in entry.findtext(f"{ATOM}content")
    assert entry.find(f"{ATOM}link").get("href") == ROOT + item.url
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert f"{url}feed.xml" in client.get(url).text
    assert f"{url}feed.xml" in client.get(item.url).text


def test_feed_takes_the_filters_of_the_list(client, db):
    samples.make(NewsPage, "Sample one", kind="statement")
    samples.make(NewsPage, "Sample two", kind="press_release")

    found = entries(client, "/en/news/feed.xml?kind=press_release")

    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["Sample two"]


def test_addresses_in_a_feed_are_whole(client, db):
    body = [{"type": "text", "value": '<p><a href="/en/privacy/">Sample</a> <a href="#x">x</a></p>'}]
    item = samples.make(NewsPage, body=body)
    content = entries(client, "/en/news/feed.xml")[0].findtext(f"{ATOM}content")

    assert f'href="{ROOT}/en/privacy/"' in content
    assert "<svg" not in content
    assert item.title


def test_empty_feed_is_a_feed_that_stays_the_same(client, db):
    first, second = (client.get("/ru/news/feed.xml") for _ in range(2))

    assert entries(client, "/ru/news/feed.xml") == []
    assert first.content == second.content
