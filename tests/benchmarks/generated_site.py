"""A site of the size that an office has after many years, in the database and the uploads of this process.

Never part of a site: only benchmarks call it, within `manage.py shell`.
"""

import os
from io import BytesIO

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, Page, Revision

from pages.base.media import SiteDocument, SiteImage
from tests.benchmarks.generated_items import make_items
from tests.pages.listings.samples import KINDS

LARGE_BYTES = 50_000_000  # more than any upload may have


def make_site(pages, pictures):
    """Items of all kinds, each with a revision as Wagtail keeps it; pictures of a few points; one very large file."""
    for kind in KINDS:
        make_items(kind, pages // len(KINDS))
    _make_revisions()
    _make_pictures(pictures)
    name = default_storage.save("documents/sample-large.bin", ContentFile(os.urandom(LARGE_BYTES)))
    SiteDocument.objects.bulk_create([SiteDocument(title="A sample", file=name, file_size=LARGE_BYTES)])


def _make_revisions():
    base, now = ContentType.objects.get_for_model(Page), timezone.now()
    words = "Sample words of a body that says the same again and again. " * 50
    for kind in KINDS:
        own = ContentType.objects.get_for_model(kind)
        made = kind.objects.filter(slug__startswith="generated-").values_list("pk", "title")
        revisions = (
            Revision(
                content_type=own,
                base_content_type=base,
                object_id=str(pk),
                created_at=now,
                object_str=title,
                content={"pk": pk, "title": title, "body": words},
            )
            for pk, title in made.iterator()
        )
        Revision.objects.bulk_create(revisions, batch_size=500)


def _make_pictures(count):
    collection, images = Collection.get_first_root_node(), []
    for number in range(count):
        file = BytesIO()
        Image.new("RGB", (16, 12), (number % 256, number // 256, 99)).save(file, "PNG")
        content = file.getvalue()
        name = default_storage.save(f"original_images/sample-{number}.png", ContentFile(content))
        images.append(
            SiteImage(
                title=f"Sample {number}",
                file=name,
                width=16,
                height=12,
                file_size=len(content),
                collection=collection,
                shows_people=SiteImage.People.NOBODY,
            )
        )
    SiteImage.objects.bulk_create(images, batch_size=500)
