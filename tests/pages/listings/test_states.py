"""Nothing that is not public is reached by any address, list, feed, calendar, search, map of the site or card."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from pages.listings.index import listing_models
from pages.news.models import NewsPage
from pages.publications.models import PublicationPage
from tests.pages.listings import samples

SECRET = "Sample Xylophone"


def reached(client, item):
    """The ways on which a reader meets an item: its own addresses, and whatever names it."""
    kind, url = type(item), item.url or item.get_parent().url + f"{item.slug}/"
    index = samples.list_of(kind).url
    card = f"/card/{item.pk}-000000000000.png"
    own = [url, f"{url}event.ics", card]
    ways = {address for address in own if _is_shown(client, address)}
    named = ["/en/", index, f"{index}?q=xylophone", f"{index}feed.xml", f"{index}calendar.ics", samples.a_project().url]
    named += ["/en/search/?q=xylophone", "/en/all-pages/", "/sitemap.xml"]
    for address in named:
        text = client.get(address).content.decode().replace("\r\n ", "")
        if SECRET in text or url in text:
            ways.add(address)
    return ways


def _is_shown(client, address):
    """Whether it answers, and with more than the question for a password."""
    response = client.get(address, follow=True)
    return response.status_code == 200 and b"password" not in response.content


def test_every_kind_is_walked():
    assert set(listing_models()) == set(samples.KINDS)


@pytest.mark.parametrize("kind", samples.KINDS)
def test_draft_scheduled_live_expired_and_private(client, db, kind):
    samples.make(kind, "Sample other")  # so that the list itself is offered
    item = samples.make(kind, SECRET, about=[samples.a_project()], live=False)
    assert reached(client, item) == set()

    # Embargo: approved, to appear in an hour.
    item.go_live_at = timezone.now() + timedelta(hours=1)
    item.save_revision().publish()
    assert reached(client, item) == set()

    item.go_live_at = None
    item.save_revision().publish()
    item.refresh_from_db()
    ways = reached(client, item)
    assert {item.url, samples.list_of(kind).url, f"{samples.list_of(kind).url}feed.xml", "/sitemap.xml"} <= ways
    assert {"/en/search/?q=xylophone", "/en/all-pages/", samples.a_project().url} <= ways
    assert ("/en/" in ways) == (kind is NewsPage)

    restriction = PageViewRestriction.objects.create(page=item, restriction_type="password", password="sample")
    assert reached(client, item) == set()
    restriction.delete()
    assert item.url in reached(client, item)

    item.expire_at = timezone.now() - timedelta(seconds=1)
    item.save_revision().publish()
    call_command("publish_scheduled")
    item.refresh_from_db()
    assert reached(client, item) == set()


def test_file_of_a_publication_keeps_its_embargo(client, db):
    document = samples.make_document("xylophone.txt")
    item = samples.make(PublicationPage, SECRET, files=[("file", document)], live=False)
    assert client.get(document.url).status_code == 404

    item.save_revision().publish()
    assert client.get(document.url).status_code == 200

    restriction = PageViewRestriction.objects.create(page=item, restriction_type="login")
    assert client.get(document.url).status_code == 404
    restriction.delete()
    PublicationPage.objects.get(pk=item.pk).unpublish()
    assert client.get(document.url).status_code == 404


def test_staff_read_a_file_before_readers_do(client, editor):
    assert client.get(samples.make_document().url).status_code == 200


@pytest.mark.parametrize("kind", samples.KINDS)
def test_private_list_keeps_its_items(client, db, kind):
    item = samples.make(kind, SECRET, about=[samples.a_project()])
    PageViewRestriction.objects.create(page=samples.list_of(kind), restriction_type="login")

    assert reached(client, item) == set()
    assert SECRET not in client.get("/en/").text
