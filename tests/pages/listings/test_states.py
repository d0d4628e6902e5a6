"""A list or a file that is not public tells nobody of its items; `tests/pages/access` walks each kind of item."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from pages.events.models import EventPage
from pages.news.models import NewsPage
from pages.opportunities.models import CallPage, VacancyPage
from pages.publications.models import PublicationPage
from pages.site import clock
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
    named += ["/en/search/?q=xylophone", "/en/all-pages/", "/sitemap-all.xml"]
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


RUSSIAN = "Образец ксилофона"


def translated(item):
    """Its published translation into Russian."""
    page = item.copy_for_translation(Locale.objects.get(language_code="ru"))
    page.title, page.summary = RUSSIAN, "Образец."
    page.save_revision().publish()
    return type(item).objects.get(pk=page.pk)


def told_in_russian(client, translation):
    """Where readers of Russian are told of an item: in the list, its feed and the search."""
    url = samples.list_of(type(translation), "ru").url
    places = {"list": url, "feed": f"{url}feed.xml", "search": "/ru/search/?q=ксилофона"}
    return {name for name, address in places.items() if translation.url in client.get(address).text}


EVERYWHERE = {"list", "feed", "search"}


def test_every_kind_is_walked_through_what_staff_do():
    assert {NewsPage, PublicationPage, EventPage, VacancyPage, CallPage} == set(samples.KINDS)


@pytest.mark.parametrize("kind", samples.KINDS)
def test_copied_moved_unpublished_and_deleted_beside_a_translation(client, db, kind):
    """A kind of its own goes through what staff do with pages; readers of the other language are told the truth."""
    other = samples.make(kind, "Sample other")
    item = samples.make(kind, SECRET)
    translation = translated(item)
    assert client.get(translation.url).status_code == 200
    assert told_in_russian(client, translation) == EVERYWHERE
    # A copy is another item: readers are told of it when it is published, and the first one stays what it was.
    copy = item.copy(update_attrs={"title": f"{SECRET} copy", "slug": "copy"}, keep_live=False)
    assert reached(client, copy) <= reached(client, item)
    assert client.get(f"{item.get_parent().url}copy/").status_code == 404
    copy.get_latest_revision().publish()
    assert f"{SECRET} copy" in client.get(samples.list_of(kind).url).text
    copy.specific.delete()
    assert client.get(translation.url).status_code == 200

    # Moved before another: its address and its translation stay.
    item = kind.objects.get(pk=item.pk)
    item.move(other, pos="left")
    assert client.get(item.url).status_code == 200
    assert told_in_russian(client, translation) == EVERYWHERE

    # Unpublished in one language only, then in the other.
    kind.objects.get(pk=item.pk).unpublish()
    assert client.get(item.url).status_code == 404
    assert SECRET not in client.get(samples.list_of(kind).url).text
    assert client.get(translation.url).status_code == 200
    assert told_in_russian(client, translation) == EVERYWHERE
    kind.objects.get(pk=item.pk).save_revision().publish()
    kind.objects.get(pk=translation.pk).unpublish()
    assert client.get(translation.url).status_code == 404
    assert told_in_russian(client, translation) == set()
    assert client.get(item.url).status_code == 200

    # Deleted with a translation behind it: that stands alone only where its facts are its own.
    kind.objects.get(pk=translation.pk).save_revision().publish()
    kind.objects.get(pk=item.pk).delete()
    stays = not kind.shared_fields
    assert (client.get(translation.url).status_code == 200) == stays
    assert told_in_russian(client, translation) == (EVERYWHERE if stays else set())


OVER = timezone.now() - timedelta(hours=1)
# What becomes of an item after it was translated, and what readers of the translation are told from then on.
ENDINGS = [
    (VacancyPage, {"closes_at": OVER}, "подать заявку уже нельзя"),
    (CallPage, {"closes_at": OVER}, "подать заявку уже нельзя"),
    (VacancyPage, {"outcome": "cancelled"}, "Отменено. Страница сохранена"),
    (CallPage, {"outcome": "awarded"}, "подать заявку уже нельзя"),
    (EventPage, {"is_cancelled": True}, "Это мероприятие отменено"),
    (EventPage, {"starts_at": OVER - timedelta(hours=2), "ends_at": OVER}, "Это мероприятие прошло"),
]


@pytest.mark.parametrize(("kind", "changed", "words"), ENDINGS)
def test_what_ended_stays_ended_in_the_translation_when_the_original_goes(client, db, kind, changed, words):
    item = samples.make(kind, SECRET)
    translation, russian_list = translated(item), samples.list_of(kind, "ru").url
    item = kind.objects.get(pk=item.pk)
    for name, value in changed.items():
        setattr(item, name, value)
    item.save_revision().publish()
    assert words in client.get(translation.url).text
    assert RUSSIAN not in client.get(f"{russian_list}?state=open").text

    item = kind.objects.get(pk=item.pk)
    item.unpublish(set_expired=kind is VacancyPage)

    assert client.get(item.url).status_code == 404
    assert words in client.get(translation.url).text
    assert RUSSIAN not in client.get(f"{russian_list}?state=open").text
    assert RUSSIAN in client.get(russian_list).text


def test_deadline_of_an_unpublished_original_still_renews_what_readers_see(db):
    item = samples.make(VacancyPage, SECRET)
    translated(item)
    item = VacancyPage.objects.get(pk=item.pk)
    item.closes_at += timedelta(days=1)
    item.save_revision().publish()
    VacancyPage.objects.get(pk=item.pk).unpublish()

    assert clock.next_of_lists(item.closes_at - timedelta(seconds=1)) == item.closes_at


def test_original_that_was_never_published_tells_nothing_through_a_translation(client, db):
    item = samples.make(VacancyPage, SECRET, live=False, reference="SECRET-7")
    translation = translated(item)
    VacancyPage.objects.filter(pk=translation.pk).update(reference="")

    assert "SECRET-7" not in client.get(translation.url).text


def test_draft_of_an_unpublished_original_tells_nothing_through_a_translation(client, db):
    item = samples.make(VacancyPage, SECRET, reference="VN 1")
    translation = translated(item)
    item = VacancyPage.objects.get(pk=item.pk)
    item.unpublish()
    item.reference = "SECRET-7"
    item.save_revision()
    text = client.get(translation.url).text

    assert "VN 1" in text
    assert "SECRET-7" not in text


def test_file_is_given_while_a_translation_shows_it(client, db):
    document = samples.make_document("xylophone.txt")
    item = samples.make(PublicationPage, SECRET)
    translation = translated(item)
    item = PublicationPage.objects.get(pk=item.pk)
    item.files = [("file", document)]
    item.save_revision().publish()
    PublicationPage.objects.get(pk=item.pk).unpublish()
    assert document.url in client.get(translation.url).text
    assert client.get(document.url).status_code == 200

    PublicationPage.objects.get(pk=translation.pk).unpublish()
    assert client.get(document.url).status_code == 404
