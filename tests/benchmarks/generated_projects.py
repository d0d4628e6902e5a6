"""Projects made up by the thousand, to measure with. Never part of a site: only benchmarks and tests call this."""

from datetime import timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from pages.values.cache import invalidate
from pages.values.partial_dates import PartialDate
from programmes.areas import ProgrammeAreaPage
from programmes.organisations import Donor
from programmes.places import Province
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage

STATUSES = [ProjectPage.Status.COMPLETED, ProjectPage.Status.ACTIVE, ProjectPage.Status.NOT_STATED]
WORDS = ["borders", "legislation", "young people", "return", "climate", "health", "statistics", "trafficking"]
SYLLABLES = ["ba", "tru", "go", "den", "ra", "zul", "ki", "lo", "mar", "ni", "po", "tra", "su", "ten", "va", "ho"]
DONORS = 40


@transaction.atomic
def make_projects(count):
    """Make `count` published sample projects below the areas of work, in the original language only.

    Goes below Wagtail's own way of saving, which would take a second for thirty: no revisions, no log entries.
    """
    english = Locale.objects.get(language_code="en")
    areas = list(ProgrammeAreaPage.objects.live().filter(locale=english))
    provinces = list(Province.objects.filter(locale=english))
    donors = [Donor.objects.get_or_create(name=f"Sample donor {number}", locale=english)[0] for number in range(DONORS)]
    kind = ContentType.objects.get_for_model(ProjectPage)
    begun = {area.pk: area.numchild for area in areas}
    pages = [_page(number, areas, begun, english, kind) for number in range(count)]
    pages = Page.objects.bulk_create(pages, batch_size=500)
    facts = [_facts(number, page) for number, page in enumerate(pages)]
    # Django's `bulk_create` refuses a model with a parent; of what it does this is the part for one table.
    ProjectPage._base_manager.all()._batched_insert(facts, ProjectPage._meta.local_concrete_fields, batch_size=500)
    for area in areas:
        Page.objects.filter(pk=area.pk).update(numchild=begun[area.pk])
    grants = [
        ProjectDonor(page_id=page.pk, donor=donors[number % DONORS], amount=1000 + number, currency="USD", sort_order=0)
        for number, page in enumerate(pages)
        if number % 3
    ]
    ProjectDonor.objects.bulk_create(grants, batch_size=500)
    through = ProjectPage.locations.through
    places = [
        through(projectpage_id=page.pk, province_id=provinces[number % len(provinces)].pk)
        for number, page in enumerate(pages)
    ]
    through.objects.bulk_create(places, batch_size=500)
    invalidate()


def place_name(number):
    """A made-up word of its own for each number, as each text brings names that no other one has."""
    name = ""
    while number or not name:
        number, at = divmod(number, len(SYLLABLES))
        name += SYLLABLES[at]
    return f"{name}abat".title()


def _page(number, areas, begun, locale, kind):
    area = areas[number % len(areas)]
    begun[area.pk] += 1
    slug, now = f"sample-{area.pk}-{begun[area.pk]}", timezone.now()
    title = f"Sample project {number} on {WORDS[number % len(WORDS)]} in {place_name(number)}"
    return Page(
        title=title,
        draft_title=title,
        slug=slug,
        path=Page._get_path(area.path, area.depth + 1, begun[area.pk]),
        depth=area.depth + 1,
        url_path=f"{area.url_path}{slug}/",
        content_type=kind,
        locale=locale,
        translation_key=uuid5(NAMESPACE_URL, f"sample-{area.pk}-{begun[area.pk]}"),
        live=True,
        first_published_at=now,
        last_published_at=now,
    )


def _facts(number, page):
    year = 1998 + number % 27
    ends = timezone.localdate() - timedelta(days=30) if number % 3 == 0 else None
    return ProjectPage(
        page_ptr_id=page.pk,
        summary=f"A sample summary of project {number}.",
        status=STATUSES[number % 3],
        start_date=PartialDate(year),
        end_date=PartialDate(max(year, ends.year - 1)) if ends else PartialDate(year + 2),
        project_id=f"SA.{page.pk:06}",
        budget_amount=Decimal(10_000 + number) if number % 2 else None,
        budget_currency="USD" if number % 2 else "",
        budget_as_of=PartialDate(2026) if number % 2 else None,
        budget_source="A sample source" if number % 2 else "",
    )
