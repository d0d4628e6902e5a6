"""Reads the records of published projects in batches.

Each batch costs a constant number of queries, so that ten thousand projects need no more memory than five hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from pages.site.context import site_context_for
from programmes.exports.record import (
    OF_AREA,
    OWN,
    AreaRecord,
    BeneficiaryRecord,
    BudgetRecord,
    CountryRecord,
    DonorRecord,
    GCMObjectiveRecord,
    LocationRecord,
    ObjectiveRecord,
    ProjectRecord,
    ResultRecord,
    SDGTargetRecord,
    SourceRecord,
)
from programmes.portfolio.filters import ProjectQuery
from programmes.portfolio.index import pages_of, portfolio
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage

BATCH = 500
CENT = Decimal("0.01")


class Text(NamedTuple):
    """What a project says in one language."""

    language: str
    title: str
    summary: str


def selected(query: ProjectQuery) -> Sequence[int]:
    """The projects that an address asks for; none if it asks for a value that no project has."""
    return [] if query.unknown else query.selection


def last_changed() -> datetime | None:
    """The moment at which a published project last changed; nothing if there is none."""
    newest: datetime | None = ProjectPage.objects.live().aggregate(newest=Max("last_published_at"))["newest"]
    return newest


def read_records(pks: Iterable[int], language: str, batch: int = BATCH) -> Iterator[ProjectRecord]:
    """The records of some originals in their order, one by one."""
    return chain.from_iterable(read_batches(pks, language, batch))


def read_batches(pks: Iterable[int], language: str, batch: int = BATCH) -> Iterator[list[ProjectRecord]]:
    """The same as lists: what belongs to a batch can be asked for together."""
    pks, reader = iter(pks), _RecordReader(language)
    while some := list(islice(pks, batch)):
        yield reader.read(some)


def texts_by_language(ids: Iterable[UUID]) -> dict[UUID, list[Text]]:
    """Titles and summaries in every published language, English first."""
    texts: dict[UUID, list[Text]] = defaultdict(list)
    pages = ProjectPage.objects.readable().filter(translation_key__in=ids)
    for key, *text in pages.values_list("translation_key", "locale__language_code", "title", "summary"):
        texts[key].append(Text(*text))
    return {
        key: sorted(found, key=lambda text: text.language != settings.LANGUAGE_CODE) for key, found in texts.items()
    }


class _Values:
    """What the portfolio knows of a project: its area, objectives, places and goals, named in one language."""

    def __init__(self, language: str) -> None:
        index = portfolio()
        self.names, self.links = index.names[language], index.links
        self.language, self.root_url = language, site_context_for(language).root_url
        self.positions = {pk: position for position, pk in enumerate(index.pks)}
        self.projects = index.facets

    def __contains__(self, pk: int) -> bool:
        return pk in self.positions

    def of(self, facet: str, pk: int) -> list[tuple[str, str]]:
        """The values of a project as pairs of value and name."""
        position, names = self.positions[pk], self.names[facet]
        found = self.projects[facet].items()
        return [(value, names.get(value, value)) for value, projects in found if position in projects]

    def donor_name(self, slug: str, otherwise: str) -> str:
        name: str = self.names["donor"].get(slug, otherwise)
        return name

    def objective_url(self, slug: str) -> str | None:
        links = (self.links[language]["objective"].get(slug) for language in (self.language, settings.LANGUAGE_CODE))
        path = next(filter(None, links), None)
        return self.root_url + path if path else None


class _RecordReader:
    """Makes records out of the portfolio and what a batch of projects needs besides. Ten queries a batch."""

    def __init__(self, language: str) -> None:
        self.language, self.values = language, _Values(language)

    def read(self, pks: Iterable[int]) -> list[ProjectRecord]:
        pages = pages_of([pk for pk in pks if pk in self.values], self.language)
        with_figures = ProjectPage.objects.only("results", "beneficiaries").in_bulk([page.pk for page in pages])
        originals = [page.source.pk for page in pages]
        donors = self._donors(originals)
        chosen = ProjectPage.objectives.through.objects.filter(projectpage_id__in=originals)
        with_objectives = set(chosen.values_list("projectpage_id", flat=True))
        countries = _choices("benefiting_countries", originals, self.language, "iso2")
        partners = _choices("implementing_partners", originals, self.language)
        counterparts = _choices("government_counterparts", originals, self.language)
        return [
            ProjectRecord(
                **_texts(page),
                **_facts(page.source),
                **self._served(page.source.pk),
                **_figures(with_figures[page.pk]),
                objectives_of=OWN if page.source.pk in with_objectives else OF_AREA,
                donors=tuple(donors[page.source.pk]),
                benefiting_countries=tuple(CountryRecord(*country) for country in countries[page.source.pk]),
                implementing_partners=tuple(name for _key, name in partners[page.source.pk]),
                government_counterparts=tuple(name for _key, name in counterparts[page.source.pk]),
            )
            for page in pages
        ]

    def _donors(self, pks: Sequence[int]) -> dict[int, list[DonorRecord]]:
        donors = defaultdict(list)
        given = ProjectDonor.objects.filter(page_id__in=pks).order_by("sort_order", "pk")
        for pk, slug, name, amount, currency, year in given.values_list(
            "page_id", "donor__slug", "donor__name", "amount", "currency", "year"
        ):
            name = self.values.donor_name(slug, otherwise=name)
            donors[pk].append(DonorRecord(name, slug, _money(amount), currency, year))
        return donors

    def _served(self, pk: int) -> dict[str, Any]:
        """Area, objectives, places and goals."""
        of = self.values.of
        return {
            "programme_area": next((AreaRecord(*area) for area in of("area", pk)), None),
            "objectives": tuple(
                ObjectiveRecord(slug, title, self.values.objective_url(slug)) for slug, title in of("objective", pk)
            ),
            "locations": tuple(LocationRecord(*place) for place in of("province", pk)),
            "gcm_objectives": tuple(
                GCMObjectiveRecord(int(number), name.removeprefix(f"{number}. ")) for number, name in of("gcm", pk)
            ),
            "sdg_targets": tuple(SDGTargetRecord(code, name.removeprefix(f"{code} ")) for code, name in of("sdg", pk)),
        }


def _texts(page: ProjectPage) -> dict[str, Any]:
    """What the page says in its own language."""
    published = filter(None, (page.last_published_at, page.source.last_published_at))
    return {
        "title": page.title,
        "summary": page.summary,
        "language": page.locale.language_code,
        "url": page.full_url,
        "sources": tuple(
            SourceRecord(source["title"], source["publisher"] or "", source["url"] or None, source["accessed_on"])
            for source in (entry.value for entry in page.sources)
        ),
        "reviewed_on": page.reviewed_on,
        "last_published_at": max(published, default=None),
    }


def _facts(original: ProjectPage) -> dict[str, Any]:
    """What the original states for all languages."""
    numbers = (number.strip() for number in original.other_ids.split(";"))
    return {
        "id": original.translation_key,
        "project_id": original.project_id,
        "other_ids": tuple(filter(None, numbers)),
        "source_title": original.source_title,
        "status": original.status,
        "public_status": original.public_status.value,
        "status_as_of": original.status_as_of,
        "start": original.start_date,
        "end": original.end_date,
        "budget": _budget(original),
        "project_type": original.project_type,
        "coverage": original.coverage,
        "funding_stream": original.funding_stream,
        "awaits_check": original.awaits_check,
    }


def _budget(original: ProjectPage) -> BudgetRecord | None:
    amount = _money(original.budget_amount)
    if amount is None:
        return None
    return BudgetRecord(amount, original.budget_currency, original.budget_as_of, original.budget_source)


def _figures(page: ProjectPage) -> dict[str, Any]:
    """Results and people reached, each figure with its date and source."""
    return {
        "results": tuple(
            ResultRecord(
                result["indicator"],
                _figure(result["baseline"]),
                _figure(result["target"]),
                _figure(result["actual"]),
                result["unit"] or "",
                result["as_of"],
                result["source"],
            )
            for result in (entry.value for entry in page.results)
        ),
        "beneficiaries": tuple(
            BeneficiaryRecord(
                people["group"],
                people["sex"],
                people["age_band"] or "",
                people["planned"],
                people["reached"],
                people["as_of"],
                people["source"],
            )
            for people in (entry.value for entry in page.beneficiaries)
        ),
    }


def _choices(
    relation: str, pks: Sequence[int], language: str, code: str = "translation_key"
) -> dict[int, list[tuple[Any, str]]]:
    """What projects chose from a list, in their order: pairs of code and name in the language. Two queries."""
    field = ProjectPage._meta.get_field(relation)
    model, column = field.related_model, field.m2m_reverse_field_name()
    through = field.remote_field.through.objects.filter(projectpage_id__in=pks).order_by("pk")
    rows = list(
        through.values_list("projectpage_id", f"{column}__translation_key", f"{column}__{code}", f"{column}__name")
    )
    translated = model.objects.filter(translation_key__in={row[1] for row in rows}, locale__language_code=language)
    names = dict(translated.values_list("translation_key", "name"))
    choices = defaultdict(list)
    for pk, key, value, name in rows:
        choices[pk].append((value, names.get(key, name)))
    return choices


def _money(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(CENT)


def _figure(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.normalize()
