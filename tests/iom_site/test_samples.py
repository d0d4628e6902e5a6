"""Samples to try the site with: marked wherever they are read, and gone without a trace."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection, Page, Revision

from pages.base.media import SiteDocument, SiteImage
from pages.news.models import NewsPage
from tests.html import Document

WORDS = {"en": "Sample", "ru": "Образец", "tk": "Nusga"}
BANNER = {"en": "This is a sample.", "ru": "Это образец.", "tk": "Bu nusgadyr."}


@pytest.fixture
def load(settings):
    settings.LOCAL = True
    return lambda **options: call_command("load_samples", verbosity=0, **options)


def state():
    files = [sorted(model.objects.values_list("pk")) for model in (SiteImage, SiteDocument, Collection)]
    return sorted(Page.objects.values_list("pk", "title", "live")), files


def samples(code):
    return Page.objects.live().filter(slug__startswith="sample-", locale__language_code=code)


# To load them takes most of twenty seconds, so that much is asked of what was loaded once.


def test_every_sample_says_that_it_is_one_and_no_other_page_does(client, db, load, subtests):
    load()

    for code in WORDS:
        with subtests.test(code):
            pages = samples(code)
            assert len({type(page.specific) for page in pages}) == 6
            for page in pages:
                assert page.title.startswith(WORDS[code])
                assert BANNER[code] in Document(client.get(page.url).text).text.replace("\xa0", " ")
    with subtests.test("pages that are none"):
        assert BANNER["en"] not in client.get("/en/news/").text
        assert BANNER["en"] not in client.get("/en/").text


def test_one_command_removes_them_and_nothing_else_however_often_they_were_made(db, load):
    before = state()
    load()
    loaded = state(), Revision.objects.count()
    load()
    assert (state(), Revision.objects.count()) == loaded
    load(remove=True)
    assert state() == before

    load()
    assert samples("tk").count() == 12
    item = NewsPage.objects.get(slug="sample-news", locale__language_code="en")
    copy = item.copy(update_attrs={"slug": "own", "title": "An item of staff"})
    load(remove=True)

    assert not samples("tk").exists()
    assert NewsPage.objects.get(pk=copy.pk).image.title == "Sample picture 1", "what staff made of them stays"
    assert SiteImage.objects.filter(collection__name="Sample").count() == 1


def test_server_has_no_samples(db, load, settings):
    settings.LOCAL = False
    with pytest.raises(CommandError):
        load()
    load(remove=True)

    assert not samples("en").exists()
