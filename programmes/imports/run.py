"""Projects from a spreadsheet: rows become a plan that can be read, and the plan is carried out wholly or not at all.

A plan changes nothing. It holds each project as it would become, checked by the project's own rules, so that
whoever confirms sees what is created, what changes from what to what, and why a row is refused.
`docs/importing.md` explains the columns to editors.
"""

from collections.abc import Iterator
from pathlib import PurePath

from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale

from pages.accounts.models import User
from pages.translations.status import fingerprint, mark_current
from programmes.imports import spreadsheet
from programmes.imports.columns import HEADINGS, parse
from programmes.imports.errors import RefusedError
from programmes.imports.lookups import CREATED_WHEN_NAMED, Lookups
from programmes.imports.plan import plan_row, refuse_duplicates
from programmes.imports.report import CHANGED, CREATED, PlannedRow, Report
from programmes.imports.spreadsheet import Row
from programmes.organisations import Donor
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage

# A translation that begins with its title alone: the texts of the original are not put before its readers.
LEFT_OUT_OF_TRANSLATIONS = ("summary", "seo_title", "search_description")


def rows_of(content: bytes) -> list[Row]:
    """The rows of a file, or a `RefusedError`."""
    return spreadsheet.read(content, HEADINGS, needed=["title"])


def plan(content: bytes) -> Report:
    """What the file would do to the projects as they are now; changes nothing."""
    rows, lookups = rows_of(content), Lookups()
    planned = [plan_row(parse(row, lookups), lookups) for row in rows]
    refuse_duplicates(planned)
    return Report(planned, *(lookups.created[model] for model in CREATED_WHEN_NAMED))


def import_file(path_or_name: str, content: bytes, user: User | None = None) -> Report:
    """Apply a file as a whole; `RefusedError` with the first reason if one of its rows cannot be."""
    with transaction.atomic():
        report = plan(content)
        if report.refused:
            raise RefusedError(f"{PurePath(path_or_name).name}: {report.first_reason}")
        for _done in apply(report, user):
            pass
    return report


def apply(report: Report, user: User | None = None) -> Iterator[int]:
    """Carry a plan out; yields how many rows are done. To be used up inside one transaction."""
    for organisation in report.organisations:
        organisation.save()
    for done, row in enumerate(report.rows, start=1):
        if row.kind in (CREATED, CHANGED):
            _apply(row, user)
        yield done


def _apply(row: PlannedRow, user: User | None) -> None:
    page = row.page
    assert page is not None  # a row that is not refused has its project  # noqa: S101
    for column, entries in row.lists.items():
        if column == "donor":
            page.donors = _donors(page, entries)
        else:
            setattr(page, column, entries)
    if row.area:
        page.owner = user
        page.slug = find_available_slug(row.area, page.slug)
        row.area.add_child(instance=page)
    revision = page.save_revision(user=user, log_action=True)
    for translation in row.translations:
        # Before its original, already marked as up to date with it: nobody is notified that it is outdated.
        if translation in row.current_translations:
            translation.translated_from = fingerprint(page)
            translation.translated_revision = revision.pk
        translation.save_revision(user=user, log_action=True).publish(user=user, log_action=True)
    revision.publish(user=user, log_action=True)
    for locale, title in row.new_titles.items():
        _begin_translation(page.pk, locale, title, user)


def _donors(page: ProjectPage, donors: list[Donor]) -> list[ProjectDonor]:
    """What is published of a donor's share stays with the donor."""
    chosen = {donor.pk for donor in donors}
    kept = [grant for grant in page.donors.all() if grant.donor_id in chosen]
    present = {grant.donor_id for grant in kept}
    return [*kept, *(ProjectDonor(donor=donor) for donor in donors if donor.pk not in present)]


def _begin_translation(pk: int, locale: Locale, title: str, user: User | None) -> None:
    original = ProjectPage.objects.get(pk=pk)
    page = original.copy_for_translation(locale, exclude_fields=[*original.shared_fields, *LEFT_OUT_OF_TRANSLATIONS])
    page.title, page.needs_review, page.owner = title, True, user
    mark_current(page, original)
    page.save_revision(user=user, log_action=True).publish(user=user, log_action=True)
