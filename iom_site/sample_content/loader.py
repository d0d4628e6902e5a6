"""Sample items for trying the site out: made and removed in one command, on a machine of one's own only.

They are data like the initial content, with a few more words: `days` (from today at ten in the morning), `picture`,
`file` and `about`. `InitialContentRecord` remembers them under keys that begin with "sample-".
"""

from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from PIL import Image, ImageDraw
from wagtail.models import Collection, Page, ReferenceIndex

from iom_site.initial_content.loader import Language, Report, languages, page_model
from pages.base.media import SiteDocument, SiteImage
from pages.site.initial_content import SAMPLE, InitialContentRecord, sample_keys, translation_key
from pages.values import social_card

FOLDER = Path(__file__).parent
COLLECTION = "Sample"
HOUR = time(10)
# What a translation must have too, though readers are shown that of its original.
SHARED = {"published_on", "starts_at", "ends_at", "date", "closes_at"}
COLOURS = (social_card.BLUE, "#1f6f5c", "#7a3b69", "#8a4b08")


@transaction.atomic
def load():
    """Make the items that are not there yet, in every language; answers a `Report`."""
    report = Report()
    for code in languages():
        _Samples(code, report, FOLDER).load_pages()
    return report


@transaction.atomic
def remove():
    """Remove the items, their translations, their pictures and files; answers how many pages that were.

    A picture or file that something else shows by now stays.
    """
    pages = [page.specific for page in Page.objects.filter(translation_key__in=sample_keys())]
    for page in pages:
        page.delete()
    InitialContentRecord.objects.filter(key__startswith=SAMPLE).delete()
    collection = Collection.objects.filter(name=COLLECTION, depth=2).first()
    if collection:
        _remove_files(collection)
    return len(pages)


def _remove_files(collection):
    files = [file for model in (SiteImage, SiteDocument) for file in model.objects.filter(collection=collection)]
    ours = [file for file in files if not file.uploaded_by_user_id and not ReferenceIndex.get_references_to(file)]
    for file in ours:
        file.delete()
    if len(ours) == len(files):
        collection.delete()


class _Samples(Language):
    """The sample items of one language."""

    def _page(self, record):
        about, kind = record.pop("about", []), page_model(record["type"], record["key"])
        days, picture, file = (record.pop(name, None) for name in ("days", "picture", "file"))
        if record["key"] not in self.loaded:
            record["title"] = f"{self.data['word']}: {record['title']}"
            record["image"] = picture and _picture(picture)
            record |= {name: _moment(kind._meta.get_field(name), count) for name, count in (days or {}).items()}
            if file:
                record["files"] = [{"type": "file", "value": _document(file, self.locale).pk}]
            if source := kind.objects.sources().filter(translation_key=translation_key(record["key"])).first():
                record |= {name: getattr(source, name) for name in source.shared_fields if name in SHARED}
        before = len(self.waiting)
        super()._page(record)
        for _made, later in self.waiting[before:]:
            later["about"] = about

    def _finish(self, page, later):
        if about := later.pop("about"):
            relation = type(page).relations.rel.related_model
            page.relations = [relation(related=self._made(key)) for key in about]
        super()._finish(page, later)


def _moment(field, days):
    day = timezone.make_aware(datetime.combine(timezone.localdate(), HOUR)) + timedelta(days=days)
    return day if isinstance(field, models.DateTimeField) else timezone.localdate(day)


def _collection():
    found = Collection.objects.filter(name=COLLECTION, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def _drawing(number):
    """Three hills and the octagon of the site, with a word that says what it is."""
    picture = Image.new("RGB", (1200, 800), social_card.PALE)
    pen = ImageDraw.Draw(picture)
    for place, colour in enumerate(COLOURS[number % 4 :] + COLOURS[: number % 4]):
        top = 420 + place * 90
        hills = [(0, 800), (0, top), (300 + 130 * place, top - 110), (760, top + 40), (1200, top - 60), (1200, 800)]
        pen.polygon(hills, colour)
    pen.regular_polygon((960, 190, 90), 8, rotation=22.5, fill=social_card.YELLOW)
    pen.text((80, 80), f"SAMPLE {number}", fill=social_card.DEEP, font=social_card.font(84))
    return picture


def _save(model, title, name, form, **more):
    collection = _collection()
    found = model.objects.filter(collection=collection, title=title).first()
    if found:
        return found
    number = int(title.rpartition(" ")[2])
    file = BytesIO()
    _drawing(number).save(file, form)
    return model.objects.create(
        title=title, file=ContentFile(file.getvalue(), f"{name}-{number}.{form.lower()}"), collection=collection, **more
    )


def _picture(number):
    words = f"Sample picture {number}"
    return _save(SiteImage, words, "sample", "PNG", description=words, shows_people=SiteImage.People.NOBODY)


def _document(number, locale):
    return _save(SiteDocument, f"Sample document {number}", "sample", "PDF", language=locale)
