"""Every kind of change that readers can see, each as a function, and the content on which they work.

Run one by one on a fresh site they follow nothing; in their order on one site, with `BACK` after those that take away
what others need.
"""

import json
from datetime import timedelta
from io import BytesIO, StringIO

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
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

ADDRESSES = (
    *("/en/", "/ru/", "/tk/", "/en/who-we-are/", "/ru/who-we-are/", "/en/who-we-are/strategy/", "/en/accessibility/"),
    *("/ru/accessibility/", "/en/news/", "/en/news/feed.xml", "/en/opportunities/", "/en/opportunities/?state=open"),
    *("/en/our-work/", "/en/our-work/projects/", "/en/our-work/projects/?status=active", "/en/our-work/donors/"),
    *("/en/all-pages/", "/ru/all-pages/", "/en/calendar/", "/sitemap.xml", "/sitemap-all.xml", "/en/site.webmanifest"),
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
    "delete": lambda: accessibility().delete(),
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
    call_command("publish_scheduled", stdout=StringIO())


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


BACK = {
    "unpublish": lambda: publish(gone("accessibility")),
    "new address": lambda: publish(page(slug="sample-address"), slug="accessibility"),
    "permission": lambda: PageViewRestriction.objects.all().delete(),
    "project": lambda: publish(page(ProjectPage, title="Another project"), title="Sample project"),
}


def gone(slug):
    """The English page that was unpublished."""
    return StandardPage.objects.get(slug=slug, locale__language_code="en")


def prepare():
    """What the changes work on: something of each kind."""
    samples.project("Sample project", status="active", donors=["Sample donor"])
    listed.make(NewsPage)
    listed.make(VacancyPage, title="Sample vacancy", closes_at=timezone.now() + timedelta(days=3))
    make_hotline(days_ago=30)
    with_files()
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled("sample-of-tomorrow", go_live_at=tomorrow)
    scheduled("sample-of-today", expire_at=tomorrow)
    alert("Sample", expire_at=timezone.now() + timedelta(hours=5))


def forget_everything():
    """What this process kept in memory: what it makes next is made anew."""
    cache.clear()
    kept._here.clear()
    site_version.forget()
