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


@pytest.mark.parametrize("code", WORDS)
def test_every_sample_says_that_it_is_one(client, db, load, code):
    load()
    pages = samples(code)

    assert len({type(page.specific) for page in pages}) == 6
    for page in pages:
        assert page.title.startswith(WORDS[code])
        assert BANNER[code] in Document(client.get(page.url).text).text.replace("\xa0", " ")


def test_no_other_page_says_so(client, db, load):
    load()

    assert BANNER["en"] not in client.get("/en/news/").text
    assert BANNER["en"] not in client.get("/en/").text


def test_second_run_changes_nothing(db, load):
    load()
    before = state(), Revision.objects.count()
    load()

    assert (state(), Revision.objects.count()) == before


def test_one_command_removes_them_and_nothing_else(db, load):
    before = state()
    load()
    load(remove=True)

    assert state() == before
    load()
    assert samples("tk").count() == 12


def test_what_staff_made_of_them_stays(db, load):
    load()
    item = NewsPage.objects.get(slug="sample-news", locale__language_code="en")
    copy = item.copy(update_attrs={"slug": "own", "title": "An item of staff"})
    load(remove=True)

    assert NewsPage.objects.get(pk=copy.pk).image.title == "Sample picture 1"
    assert SiteImage.objects.filter(collection__name="Sample").count() == 1


def test_server_has_no_samples(db, load, settings):
    settings.LOCAL = False
    with pytest.raises(CommandError):
        load()
    load(remove=True)

    assert not samples("en").exists()
