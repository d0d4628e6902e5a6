"""The names of the values of facets, read from the pages and lists that they stand for."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.strategy import ObjectivePage
from programmes.areas import ProgrammeAreaPage
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from programmes.portfolio.portfolio import FACETS


@dataclass(frozen=True)
class AreaFacts:
    """An area of work as the index needs it: its code, and the values of the objectives that it is sure to serve."""

    code: str
    objectives: list[str]


def _confirmed(area: ProgrammeAreaPage, objectives: list[str]) -> list[str]:
    return objectives if area.objectives_confirmed_on else []


class FacetNames:
    """What each value of each facet is called in each language, where its page is, and in which order values stand."""

    def __init__(self) -> None:
        codes = [code for code, _name in settings.LANGUAGES]
        self.names: dict[str, dict[str, dict[str, str]]] = {code: {facet: {} for facet in FACETS} for code in codes}
        self.links: dict[str, dict[str, dict[str, str]]] = {code: {facet: {} for facet in FACETS} for code in codes}
        self.order: dict[str, dict[str, int]] = defaultdict(dict)
        self.value_of: dict[str, dict[UUID, str]] = {}
        self.untranslated: set[tuple[str, str, str]] = set()
        self.areas_of: dict[str, list[str]] = {}
        self.work_urls: dict[str, str] = {}

    def areas(self) -> dict[str, AreaFacts]:
        """The areas of work by their place in the tree, without objectives that are only proposed."""
        objectives = {page.pk: page.slug for page in self._pages("objective", ObjectivePage, "slug")}
        self.areas_of = {slug: [] for slug in objectives.values()}
        served = defaultdict(list)
        pairs = ProgrammeAreaPage.objectives.through.objects.order_by("pk")
        for area, objective in pairs.values_list("programmeareapage_id", "objectivepage_id"):
            if objective in objectives:
                served[area].append(objectives[objective])
        areas = self._pages("area", ProgrammeAreaPage, "code")
        found = {area.path: AreaFacts(area.code, _confirmed(area, served[area.pk])) for area in areas}
        for area in found.values():
            for slug in area.objectives:
                self.areas_of[slug].append(area.code)
        return found

    def vocabularies(self) -> None:
        """Donors, provinces, goals: one query each."""
        for facet, model, value in (
            ("donor", Donor, "slug"),
            ("province", Province, "code"),
            ("gcm", GCMObjective, "number"),
            ("sdg", SDGTarget, "code"),
            ("country", Country, "iso2"),
            ("partner", Partner, "pk"),
        ):
            self._keep(facet, model.objects.select_related("locale"), value, str)

    def _pages(self, facet: str, model: Any, value: str) -> list[Any]:
        pages = model.objects.readable().select_related("locale").defer("body").order_by("path")
        self._keep(facet, pages, value, attrgetter("name_in_lists"))
        value_of = self.value_of[facet]
        for page in pages:
            links = self.links.get(page.locale.language_code)
            if links and page.translation_key in value_of:
                links[facet][value_of[page.translation_key]] = page.url
                if model is ProgrammeAreaPage:  # every area stands below “Our work” of its language
                    self.work_urls[page.locale.language_code] = page.url.removesuffix(f"{page.slug}/")
        return [page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE]

    def _keep(self, facet: str, records: Iterable[Any], value: str, name_of: Callable[[Any], str]) -> None:
        """Keep which value each record has, and its name; that of the source where a language has none."""
        sources = [record for record in records if record.locale.language_code == settings.LANGUAGE_CODE]
        value_of = {record.translation_key: str(getattr(record, value)) for record in sources}
        self.value_of[facet] = value_of
        self.order[facet] = {value: place for place, value in enumerate(value_of.values())}
        for language, names in self.names.items():
            own = {
                value_of[record.translation_key]: name_of(record)
                for record in records
                if record.locale.language_code == language and record.translation_key in value_of
            }
            names[facet] = {value_of[record.translation_key]: name_of(record) for record in sources} | own
            self.untranslated |= {(language, facet, value) for value in names[facet].keys() - own.keys()}
