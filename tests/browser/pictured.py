"""A picture wherever one may stand, each of its own: what the heaviest pages of the site are measured with."""

from uuid import uuid4

from django.core.files.base import ContentFile

from pages.base.media import SiteImage, SiteImageRendition
from pages.listings.index import listing_models
from pages.values.cache import invalidate
from programmes.areas import ProgrammeAreaPage
from programmes.projects import ProjectPage


def give():
    """Give one to every item, area of work and project that is published in English."""
    drawn = SiteImage.objects.get(credit="Sample maker")
    for model in (*listing_models(), ProgrammeAreaPage, ProjectPage):
        for page in model.objects.live().filter(locale__language_code="en"):
            model.objects.filter(pk=page.pk).update(image=_another(drawn))
    invalidate()


def _another(drawn):
    """The same photograph under addresses of its own, drawn already: a browser fetches it anew."""
    image = SiteImage.objects.get(pk=drawn.pk)
    image.pk = None
    SiteImage.objects.bulk_create([image])
    copies = list(drawn.renditions.all())
    for each in copies:
        each.pk, each.image = None, image
        each.file = ContentFile(each.file.read(), f"{uuid4()}.{each.file.name.rpartition('.')[2]}")
    SiteImageRendition.objects.bulk_create(copies)
    return image
