"""Items of lists made up by the thousand, to measure with. Never part of a site: only benchmarks and tests call it."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from pages.listings.models import ListedPage
from pages.values.cache import invalidate
from pages.values.partial_dates import PartialDate
from programmes.areas import ProgrammeAreaPage
from tests.pages.listings.samples import list_of

YEARS = 20


def make_items(kind, count):
    """Make `count` published items of a kind in their list, in the original language, each about an area of work.

    Goes below Wagtail's own way of saving, which would take a second for thirty: no revisions, no log entries.
    """
    parent = Page.objects.get(pk=list_of(kind).pk)
    areas = list(ProgrammeAreaPage.objects.readable().sources())
    content_type = ContentType.objects.get_for_model(kind)
    numbers = range(parent.numchild, parent.numchild + count)
    pages = Page.objects.bulk_create([_page(parent, number, content_type) for number in numbers], batch_size=500)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + count)
    relation = kind.relations.rel.related_model
    items = [
        kind(page_ptr_id=page.pk, summary=f"A sample lead of item {number}.", **_facts(kind, number))
        for number, page in enumerate(pages)
    ]
    # Django's `bulk_create` refuses a model with a parent; of what it does this is the part for one table.
    kind._base_manager.all()._batched_insert(items, kind._meta.local_concrete_fields, batch_size=500)
    relation.objects.bulk_create(
        [
            relation(page_id=page.pk, related_id=areas[number % len(areas)].pk, sort_order=0)
            for number, page in enumerate(pages)
        ],
        batch_size=500,
    )
    invalidate()


def _page(parent, number, content_type):
    slug, now, title = f"generated-{number}", timezone.now(), f"Sample generated item {number}"
    return Page(
        title=title,
        draft_title=title,
        slug=slug,
        path=Page._get_path(parent.path, parent.depth + 1, number + 1),
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{slug}/",
        content_type=content_type,
        locale_id=parent.locale_id,
        live=True,
        first_published_at=now,
        last_published_at=now,
    )


def _facts(kind: type[ListedPage], number: int):
    """What each kind must have; half of what ends is over."""
    moment = timezone.now() + timedelta(hours=number + 1) * (1 if number % 2 else -1)
    known = {
        "date": timezone.localdate() - timedelta(days=number % (365 * YEARS)),
        "published_on": PartialDate(timezone.localdate().year - number % YEARS),
        "starts_at": moment,
        "ends_at": moment + timedelta(hours=2),
        "closes_at": moment,
        "venue": "Sample hall",
        "duty_station": "Ashgabat",
    }
    own = {field.name for field in kind._meta.get_fields()}
    return {name: value for name, value in known.items() if name in own}
