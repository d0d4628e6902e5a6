"""A list or a file that is not public tells nobody of its items; `tests/pages/access` walks each kind of item."""

import pytest
from wagtail.models import PageViewRestriction

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
