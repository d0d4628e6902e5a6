"""One row after another becomes a plan: the project as it would be, checked by its own rules."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.search.text import slug_of
from pages.values.partial_dates import PartialDate
from programmes.areas import ProgrammeAreaPage
from programmes.imports.columns import COLUMNS, FIELDS, TRANSLATED_TITLES, ParsedRow
from programmes.imports.lookups import LISTS, Lookups, key_of, title_key
from programmes.imports.report import Change, PlannedRow
from programmes.projects import ProjectPage

# What a project has before it has a place in the tree.
WITHOUT_PLACE = ["path", "depth", "numchild", "url_path"]
MORE_THAN_A_TITLE = ("body", "results", "beneficiaries")
IDENTIFYING = {"title", "project_id", "start"}
# Whether a project keeps its own rules can be said although such a cell could not be read.
OUTSIDE_THE_RULES = {"programme_area", *LISTS, *TRANSLATED_TITLES}


def plan_row(row: ParsedRow, lookups: Lookups) -> PlannedRow:
    """What a row would do. Every fault that can be found is noted, beside its column."""
    planned = PlannedRow(
        row.number,
        title=row.values.get("title", ""),
        project_number=key_of(row.values.get("project_id", "")),
        start=row.values.get("start"),
    )
    for column, reason in row.faults.items():
        planned.refuse(column, reason)
    if IDENTIFYING.isdisjoint(row.faults):
        _RowPlanner(row, lookups, planned).plan()
    return planned


class _RowPlanner:
    """Fills the plan of a row whose title, number and beginning could be read."""

    def __init__(self, row: ParsedRow, lookups: Lookups, planned: PlannedRow) -> None:
        self.row, self.values, self.lookups, self.planned = row, row.values, lookups, planned
        self.page: ProjectPage
        self.is_new = False

    def plan(self) -> None:
        pages = self._matching_pages()
        if pages is None:
            return
        if pages:
            self.page = pages[0]
            self._check_state()
            self._check_area()
            self._retitle()
        else:
            self.is_new = True
            self._begin()
            self._find_area()
        self.planned.page = self.page
        for column, name in FIELDS.items():
            if column in self.values:
                self._set(column, name, self.values[column])
        self._fill_companions()
        self._fill_lists()
        self._add_source()
        self._plan_translations()
        if self.planned.changes:
            self._check_rules()

    def _matching_pages(self) -> list[ProjectPage] | None:
        """The project that the row is about; an empty list for a new one, nothing if that cannot be said."""
        number, start = self.planned.project_number, self.planned.start
        pages = self.lookups.projects_by_number.get(number, [])
        if not pages:
            same_title = self.lookups.projects_by_title.get(title_key(self.values["title"]), [])
            # A number tells two projects of the same title apart.
            same_title = [page for page in same_title if not (number and page.project_id)]
            pages = [page for page in same_title if page.start_date == start]
            if not pages and any(page.start_date is None or start is None for page in same_title):
                self.planned.refuse(
                    "start", _("A project of this title is there, but its beginning differs. Give number or beginning.")
                )
                return None
        if len(pages) > 1:
            self.planned.refuse("title", _("Several projects are meant by this row. Give the number of the project."))
            return None
        return pages

    def _begin(self) -> None:
        """A project that is not there yet."""
        title = self.values["title"]
        self.page = ProjectPage(locale=self.lookups.locale, live=False, awaits_check=True, source_title=title)
        self.page.slug = slug_of(title, settings.LANGUAGE_CODE)
        self._set("title", "title", title)

    def _find_area(self) -> None:
        """The area of work below which a new project will stand."""
        areas: list[ProgrammeAreaPage] = self.values.get("programme_area", [])
        if len(areas) == 1:
            self.planned.area = areas[0]
        elif areas:
            message = _("Several areas of work have the code “%s”.") % areas[0].code
            self.planned.refuse("programme_area", message)
        elif "programme_area" not in self.row.faults:
            self.planned.refuse("programme_area", _("A new project needs the code of its area of work."))

    def _check_state(self) -> None:
        """What somebody is working on is left to them."""
        if self.page.locked:
            self.planned.refuse("", _("The page of this project is locked."))
        elif _has_draft(self.page):
            self.planned.refuse("", _("Somebody is working on this project: it has changes that are not published."))

    def _check_area(self) -> None:
        areas = self.values.get("programme_area")
        if areas and self.lookups.area_of(self.page) not in areas:
            message = _("The project stands in another area of work. Move its page in the tree of pages.")
            self.planned.refuse("programme_area", message)

    def _retitle(self) -> None:
        """The title of the source; that of the page follows unless the office has given it its own."""
        page, title = self.page, self.values["title"]
        if title in (page.title, page.source_title):
            return
        follows = page.source_title in ("", page.title)
        self._note("title", page.title if follows else page.source_title, title)
        page.source_title = title
        if follows:
            page.title = title

    def _set(self, column: str, name: str, value: Any) -> None:
        old = getattr(self.page, name)
        if old != value:
            setattr(self.page, name, value)
            self._note(column, "" if self.is_new else _label(name, old), _label(name, value))

    def _note(self, column: str, old: str, new: str) -> None:
        self.planned.changes.append(Change(column, old, new))

    def _fill_companions(self) -> None:
        """The date of a status and of a budget, and the source of a budget: by default those of the row's source."""
        day = self.values.get("source_date") or self.values.get("accessed_on")
        if "status" in self.values:
            stated = self.page.status != ProjectPage.Status.NOT_STATED
            self._accompany("status_as_of", day if stated else None, self.planned.changes_column("status"))
        if self.page.budget_amount is not None and "budget_amount" in self.values:
            changed = self.planned.changes_column("budget_amount", "budget_currency")
            self._accompany("budget_as_of", day, changed)
            self._accompany("budget_source", self.values.get("source", ""), changed)

    def _accompany(self, name: str, value: Any, changed: bool) -> None:
        """What belongs to a value that changed must not stay that of the old one."""
        if name not in self.values and (changed or not getattr(self.page, name)):
            self._set(name, name, value or (None if name.endswith("_as_of") else ""))

    def _fill_lists(self) -> None:
        for column, (_model, name) in LISTS.items():
            if column not in self.values:
                continue
            entries = self.values[column]
            old = self.lookups.chosen[column][self.page.pk]
            new = [str(getattr(entry, name)) for entry in entries]
            if {key_of(text) for text in old} != {key_of(text) for text in new}:
                self.planned.lists[column] = entries
                self._note(column, "; ".join(old), "; ".join(new))

    def _add_source(self) -> None:
        if "source" in self.values:
            change = self._add_source_to(self.page)
            if change:
                self.planned.changes.append(change)

    def _add_source_to(self, page: ProjectPage) -> Change | None:
        """Put the source of the row among the sources of a page, each address once; returns what that changes."""
        address, day = self.values["source"], self.values.get("accessed_on")
        present = next((entry.value for entry in page.sources if entry.value["url"] == address), None)
        if present is None:
            host = (urlsplit(address).hostname or address)[:200]
            entry = {"title": host, "publisher": "", "url": address, "accessed_on": day and day.first_day}
            page.sources.append(("source", entry))
            return Change("source", "", address)
        old = present["accessed_on"]
        if day is None or old == day.first_day:
            return None
        present["accessed_on"] = day.first_day
        return Change("accessed_on", str(old or ""), str(day))

    def _plan_translations(self) -> None:
        for column, language in TRANSLATED_TITLES.items():
            page = self.lookups.translations.get((self.page.translation_key, language))
            if page:
                self._update_translation(column, page)
            elif column in self.values:
                self._begin_translation(column, language)

    def _update_translation(self, column: str, page: ProjectPage) -> None:
        """A translation gets its new title, and the new source if it is up to date with the original."""
        title: str = self.values.get(column) or page.title
        being_worked_on = page.locked or _has_draft(page)
        retitled, resourced = title != page.title, self.planned.changes_column("source", "accessed_on")
        current = page.pk not in self.lookups.outdated and not being_worked_on
        stays_current = current and not self.planned.changes_column("summary")
        stays_current = stays_current and (retitled or not self.planned.changes_column("title"))
        if retitled and being_worked_on:
            message = _("Somebody is working on this translation: it is locked or has changes that are not published.")
            self.planned.refuse(column, message)
        elif retitled or (resourced and stays_current):
            if retitled:
                self._note(column, page.title, title)
                page.title = title
            if resourced:
                self._add_source_to(page)
            if stays_current:
                self.planned.current_translations.append(page)
            self.planned.translations.append(page)

    def _begin_translation(self, column: str, language: str) -> None:
        area = self.planned.area if self.is_new else self.lookups.area_of(self.page)
        if area is None or not self.lookups.has_translation(area, language):
            self.planned.notes.append((column, _("Left out: the area of work has no published page in this language.")))
        elif any(getattr(self.page, name) for name in MORE_THAN_A_TITLE):
            message = _("Left out: the page says more than a title. Begin its translation under “Translations”.")
            self.planned.notes.append((column, message))
        else:
            self.planned.new_titles[self.lookups.locales[language]] = self.values[column]
            self._note(column, "", self.values[column])

    def _check_rules(self) -> None:
        """The project's own rules, each beside its column; over cells that could not be read they would be guesses."""
        if not self.row.faults.keys() <= OUTSIDE_THE_RULES:
            return
        columns = {name: column for column, name in FIELDS.items()} | {"slug": "title", "source_title": "title"}
        try:
            self.page.full_clean(exclude=WITHOUT_PLACE if self.is_new else None)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.planned.refuse(columns.get(name, name if name in COLUMNS else ""), " ".join(messages))
        for reason in self.page.publication_refusals().values():
            self.planned.refuse("", reason)


def _has_draft(page: ProjectPage) -> bool:
    return page.has_unpublished_changes or not page.live


def _label(name: str, value: Any) -> str:
    """A value of a field as an editor reads it."""
    if value in (None, ""):
        return ""
    if isinstance(value, PartialDate):
        return str(value.written)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    field: Any = ProjectPage._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value))


def refuse_duplicates(rows: Iterable[PlannedRow]) -> None:
    """Two rows about the same project are both refused, for nobody could say which of them holds."""
    groups: dict[tuple[object, ...], list[PlannedRow]] = defaultdict(list)
    for row in rows:
        if row.project_number:
            groups["number", row.project_number].append(row)
        if row.page and row.page.pk:
            groups["page", row.page.pk].append(row)
        if row.title:
            groups["title", title_key(row.title), row.start].append(row)
    for (kind, *_key), same in groups.items():
        distinct = kind == "title" and all(row.project_number for row in same)
        if len(same) > 1 and not distinct:
            for row in same:
                other = same[1] if row is same[0] else same[0]
                row.refuse("title", _("Row %d is about the same project.") % other.number)
