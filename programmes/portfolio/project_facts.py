"""The facts of one project, in the words of a language: what its page shows beside the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Self

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from pages.values.cache import cached_of_page
from pages.values.partial_dates import PartialDate
from programmes.portfolio.index import portfolio
from programmes.portfolio.map import DrawnPlace, PlaceCount, map_of
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage

# Types of IOM's project database that the public records name. Any other stands on the page as the record has it.
KNOWN_TYPES = (
    gettext_noop("Health Promotion and Assistance for Migrants"),
    gettext_noop("Protection and Assistance to Vulnerable Migrants"),
)


@dataclass(frozen=True)
class NamedValue:
    """Something that a project is linked to: its name, its page if it has one, its value as a filter.

    `lang` is the language of the name where it is not that of the page.
    """

    name: str
    url: str
    value: str
    lang: str


@dataclass(frozen=True)
class ProjectLinks:
    """The keys of everything that a project is linked to, as the index knows it."""

    area: str
    grants: list[ProjectDonor]  # each with its donor
    implementing_partners: list[int]
    government_counterparts: list[int]
    countries: list[str]
    places: list[str]
    objectives: list[str]
    gcm_objectives: list[int]
    sdg_targets: list[str]

    @classmethod
    def of(cls, source: ProjectPage) -> Self:
        """Ten queries; what a draft holds itself is taken from it."""
        grants = source.donors.select_related("donor") if source.pk else source.donors
        return cls(
            area=source.get_parent().specific.code,
            grants=list(grants.all()),
            implementing_partners=[each.pk for each in source.implementing_partners.all()],
            government_counterparts=[each.pk for each in source.government_counterparts.all()],
            countries=[each.iso2 for each in source.benefiting_countries.all()],
            places=[each.code for each in source.locations.all()],
            objectives=[each.slug for each in source.objectives.all()],
            gcm_objectives=[each.number for each in source.gcm_objectives.all()],
            sdg_targets=[each.code for each in source.sdg_targets.all()],
        )


@dataclass(frozen=True)
class ProjectFacts:
    """The facts that a source page holds, in the words of a language; names come from the index.

    `is_published`: what it is linked to is that of the published page, and kept under the version of the site.
    """

    source: ProjectPage
    language: str
    is_published: bool = False

    @cached_property
    def _links(self) -> ProjectLinks:
        links = partial(ProjectLinks.of, self.source)
        return cached_of_page(f"project-links:{self.source.pk}", links) if self.is_published else links()

    def _named(self, facet: str, values: Iterable[Any]) -> list[NamedValue]:
        index, language = portfolio(), self.language
        links = index.links[language].get(facet, {})
        return [
            NamedValue(
                name=index.name_of(language, facet, value),
                url=links.get(value, ""),
                value=value,
                lang=index.lang_of(language, facet, value),
            )
            for value in map(str, values)
        ]

    @cached_property
    def area(self) -> NamedValue:
        """The area of work."""
        return self._named("area", [self._links.area])[0]

    @cached_property
    def donors(self) -> list[tuple[NamedValue, ProjectDonor]]:
        """Each donor with what it gives, as far as that is published: `(donor, grant)`."""
        grants = self._links.grants
        named = self._named("donor", [grant.donor.slug for grant in grants])
        return list(zip(named, grants, strict=True))

    def _as_recorded(self, name: str) -> NamedValue:
        """What a record names in English: in the words of this language where they are known."""
        words = gettext(name) if name else ""
        is_foreign = words == name and self.language != settings.LANGUAGE_CODE
        return NamedValue(name=words, url="", value=name, lang=settings.LANGUAGE_CODE if is_foreign else "")

    @cached_property
    def project_type(self) -> NamedValue:
        return self._as_recorded(self.source.project_type)

    @cached_property
    def funding_stream(self) -> NamedValue:
        """A fund that is also a donor of the project is called as that donor is."""
        stream = self.source.funding_stream
        same = (donor for donor, grant in self.donors if grant.donor.name == stream)
        return next(same, None) or self._as_recorded(stream)

    @cached_property
    def implementing_partners(self) -> list[NamedValue]:
        return self._named("partner", self._links.implementing_partners)

    @cached_property
    def government_counterparts(self) -> list[NamedValue]:
        return self._named("partner", self._links.government_counterparts)

    @cached_property
    def countries(self) -> list[NamedValue]:
        return self._named("country", self._links.countries)

    @property
    def place_codes(self) -> list[str]:
        """The codes of the velayats where it works: all that its map hangs on."""
        return self._links.places

    @cached_property
    def places(self) -> list[NamedValue]:
        return self._named("province", self.place_codes)

    @cached_property
    def map(self) -> list[DrawnPlace]:
        """All velayats, each with how often the project works there: once or not at all. Nothing without a place."""
        here = set(self.place_codes)
        names = portfolio().names[self.language]["province"]
        return map_of(PlaceCount(code, name, int(code in here)) for code, name in names.items()) if here else []

    @cached_property
    def _reading_days(self) -> set[str]:
        return {str(entry.value["accessed_on"]) for entry in self.source.sources if entry.value["accessed_on"]}

    @cached_property
    def status_as_of(self) -> PartialDate | None:
        """When the status was right; not the day on which the source was read, which says nothing of the project."""
        return self._date_of_source(self.source.status_as_of)

    @cached_property
    def budget_as_of(self) -> PartialDate | None:
        """When this was the budget, likewise."""
        return self._date_of_source(self.source.budget_as_of)

    def _date_of_source(self, day: PartialDate | None) -> PartialDate | None:
        return None if str(day) in self._reading_days else day

    @cached_property
    def objectives(self) -> list[NamedValue]:
        """Its own objectives, or those that the office has confirmed for its area of work."""
        own = self._links.objectives
        known = portfolio().areas_of
        of_area = [slug for slug, codes in known.items() if self.area.value in codes]
        return self._named("objective", [slug for slug in own if slug in known] if own else of_area)

    @cached_property
    def gcm_objectives(self) -> list[NamedValue]:
        return self._named("gcm", self._links.gcm_objectives)

    @cached_property
    def sdg_targets(self) -> list[NamedValue]:
        return self._named("sdg", self._links.sdg_targets)
