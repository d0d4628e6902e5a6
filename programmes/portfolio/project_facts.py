"""The facts of one project, in the words of a language: what its page shows beside the text."""

from dataclasses import dataclass
from functools import cached_property

from programmes.portfolio.index import portfolio
from programmes.projects import ProjectPage


@dataclass
class Named:
    """Something that a project is linked to: its name, its page if it has one, its value as a filter.

    `lang` is the language of the name where it is not that of the page.
    """

    name: str
    url: str = ""
    value: str = ""
    lang: str = ""


@dataclass
class Details:
    """The facts of the project shown on `page`, which may be a translation; names come from the index."""

    page: ProjectPage
    language: str

    @cached_property
    def record(self):
        """The page that holds the facts; nothing while the original is not published."""
        return self.page.record

    def _named(self, dimension, values):
        index, language = portfolio(), self.language
        names, links = index.names[language][dimension], index.links[language].get(dimension, {})
        return [
            Named(names.get(value, value), links.get(value, ""), value, index.lang_of(language, dimension, value))
            for value in map(str, values)
        ]

    @cached_property
    def area(self):
        """The area of work."""
        return self._named("area", [self.record.get_parent().specific.code])[0]

    @cached_property
    def donors(self):
        """Each donor with what it gives, as far as that is published: `(named, amount, currency, year)`."""
        grants = list(self.record.donors.select_related("donor")) if self.record.pk else list(self.record.donors.all())
        named = self._named("donor", [grant.donor.slug for grant in grants])
        return [(name, grant) for name, grant in zip(named, grants, strict=True)]

    @cached_property
    def implementing_partners(self):
        return self._named("partner", [partner.pk for partner in self.record.implementing_partners.all()])

    @cached_property
    def government_counterparts(self):
        return self._named("partner", [partner.pk for partner in self.record.government_counterparts.all()])

    @cached_property
    def countries(self):
        return self._named("country", [country.iso2 for country in self.record.benefiting_countries.all()])

    @cached_property
    def places(self):
        return self._named("province", [province.code for province in self.record.locations.all()])

    @cached_property
    def objectives(self):
        """Its own objectives, or those of its area of work."""
        own = [objective.slug for objective in self.record.objectives.all()]
        of_area = [slug for slug, codes in portfolio().areas_of.items() if self.area.value in codes]
        return self._named("objective", own or of_area)

    @cached_property
    def objectives_are_proposed(self):
        """They are those of the area, and the office has not confirmed these."""
        return not self.record.objectives.all() and self.area.value not in portfolio().confirmed_areas

    @cached_property
    def gcm_objectives(self):
        return self._named("gcm", [goal.number for goal in self.record.gcm_objectives.all()])

    @cached_property
    def sdg_targets(self):
        return self._named("sdg", [target.code for target in self.record.sdg_targets.all()])
