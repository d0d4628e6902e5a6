"""Everything that the rows of a spreadsheet can name, read once from the database."""

import unicodedata
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.models import Locale

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.strategy import ObjectivePage
from pages.search.text import folded
from pages.translations.models import TranslationStatus
from programmes.areas import ProgrammeAreaPage
from programmes.imports.errors import CellError
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage

# Columns whose cell lists entries of another kind, and what the cell calls them.
LISTS: dict[str, tuple[type[Any], str]] = {
    "donor": (Donor, "name"),
    "implementing_partners": (Partner, "name"),
    "government_counterparts": (Partner, "name"),
    "benefiting_countries": (Country, "iso2"),
    "locations": (Province, "code"),
    "objectives": (ObjectivePage, "slug"),
    "gcm_objectives": (GCMObjective, "number"),
    "sdg_targets": (SDGTarget, "code"),
}
# What people write in words where a code is asked for: of these kinds the name is known, in every language.
NAMED_IN_WORDS = ("benefiting_countries", "locations")
CREATED_WHEN_NAMED: tuple[type[Any], ...] = (Donor, Partner)


def key_of(text: object) -> str:
    """Two spellings of one name or code that differ in case and space are the same."""
    return " ".join(unicodedata.normalize("NFC", str(text)).casefold().split())


def title_key(title: str) -> str:
    """Two spellings of one title that readers would take for the same are the same."""
    return " ".join(folded(title).split())


class Lookups:
    """Projects, areas of work and the entries of all lists, by what a cell calls them."""

    def __init__(self) -> None:
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.locale = self.locales[settings.LANGUAGE_CODE]
        self.created: dict[type[Any], list[Any]] = {model: [] for model in CREATED_WHEN_NAMED}
        self._read_projects()
        self._read_areas()
        self._read_lists()

    def _read_projects(self) -> None:
        self.projects_by_number: dict[str, list[ProjectPage]] = defaultdict(list)
        self.projects_by_title: dict[str, list[ProjectPage]] = defaultdict(list)
        self.translations: dict[tuple[Any, str], ProjectPage] = {}
        for page in ProjectPage.objects.select_related("locale").order_by("pk"):
            if page.locale_id != self.locale.pk:
                self.translations[page.translation_key, page.locale.language_code] = page
                continue
            if page.project_id:
                self.projects_by_number[key_of(page.project_id)].append(page)
            for title in {title_key(page.title), title_key(page.source_title)} - {""}:
                self.projects_by_title[title].append(page)
        outdated = TranslationStatus.objects.filter(outdated_since__isnull=False)
        self.outdated = set(outdated.values_list("page_id", flat=True))

    def _read_areas(self) -> None:
        self.areas: dict[str, list[ProgrammeAreaPage]] = defaultdict(list)
        self._areas_by_path: dict[str, ProgrammeAreaPage] = {}
        self._translated_areas: set[tuple[Any, str]] = set()
        for area in ProgrammeAreaPage.objects.live().select_related("locale"):
            if area.locale_id == self.locale.pk:
                self.areas[key_of(area.code)].append(area)
                self._areas_by_path[area.path] = area
            else:
                self._translated_areas.add((area.translation_key, area.locale.language_code))

    def _read_lists(self) -> None:
        self._entries: dict[type[Model], dict[str, Any]] = {}
        for model, name in set(LISTS.values()):
            entries = model.objects.filter(locale=self.locale).order_by("-pk")
            if model is ObjectivePage:
                entries = entries.live()
            self._entries[model] = {key_of(getattr(entry, name)): entry for entry in entries}
        self.chosen: dict[str, dict[int, list[str]]] = {column: defaultdict(list) for column in LISTS}
        for column, (_model, name) in LISTS.items():
            for pk, text in _choices(column, name):
                self.chosen[column][pk].append(str(text))

    def entry(self, model: type[Any], text: str) -> Any:
        """The entry of a list that a cell names; a donor or partner that is not there is created, not yet saved."""
        entry = self._entries[model].get(key_of(text))
        if entry is None and model in CREATED_WHEN_NAMED:
            entry = model(name=text, locale=self.locale)
            try:
                entry.full_clean()
            except ValidationError as error:
                raise CellError(" ".join(error.messages)) from error
            self._entries[model][key_of(text)] = entry
            self.created[model].append(entry)
        return entry

    def code_of(self, column: str, name: str) -> str | None:
        """The code of what a cell names in words."""
        if column not in NAMED_IN_WORDS:
            return None
        model, code = LISTS[column]
        found = (entry for entry in model.objects.all() if key_of(entry.name) == key_of(name))
        return next((getattr(entry, code) for entry in found), None)

    def area_of(self, page: ProjectPage) -> ProgrammeAreaPage | None:
        """The published area of work below which a project stands."""
        return self._areas_by_path.get(page.path[: -page.steplen])

    def has_translation(self, area: ProgrammeAreaPage, language: str) -> bool:
        return (area.translation_key, language) in self._translated_areas


def _choices(column: str, name: str) -> Any:
    """What projects have in a list now: pairs of project and what a cell would call the entry."""
    if column == "donor":
        return ProjectDonor.objects.order_by("pk").values_list("page_id", f"donor__{name}")
    relation: Any = ProjectPage._meta.get_field(column)
    page, entry = relation.m2m_column_name(), relation.m2m_reverse_field_name()
    return relation.remote_field.through.objects.order_by("pk").values_list(page, f"{entry}__{name}")
