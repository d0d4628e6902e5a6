"""Projects from a spreadsheet: rows become a plan that can be read, and the plan is carried out wholly or not at all.

A plan changes nothing. It holds each project as it would become, checked by the project's own rules, so that
whoever confirms sees what is made, what changes from what to what, and why a row is refused.
`docs/importing.md` explains the columns to editors.
"""

from pathlib import PurePath

from django.db import transaction
from wagtail.coreutils import find_available_slug

from pages.translations.status import fingerprint, mark_current
from programmes.imports import spreadsheet
from programmes.imports.lookups import Known
from programmes.imports.plan import Planning, refuse_doubles
from programmes.imports.report import CHANGED, COLUMNS, CREATED, HEADINGS, MADE_WHEN_NAMED, UNCHANGED, Report
from programmes.imports.spreadsheet import RefusedError
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage

__all__ = ["COLUMNS", "CREATED", "UNCHANGED", "RefusedError", "Report", "apply", "import_file", "plan", "rows_of"]
# A translation that begins with its title alone: what the original says besides is not put before its readers.
WORDS_LEFT_OUT = ("summary", "seo_title", "search_description")


def rows_of(content):
    """The rows of a file, or a `RefusedError`."""
    return spreadsheet.read(content, HEADINGS, needed=["title"])


def plan(content):
    """What the file would do to the projects as they are now; changes nothing."""
    known = Known()
    rows = [Planning(row, known).planned for row in rows_of(content)]
    refuse_doubles(rows)
    return Report(rows, *(known.made[model] for model in MADE_WHEN_NAMED))


def import_file(path_or_name, content, user=None):
    """Apply a file as a whole; `RefusedError` with the first reason if one of its rows cannot be."""
    with transaction.atomic():
        report = plan(content)
        if report.refused:
            raise RefusedError(f"{PurePath(path_or_name).name}: {report.first_reason}")
        for _done in apply(report, user):
            pass
    return report


def apply(report, user=None):
    """Carry a plan out; yields how many rows are done. To be used up inside one transaction."""
    for organisation in report.organisations:
        organisation.save()
    for done, row in enumerate(report.rows, start=1):
        if row.kind in (CREATED, CHANGED):
            _apply(row, user)
        yield done


def _apply(row, user):
    page = row.page
    for column, chosen in row.lists.items():
        if column == "donor":
            page.donors = _grants(page, chosen)
        else:
            setattr(page, column, chosen)
    if row.area:
        page.owner = user
        page.slug = find_available_slug(row.area, page.slug)
        row.area.add_child(instance=page)
    revision = page.save_revision(user=user, log_action=True)
    for translation in row.translations:
        # Before its original, saying already what that is about to say: nobody is told that it fell behind.
        if translation in row.kept_up:
            translation.translated_from = fingerprint(page)
            translation.translated_revision = revision.pk
        translation.save_revision(user=user, log_action=True).publish(user=user, log_action=True)
    revision.publish(user=user, log_action=True)
    for locale, title in row.new_titles.items():
        _begin_translation(page.pk, locale, title, user)


def _grants(page, donors):
    """What is known of a donor's share stays with the donor."""
    wanted = {donor.pk for donor in donors}
    kept = [grant for grant in page.donors.all() if grant.donor_id in wanted]
    there = {grant.donor_id for grant in kept}
    return [*kept, *(ProjectDonor(donor=donor) for donor in donors if donor.pk not in there)]


def _begin_translation(pk, locale, title, user):
    original = ProjectPage.objects.get(pk=pk)
    page = original.copy_for_translation(locale, exclude_fields=[*original.shared_fields, *WORDS_LEFT_OUT])
    page.title, page.needs_review, page.owner = title, True, user
    mark_current(page, original)
    page.save_revision(user=user, log_action=True).publish(user=user, log_action=True)
