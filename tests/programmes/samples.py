"""Projects for tests: visibly samples, in whatever number."""

from wagtail.models import Locale

from pages import freshness
from programmes.models import Donor, ProgrammeAreaPage, ProjectDonor, ProjectPage


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
    freshness.bring_up_to_date(copy, page)
    copy.save_revision().publish()
    return ProjectPage.objects.get(pk=copy.pk)
