"""Whatever changes, a browser that has a page is told so: what it is given equals a fresh rendering everywhere."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from pages.content.standard import StandardPage
from pages.help.hotlines import Hotline
from pages.news.models import NewsPage
from pages.opportunities.models import VacancyPage
from pages.site.models import Alert, SiteIdentity, SiteTexts
from pages.values import cache as kept
from pages.values import site_version
from programmes.organisations import Donor
from programmes.projects import ProjectPage
from tests.factories import make_hotline
from tests.pages.listings import samples as listed
from tests.programmes import samples

pytestmark = pytest.mark.database
ADDRESSES = (
    *("/en/", "/ru/", "/tk/", "/en/who-we-are/", "/ru/who-we-are/", "/en/who-we-are/strategy/", "/en/accessibility/"),
    *("/ru/accessibility/", "/en/news/", "/en/news/feed.xml", "/en/opportunities/", "/en/opportunities/?state=open"),
    *("/en/our-work/", "/en/our-work/projects/", "/en/our-work/projects/?status=active", "/en/our-work/donors/"),
    *("/en/all-pages/", "/ru/all-pages/", "/en/calendar/", "/sitemap.xml", "/en/site.webmanifest"),
    *("/en/info/", "/en/info/4/", "/en/card/", "/help.txt"),
)


def page(model=StandardPage, **names):
    return model.objects.live().filter(locale__language_code="en", **names).first()


def accessibility():
    return page(slug="accessibility")


def publish(found, **changed):
    for name, value in changed.items():
        setattr(found, name, value)
    found.save_revision().publish()


def alert(title="Another sample", **times):
    Alert.objects.create(title=title, text="<p>Sample alert</p>", locale=accessibility().locale, **times)


def office(**changed):
    SiteIdentity.objects.update_or_create(site=Site.objects.get(), defaults=changed)


CHANGES = {
    "publish": lambda: publish(accessibility(), title="Sample title"),
    "unpublish": lambda: accessibility().unpublish(),
    "delete": lambda: accessibility().delete(),
    "move": lambda: accessibility().move(page(NewsPage).get_parent(), pos="left"),
    "new address": lambda: publish(accessibility(), slug="sample-address"),
    "permission": lambda: PageViewRestriction.objects.create(page=accessibility(), restriction_type="login"),
    "last item of a list": lambda: page(NewsPage).unpublish(),
    "footer": lambda: publish(SiteTexts.objects.get(locale__language_code="ru"), footer_about="Образец."),
    "setting": lambda: SiteIdentity.objects.update_or_create(
        site=Site.objects.get(), defaults={"phone": "+99312000000"}
    ),
    "alert": alert,
    "project": lambda: publish(page(ProjectPage, title="Sample project"), title="Another project"),
    "donor": lambda: publish_donor("Another donor"),
    "translation": lambda: samples.translated(page(ProjectPage, title="Sample project"), "ru", "Образец перевода"),
    "original of a translation": lambda: publish(accessibility(), body=[{"type": "text", "value": "<p>Sample.</p>"}]),
    "deadline": lambda: publish(page(VacancyPage), closes_at=timezone.now() - timedelta(minutes=1)),
    "hotline": lambda: Hotline.objects.all().delete(),
}


def publish_donor(name):
    donor = Donor.objects.get(name="Sample donor")
    donor.name = name
    donor.save()


@pytest.fixture
def reader(db):
    """A browser that has every page: `reader()` asks again and says which addresses changed, checked one by one."""
    samples.project("Sample project", status="active", donors=["Sample donor"])
    listed.make(NewsPage)
    listed.make(VacancyPage, title="Sample vacancy", closes_at=timezone.now() + timedelta(days=3))
    make_hotline(days_ago=30)
    alert("Sample", expire_at=timezone.now() + timedelta(hours=5))
    client = Client()
    before = {address: client.get(address) for address in ADDRESSES}

    def reader():
        tags = {address: answer.headers.get("ETag", "") for address, answer in before.items()}
        again = {address: client.get(address, headers={"if-none-match": tags[address]}) for address in before}
        cache.clear()
        kept._here.clear()
        site_version.forget()
        fresh_client = Client()
        changed = []
        for address, answer in again.items():
            shown = before[address] if answer.status_code == 304 else answer
            fresh = fresh_client.get(address)
            assert (shown.status_code, shown.content) == (fresh.status_code, fresh.content), address
            changed += [address] if shown is answer and answer.content != before[address].content else []
        return changed

    return reader


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_no_address_is_given_as_it_was(reader, change):
    change()

    assert reader()


@pytest.mark.parametrize(
    ("later", "addresses"),
    [
        (timedelta(hours=6), {"/en/"}),  # the alert is over
        (timedelta(days=1), {"/en/calendar/", "/en/info/", "/en/opportunities/"}),  # the line is due
        (timedelta(days=4), {"/en/opportunities/", "/en/opportunities/?state=open"}),  # nobody can apply any more
    ],
    ids=["an alert ends", "midnight", "a deadline"],
)
def test_when_the_clock_changes_a_page_no_address_is_given_as_it_was(reader, monkeypatch, later, addresses):
    moment = timezone.now() + later
    monkeypatch.setattr(timezone, "now", lambda: moment)

    assert addresses <= {*reader()}


def test_nothing_is_sent_again_while_nothing_changes(reader):
    assert reader() == []
