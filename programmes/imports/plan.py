"""One row after another becomes a plan: the project as it would be, checked by its own rules."""

from collections import defaultdict
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext as _

from pages.search.text import slug_of
from pages.values.partial_dates import PartialDate
from programmes.imports import spreadsheet
from programmes.imports.lookups import key_of, title_key
from programmes.imports.report import CHOICES, COLUMNS, DATES, FIELDS, LISTS, TITLES, Change, PlannedRow
from programmes.imports.spreadsheet import CellError
from programmes.projects import ProjectPage

# What a project has before it has a place in the tree.
WITHOUT_PLACE = ["path", "depth", "numchild", "url_path"]
MORE_WORDS = ("body", "results", "beneficiaries")


class Planning:
    """One row on its way to a plan. What is wrong is noted, all of it, beside its column."""

    def __init__(self, row, known):
        self.known, self.said = known, {}
        self.planned = PlannedRow(row.number)
        for column, cell in row.cells.items():
            try:
                self.said[column] = self._said(column, cell)
            except CellError as why:
                self.planned.refuse(column, why)
        self.planned.title, self.planned.start = self.said.get("title", ""), self.said.get("start")
        self.planned.project_number = key_of(self.said.get("project_id", ""))
        if "title" not in row.cells:
            self.planned.refuse("title", _("Every project needs its title."))
        if self.planned.refusals:
            return
        page = self._found()
        if self.planned.refusals:
            return
        if page:
            self._change(page)
        else:
            self._begin()

    def _said(self, column, cell):
        """The value of a cell in the form in which the project keeps it."""
        if column in LISTS:
            return self._records(column, cell)
        if column in CHOICES:
            return self._choice(column, cell)
        if column == "budget_amount":
            return spreadsheet.amount(cell)
        if column in DATES or column in ("source_date", "accessed_on"):
            day = spreadsheet.day(cell)
            if column == "accessed_on" and not day.day:
                raise CellError(_("Give the day, month and year on which the source was read."))
            return day
        words = spreadsheet.text(cell)
        if column == "source":
            _check(URLValidator(["http", "https"]), words)
        elif column != "programme_area":
            name = "title" if column in TITLES else column
            _check(MaxLengthValidator(ProjectPage._meta.get_field(name).max_length), words)
        return words

    def _records(self, column, cell):
        model, _name = LISTS[column]
        records = {}
        for words in spreadsheet.parts(cell):
            record = self.known.record(model, words)
            if record is None:
                raise CellError(_("“%s” is not known. Several are written with semicolons between them.") % words[:40])
            records[id(record)] = record
        return list(records.values())

    def _choice(self, column, cell):
        choices = ProjectPage._meta.get_field(column).flatchoices
        wanted = key_of(spreadsheet.text(cell))
        for value, label in choices:
            if wanted in (key_of(value), key_of(label)):
                return value
        values = ", ".join(value for value, _label in choices)
        raise CellError(_("“%(text)s” is none of these: %(values)s.") % {"text": wanted[:40], "values": values})

    def _found(self):
        """The project that the row is about; nothing for a new one."""
        number, start = self.planned.project_number, self.planned.start
        pages = self.known.by_number.get(number, [])
        if not pages:
            same_title = self.known.by_title.get(title_key(self.said["title"]), [])
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
        return pages[0] if pages else None

    def _begin(self):
        """A project that is not there yet."""
        areas = self.known.areas.get(key_of(self.said.get("programme_area", "")), [])
        if "programme_area" not in self.said:
            self.planned.refuse("programme_area", _("A new project needs the code of its area of work."))
        elif len(areas) != 1:
            self.planned.refuse("programme_area", self._no_area(areas))
        else:
            title = self.said["title"]
            self.planned.area = areas[0]
            self.planned.page = ProjectPage(locale=self.known.locale, live=False, awaits_check=True, source_title=title)
            self.planned.page.slug = slug_of(title, settings.LANGUAGE_CODE)
            self._set("title", "title", title)
            self._fill()

    def _no_area(self, areas):
        words = self.said["programme_area"][:40]
        if areas:
            return _("Several areas of work have the code “%s”.") % words
        return _("No published area of work has the code “%s”.") % words

    def _change(self, page):
        """A project that is there; what somebody is working on is left to them."""
        if page.locked:
            self.planned.refuse("", _("The page of this project is locked."))
        elif page.has_unpublished_changes or not page.live:
            self.planned.refuse("", _("Somebody is working on this project: it has changes that are not published."))
        else:
            self.planned.page = page
            area = self.known.area_of(page)
            if "programme_area" in self.said and not (
                area and key_of(area.code) == key_of(self.said["programme_area"])
            ):
                message = _("The project stands in another area of work. Move its page in the tree of pages.")
                self.planned.refuse("programme_area", message)
            self._retitle(page)
            self._fill()

    def _retitle(self, page):
        """The title of the source; that of the page follows unless the office has given it its own."""
        title = self.said["title"]
        if title in (page.title, page.source_title):
            return
        follows = page.source_title in ("", page.title)
        self._note("title", page.title if follows else page.source_title, title)
        page.source_title = title
        if follows:
            page.title = title

    def _fill(self):
        """Everything that new and known projects have in common."""
        for column, name in FIELDS.items():
            if column in self.said:
                self._set(column, name, self.said[column])
        self._fill_companions()
        for column in LISTS:
            if column in self.said:
                self._choose(column, self.said[column])
        self._add_source()
        self._translate()
        if self.planned.changes:
            self._validate()

    def _set(self, column, name, value):
        page = self.planned.page
        old = getattr(page, name)
        if old != value:
            setattr(page, name, value)
            self._note(column, "" if self.planned.area else _words(page, name, old), _words(page, name, value))

    def _note(self, column, old, new):
        self.planned.changes.append(Change(column, old, new))

    def _fill_companions(self):
        """A status and a budget say of when they are, and a budget whose word it is, by default of the source's."""
        day = self.said.get("source_date") or self.said.get("accessed_on")
        page, source = self.planned.page, self.said.get("source", "")
        if "status" in self.said:
            stated = page.status != ProjectPage.Status.NOT_STATED
            self._accompany("status_as_of", day if stated else None, self.planned.changes_column("status"))
        if page.budget_amount is not None and "budget_amount" in self.said:
            anew = self.planned.changes_column("budget_amount", "budget_currency")
            self._accompany("budget_as_of", day, anew)
            self._accompany("budget_source", source, anew)

    def _accompany(self, name, value, anew):
        """What belongs to a value that is new must not stay that of the old one."""
        if name not in self.said and (anew or not getattr(self.planned.page, name)):
            self._set(name, name, value or (None if name.endswith("_as_of") else ""))

    def _choose(self, column, records):
        _model, name = LISTS[column]
        old = self.known.chosen[column][self.planned.page.pk]
        new = [str(getattr(record, name)) for record in records]
        if {key_of(words) for words in old} != {key_of(words) for words in new}:
            self.planned.lists[column] = records
            self._note(column, "; ".join(old), "; ".join(new))

    def _add_source(self):
        address = self.said.get("source")
        if address:
            change = self._source_among(self.planned.page.sources)
            if change:
                self.planned.changes.append(change)

    def _source_among(self, sources):
        """Put the source of the row among the sources of a page, each address once; answers what that changes."""
        address, day = self.said["source"], self.said.get("accessed_on")
        there = next((entry.value for entry in sources if entry.value["url"] == address), None)
        if there is None:
            host = (urlsplit(address).hostname or address)[:200]
            entry = {"title": host, "publisher": "", "url": address, "accessed_on": day and day.first_day}
            sources.append(("source", entry))
            return Change("source", "", address)
        old = there["accessed_on"]
        if day is None or old == day.first_day:
            return None
        there["accessed_on"] = day.first_day
        return Change("accessed_on", str(old or ""), str(day))

    def _translate(self):
        for column, code in TITLES.items():
            page = self.known.translations.get((self.planned.page.translation_key, code))
            if page:
                self._keep_up(column, page)
            elif column in self.said:
                self._begin_translation(column, code)

    def _keep_up(self, column, page):
        """A translation gets its new title, and the new source if it said what the original says."""
        title = self.said.get(column, page.title)
        being_worked_on = page.locked or page.has_unpublished_changes or not page.live
        retitled, resourced = title != page.title, self.planned.changes_column("source", "accessed_on")
        current = page.pk not in self.known.outdated and not being_worked_on
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
                self._source_among(page.sources)
            if stays_current:
                self.planned.kept_up.append(page)
            self.planned.translations.append(page)

    def _begin_translation(self, column, code):
        page = self.planned.page
        area = self.planned.area or self.known.area_of(page)
        if area is None or (area.translation_key, code) not in self.known.translated_areas:
            self.planned.notes.append((column, _("Left out: the area of work has no published page in this language.")))
        elif any(getattr(page, name) for name in MORE_WORDS):
            message = _("Left out: the page says more than a title. Begin its translation under “Translations”.")
            self.planned.notes.append((column, message))
        else:
            self.planned.new_titles[self.known.locales[code]] = self.said[column]
            self._note(column, "", self.said[column])

    def _validate(self):
        """The project's own rules, each beside the column that it is about."""
        columns = {name: column for column, name in FIELDS.items()} | {"slug": "title", "source_title": "title"}
        try:
            self.planned.page.full_clean(exclude=WITHOUT_PLACE if self.planned.area else None)
        except ValidationError as wrong:
            for name, messages in wrong.message_dict.items():
                self.planned.refuse(columns.get(name, name if name in COLUMNS else ""), " ".join(messages))


def _check(validate, value):
    try:
        validate(value)
    except ValidationError as wrong:
        raise CellError(" ".join(wrong.messages)) from wrong


def _words(page, name, value):
    """A value as an editor reads it."""
    if value in (None, ""):
        return ""
    if isinstance(value, PartialDate):
        return value.written
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(dict(page._meta.get_field(name).flatchoices).get(value, value))


def refuse_doubles(rows):
    """Two rows about the same project are both refused, for nobody could say which of them holds."""
    groups = defaultdict(list)
    for row in rows:
        if row.project_number:
            groups["number", row.project_number].append(row)
        if row.page and row.page.pk:
            groups["page", row.page.pk].append(row)
        if row.title:
            groups["title", title_key(row.title), row.start].append(row)
    for (kind, *_sign), same in groups.items():
        told_apart = kind == "title" and all(row.project_number for row in same)
        if len(same) > 1 and not told_apart:
            for row in same:
                other = same[1] if row is same[0] else same[0]
                row.refuse("title", _("Row %d is about the same project.") % other.number)
