"""Everything that the rows of a spreadsheet can name, read once from the database."""

from collections import defaultdict

from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from pages.content.strategy import ObjectivePage
from pages.search.text import folded
from pages.translations.models import TranslationStatus
from programmes.areas import ProgrammeAreaPage
from programmes.imports.report import LISTS, MADE_WHEN_NAMED
from programmes.imports.spreadsheet import CellError
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage


def key_of(words):
    """Two spellings of one name or code that differ in case and space are the same."""
    return " ".join(str(words).casefold().split())


def title_key(title):
    return " ".join(folded(title).split())


class Known:
    """Everything that rows can name, read once."""

    def __init__(self):
        self.locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.made = {model: [] for model in MADE_WHEN_NAMED}
        self._read_projects()
        self._read_areas()
        self._read_lists()

    def _read_projects(self):
        self.by_number, self.by_title = defaultdict(list), defaultdict(list)
        self.translations = {}
        for page in ProjectPage.objects.select_related("locale").order_by("pk"):
            if page.locale_id != self.locale.pk:
                self.translations[page.translation_key, page.locale.language_code] = page
                continue
            if page.project_id:
                self.by_number[key_of(page.project_id)].append(page)
            for title in {title_key(page.title), title_key(page.source_title)} - {""}:
                self.by_title[title].append(page)
        outdated = TranslationStatus.objects.filter(outdated_since__isnull=False)
        self.outdated = set(outdated.values_list("page_id", flat=True))

    def _read_areas(self):
        self.areas, self.areas_by_path, self.translated_areas = defaultdict(list), {}, set()
        for area in ProgrammeAreaPage.objects.live().select_related("locale"):
            if area.locale_id == self.locale.pk:
                self.areas[key_of(area.code)].append(area)
                self.areas_by_path[area.path] = area
            else:
                self.translated_areas.add((area.translation_key, area.locale.language_code))

    def _read_lists(self):
        self.records = {}
        for model, name in set(LISTS.values()):
            records = model.objects.filter(locale=self.locale).order_by("-pk")
            if model is ObjectivePage:
                records = records.live()
            self.records[model] = {key_of(getattr(record, name)): record for record in records}
        self.chosen = {column: defaultdict(list) for column in LISTS}
        for column, (_model, name) in LISTS.items():
            if column == "donor":
                pairs = ProjectDonor.objects.order_by("pk").values_list("page_id", f"donor__{name}")
            else:
                relation = ProjectPage._meta.get_field(column)
                page, record = relation.m2m_column_name(), relation.m2m_reverse_field_name()
                pairs = relation.remote_field.through.objects.order_by("pk").values_list(page, f"{record}__{name}")
            for pk, words in pairs:
                self.chosen[column][pk].append(str(words))

    def record(self, model, words):
        """The record that a cell names. A donor or partner that is not there will be made."""
        found = self.records[model].get(key_of(words))
        if found is None and model in MADE_WHEN_NAMED:
            found = model(name=words, locale=self.locale)
            try:
                found.full_clean()
            except ValidationError as wrong:
                raise CellError(" ".join(wrong.messages)) from wrong
            self.records[model][key_of(words)] = found
            self.made[model].append(found)
        return found

    def area_of(self, page):
        return self.areas_by_path.get(page.path[: -page.steplen])
