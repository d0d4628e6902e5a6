"""Consents, and what relies on them. All of it is visibly a sample."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from pages.base.consents import ConsentRecord
from pages.base.media import SiteImage
from pages.news.models import NewsPage
from tests.factories import photograph
from tests.pages.listings import samples

GIVEN = timedelta(days=40)


def make_consent(reference="C-1", **fields):
    given = {
        "for_website": True,
        "age": "adult",
        "given_on": timezone.localdate() - GIVEN,
        "form_kept_at": "Sample box",
        "scope": "Sample scope",
    }
    return ConsentRecord.objects.create(reference=reference, **{**given, **fields})


def make_picture(consent=None, shows="consent", title="Sample portrait", **fields):
    fields = {"description": "A sample sight", "shows_people": shows, **fields}
    return SiteImage.objects.create(
        title=title, file=ContentFile(photograph(), "sample.jpg"), consent=consent, **fields
    )


def make_story(consent, live=True, **fields):
    return samples.make(NewsPage, "Sample xylophone", kind="story", consent=consent, live=live, place="", **fields)


def figure(image):
    picture = {"image": image.pk, "alt_text": "Sample", "decorative": False}
    return {"type": "figure", "value": {"picture": picture, "caption": "Sample", "credit": ""}}


def yesterday():
    return timezone.localdate() - timedelta(days=1)
