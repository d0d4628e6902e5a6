"""By what a project is found beside its own texts: the facts that its page shows, in the words of its language."""

import re
from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Page

from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from programmes.portfolio.index import LONGEST_PERIOD
from programmes.portfolio.project_facts import NamedValue, ProjectFacts
from programmes.projects import ProjectPage

_BETWEEN = re.compile(r"[^A-Za-z0-9;]+")
NAMED_BY = {
    Donor: ("donors__donor",),
    Partner: ("implementing_partners", "government_counterparts"),
    Country: ("benefiting_countries",),
    Province: ("locations",),
}


def texts_of(page: ProjectPage) -> list[str]:
    """Donors, partners, places, numbers, years, type and status of a project; nothing while its source is a draft."""
    source = page.source
    if source is None:
        return []
    facts = ProjectFacts(source, page.locale.language_code)
    named: list[NamedValue] = [
        *(donor for donor, _grant in facts.donors),
        *(facts.project_type, facts.funding_stream, facts.area),
        *(*facts.implementing_partners, *facts.government_counterparts, *facts.countries, *facts.places),
        *(*facts.objectives, *facts.gcm_objectives, *facts.sdg_targets),
    ]
    numbers = f"{source.project_id};{source.other_ids}"
    return [
        *(each.name for each in named),
        *(numbers, _BETWEEN.sub("", numbers), source.source_title),
        *(str(year) for year in _years(source)),
        *(source.status_words, str(source.get_coverage_display()), source.budget_source),
    ]


def projects_naming(instance: Donor | Partner | Country | Province) -> Iterable[int]:
    """The keys of the projects on whose pages this name stands, in whatever language."""
    named = Q()
    for path in NAMED_BY[type(instance)]:
        named |= Q(**{f"{path}__translation_key": instance.translation_key})
    keys: Iterable[int] = ProjectPage.objects.filter(named).values_list("pk", flat=True).distinct()
    return keys


def projects_in(area: Page) -> Iterable[int]:
    """The keys of the projects below an area of work, which its name and its objectives hold for."""
    keys: Iterable[int] = ProjectPage.objects.child_of(area).values_list("pk", flat=True)
    return keys


def _years(source: ProjectPage) -> Iterable[int]:
    start, end = source.start_date or source.end_date, source.end_date or source.start_date
    return range(start.year, min(end.year, start.year + LONGEST_PERIOD) + 1) if start and end else ()
