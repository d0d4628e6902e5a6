"""Whatever changes, a browser that has a page is told so: what it is given equals a fresh rendering everywhere."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from pages.base.media import SiteDocument, SiteImage
from pages.content.home import HomePage
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
    *("/en/sample-with-files/", "/en/sample-of-tomorrow/", "/en/sample-of-today/", "/en/old-address/"),
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
    "picture": lambda: change_file(SiteImage, credit="Another sample credit"),
    "document": lambda: change_file(SiteDocument, title="Another sample document"),
    "redirect": lambda: Redirect.objects.create(old_path="/en/old-address", redirect_page=accessibility()),
    "set time": lambda: at_their_time("go_live_at", "sample-of-tomorrow"),
    "end": lambda: at_their_time("expire_at", "sample-of-today"),
}


def change_file(model, **changed):
    found = model.objects.get()
    for name, value in changed.items():
        setattr(found, name, value)
    found.save()


def scheduled(slug, **times):
    """A page that appears or ends tomorrow."""
    made = StandardPage(title=f"Sample {slug}", slug=slug, live="expire_at" in times, **times)
    made = page(HomePage).add_child(instance=made)
    made.save_revision(approved_go_live_at=times.get("go_live_at"))


def at_their_time(field, slug):
    """It has come, and the scheduler looks."""
    now, found = timezone.now(), Page.objects.get(slug=slug).specific
    setattr(found, field, now)
    found.save_revision(approved_go_live_at=now if field == "go_live_at" else None)
    Page.objects.filter(pk=found.pk).update(**{field: now})
    call_command("publish_scheduled")


def with_files():
    """A page with a picture and a document."""
    picture, document = BytesIO(), listed.make_document()
    Image.new("RGB", (40, 30)).save(picture, "PNG")
    file = ContentFile(picture.getvalue(), "sample.png")
    image = SiteImage.objects.create(title="Sample", file=file, credit="Sample", shows_people="nobody")
    shown = {"image": image.pk, "alt_text": "Sample", "decorative": False}
    body = [
        {"type": "figure", "value": {"picture": shown, "caption": "", "credit": ""}},
        {"type": "documents", "value": {"documents": [document.pk]}},
    ]
    page(HomePage).add_child(instance=StandardPage(title="Sample", slug="sample-with-files", body=json.dumps(body)))


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
    with_files()
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled("sample-of-tomorrow", go_live_at=tomorrow)
    scheduled("sample-of-today", expire_at=tomorrow)
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
