"""Projects for tests: visibly samples, in whatever number."""

from decimal import Decimal

from wagtail.models import Locale

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.translations.status import mark_current
from programmes.areas import ProgrammeAreaPage
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage


def area(code="A3.1", language="en"):
    """An area of work of the initial content, by its code."""
    original = ProgrammeAreaPage.objects.get(code=code, locale__language_code="en")
    return original if language == "en" else original.get_translation(Locale.objects.get(language_code=language))


def donor(name="Sample donor", **fields):
    """A donor, made if it is not there."""
    english = Locale.objects.get(language_code="en")
    return Donor.objects.filter(name=name, locale=english).first() or Donor.objects.create(
        name=name, locale=english, **fields
    )


def project(title="Sample project", code="A3.1", donors=(), publish=True, **facts):
    """A project below an area. `donors` are names, or `(name, amount, currency, year)`; lists are given as lists."""
    many = {name: facts.pop(name) for name in list(facts) if isinstance(facts[name], list | tuple)}
    page = ProjectPage(title=title, locale=Locale.objects.get(language_code="en"), live=False, **facts)
    area(code).add_child(instance=page)
    for given in donors:
        name, amount, currency, year = given if isinstance(given, tuple) else (given, None, "", None)
        page.donors.add(ProjectDonor(donor=donor(name), amount=amount, currency=currency, year=year))
    for name, values in many.items():
        setattr(page, name, values)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return ProjectPage.objects.get(pk=page.pk)


def translated(page, language, title):
    """The published translation of a project whose area has one."""
    copy = page.copy_for_translation(Locale.objects.get(language_code=language), copy_parents=True)
    copy.title = title
    mark_current(copy, page)
    copy.save_revision().publish()
    return ProjectPage.objects.get(pk=copy.pk)


SECRET = "Only for staff"


def full_project(title="Sample of everything", **facts):
    """A project with something in every field."""
    english = area().locale
    partner = Partner.objects.get_or_create(name="Sample partner", locale=english, kind="22")[0]
    authority = Partner.objects.get_or_create(name="Sample authority", locale=english, kind="10")[0]
    given = {
        "summary": "What the sample is about.",
        "source_title": "Sample as recorded",
        "status": "active",
        "status_as_of": "2026-01",
        "start_date": "2024",
        "end_date": "2027-06",
        "project_type": "Sample type",
        "coverage": "national",
        "funding_stream": "Sample fund",
        "project_id": "SA.0001",
        "other_ids": "X-1; X-2",
        "budget_amount": Decimal("1250000.5"),
        "budget_currency": "USD",
        "budget_as_of": "2025",
        "budget_source": "https://donor.example/record",
        "awaits_check": True,
        "donors": [("Sample donor", 10, "EUR", 2024), "Second donor"],
        "benefiting_countries": [Country.objects.get(iso2="TM", locale=english)],
        "implementing_partners": [partner],
        "government_counterparts": [authority],
        "locations": [Province.objects.get(code="TM-A", locale=english)],
        "gcm_objectives": [GCMObjective.objects.get(number=23, locale=english)],
        "sdg_targets": [SDGTarget.objects.get(code="10.7", locale=english)],
        "results": [("result", RESULT)],
        "beneficiaries": [("people", PEOPLE)],
        "sources": [
            ("source", {"title": "Sample record", "url": "https://donor.example/", "accessed_on": "2026-02-03"})
        ],
        "content_owner": SECRET,
    }
    return project(title, **{**given, **facts})


RESULT = {
    "indicator": "Officials trained",
    "baseline": Decimal("0"),
    "target": Decimal("100"),
    "actual": Decimal("42.5"),
    "unit": "per cent",
    "as_of": "2026-03",
    "source": "Sample report",
}
PEOPLE = {
    "group": "Sample students",
    "sex": "women",
    "age_band": "18–29",
    "planned": 50,
    "reached": 20,
    "as_of": "2026",
    "source": "Sample report",
}
