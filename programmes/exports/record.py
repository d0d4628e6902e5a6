"""The records of projects as plain values, in the words of one language: what every open format is made of.

They are read in batches with a constant number of queries, so that ten thousand projects need no more memory
than five hundred. Only what readers can see on the page of a project is in them.
"""

from collections import defaultdict
from itertools import chain, islice

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pages.site.context import site_context_for
from programmes.portfolio.index import pages_of, portfolio
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage

BATCH = 500
OWN, OF_AREA = "project", "programme_area"

# What each field holds. The page of data shows it; the JSON schema says the same in English.
FIELDS = {
    "id": _("Never changes, and is the same in every language."),
    "project_id": _("The number of the project at IOM; empty if it is not known."),
    "other_ids": _("Further numbers, for example those of donors."),
    "title": _("The title in the language of the record."),
    "source_title": _("The title as the donor's or IOM's own record has it."),
    "summary": _("What the project is about, in two sentences."),
    "language": _("Of the title and the texts: the language asked for, or English where there is no translation."),
    "url": _("The page of the project."),
    "status": _("not_stated, pipeline, active, completed or suspended."),
    "status_as_of": _("When the status was last known to be right."),
    "start": _("As far as it is known: 2014, 2014-06 or 2014-06-02."),
    "end": _("As far as it is known, like the start."),
    "programme_area": _("The area of work: code and title."),
    "objectives": _("The objectives of the strategy that it serves."),
    "objectives_of": _("Whose objectives these are: the project's own, or those of its programme area."),
    "donors": _("Who pays; amount, currency and year only where they are published."),
    "budget": _("Amount with two decimals, currency, date and source; empty where none is published."),
    "project_type": _("As IOM's project database names it."),
    "coverage": _("national, regional or global; empty if it is not stated."),
    "funding_stream": _("For example the name of a fund."),
    "benefiting_countries": _("ISO 3166 code and name."),
    "implementing_partners": _("Who carries it out together with IOM."),
    "government_counterparts": _("The authorities with which it is done."),
    "locations": _("Velayats: ISO 3166-2 code and name."),
    "gcm_objectives": _("Objectives of the Global Compact for Migration that it serves."),
    "sdg_targets": _("Targets of the Sustainable Development Goals that it serves."),
    "results": _("What was planned and reached, each with its date and source."),
    "beneficiaries": _("Groups of people, planned and reached, each with its date and source."),
    "sources": _("Where the statements of the record come from, and when they were read."),
    "awaits_check": _("True while the office has not yet checked the record, which was taken from public sources."),
    "reviewed_on": _("When the office last checked the page."),
    "last_published_at": _("When the record was last changed for readers."),
}


def wanted(asked):
    """The projects that an address asks for; none if it asks for a value that no project has."""
    return [] if asked.unknown else asked.selection


def last_changed():
    """The moment at which a published project last changed; nothing if there is none."""
    return ProjectPage.objects.live().aggregate(newest=Max("last_published_at"))["newest"]


def records(pks, language, batch=BATCH):
    """The records of some originals in their order, one by one."""
    return chain.from_iterable(batches(pks, language, batch))


def batches(pks, language, batch=BATCH):
    """The same as lists: what belongs to a batch can be asked for together."""
    pks, reader = iter(pks), _Reader(language)
    while some := list(islice(pks, batch)):
        yield reader.read(some)


def words(ids):
    """Titles and summaries in every published language: `{id: [(language, title, summary)]}`, English first."""
    found = defaultdict(list)
    pages = ProjectPage.objects.live().public().filter(translation_key__in=ids)
    for key, code, title, summary in pages.values_list("translation_key", "locale__language_code", "title", "summary"):
        found[str(key)].append((code, title, summary))
    return {key: sorted(texts, key=lambda text: text[0] != settings.LANGUAGE_CODE) for key, texts in found.items()}


class _Reader:
    """Makes records out of the index of projects and what a batch of them needs besides. Ten queries a batch."""

    def __init__(self, language):
        index = portfolio()
        self.language = language
        self.root_url = site_context_for(language).root_url
        self.names, self.links = index.names[language], index.links
        self.positions = {pk: position for position, pk in enumerate(index.pks)}
        self.facets = index.facets

    def read(self, pks):
        pages = pages_of([pk for pk in pks if pk in self.positions], self.language)
        lists = ProjectPage.objects.only("results", "beneficiaries").in_bulk([page.pk for page in pages])
        originals = [page.source.pk for page in pages]
        donors = self._donors(originals)
        own_objectives = ProjectPage.objectives.through.objects.filter(projectpage_id__in=originals)
        own_objectives = set(own_objectives.values_list("projectpage_id", flat=True))
        countries = _chosen("benefiting_countries", originals, self.language, "iso2")
        partners = _chosen("implementing_partners", originals, self.language)
        counterparts = _chosen("government_counterparts", originals, self.language)
        made = []
        for page in pages:
            pk = page.source.pk
            made.append(
                {
                    **_said(page),
                    **_facts(page.source),
                    **self._served(pk),
                    "objectives_of": OWN if pk in own_objectives else OF_AREA,
                    "donors": donors[pk],
                    "benefiting_countries": [{"iso2": code, "name": name} for code, name in countries[pk]],
                    "implementing_partners": [name for _code, name in partners[pk]],
                    "government_counterparts": [name for _code, name in counterparts[pk]],
                    **_reached(lists[page.pk]),
                }
            )
        return [{name: record[name] for name in FIELDS} for record in made]

    def _donors(self, pks):
        donors = defaultdict(list)
        given = ProjectDonor.objects.filter(page_id__in=pks).order_by("sort_order", "pk")
        for pk, slug, name, amount, currency, year in given.values_list(
            "page_id", "donor__slug", "donor__name", "amount", "currency", "year"
        ):
            name = self.names["donor"].get(slug, name)
            donors[pk].append(
                {"name": name, "slug": slug, "amount": _money(amount), "currency": currency, "year": year}
            )
        return donors

    def _served(self, pk):
        """What the index knows of a project: its area, places and goals."""
        areas = self._values("area", pk)
        return {
            "programme_area": {"code": areas[0][0], "title": areas[0][1]} if areas else None,
            "objectives": [
                {"slug": slug, "title": title, "url": self._address("objective", slug)}
                for slug, title in self._values("objective", pk)
            ],
            "locations": [{"code": code, "name": name} for code, name in self._values("province", pk)],
            "gcm_objectives": [
                {"number": int(number), "title": name.removeprefix(f"{number}. ")}
                for number, name in self._values("gcm", pk)
            ],
            "sdg_targets": [
                {"code": code, "title": name.removeprefix(f"{code} ")} for code, name in self._values("sdg", pk)
            ],
        }

    def _values(self, facet, pk):
        position, names = self.positions[pk], self.names[facet]
        return [
            (value, names.get(value, value)) for value, projects in self.facets[facet].items() if position in projects
        ]

    def _address(self, facet, value):
        path = self.links[self.language][facet].get(value)
        path = path or self.links[settings.LANGUAGE_CODE][facet].get(value)
        return self.root_url + path if path else None


def _said(page):
    """What the page says in its own language."""
    published = filter(None, (page.last_published_at, page.source.last_published_at))
    return {
        "title": page.title,
        "summary": page.summary,
        "language": page.locale.language_code,
        "url": page.full_url,
        "sources": [
            {
                "title": source.value["title"],
                "publisher": source.value["publisher"] or "",
                "url": source.value["url"] or None,
                "accessed_on": _day(source.value["accessed_on"]),
            }
            for source in page.sources
        ],
        "reviewed_on": _day(page.reviewed_on),
        "last_published_at": moment(max(published, default=None)),
    }


def _facts(record):
    """What the original states for all languages."""
    budget = {
        "amount": _money(record.budget_amount),
        "currency": record.budget_currency,
        "as_of": _day(record.budget_as_of),
        "source": record.budget_source,
    }
    return {
        "id": str(record.translation_key),
        "project_id": record.project_id,
        "other_ids": [number.strip() for number in record.other_ids.split(";") if number.strip()],
        "source_title": record.source_title,
        "status": record.status,
        "status_as_of": _day(record.status_as_of),
        "start": _day(record.start_date),
        "end": _day(record.end_date),
        "budget": budget if record.budget_amount is not None else None,
        "project_type": record.project_type,
        "coverage": record.coverage,
        "funding_stream": record.funding_stream,
        "awaits_check": record.awaits_check,
    }


def _reached(page):
    """Results and people reached, each figure with its date and source."""
    results = [block.value for block in page.results]
    people = [block.value for block in page.beneficiaries]
    return {
        "results": [
            {
                "indicator": value["indicator"],
                **{name: _number(value[name]) for name in ("baseline", "target", "actual")},
                "unit": value["unit"] or "",
                "as_of": _day(value["as_of"]),
                "source": value["source"],
            }
            for value in results
        ],
        "beneficiaries": [
            {
                "group": value["group"],
                "sex": value["sex"],
                "age_band": value["age_band"] or "",
                "planned": value["planned"],
                "reached": value["reached"],
                "as_of": _day(value["as_of"]),
                "source": value["source"],
            }
            for value in people
        ],
    }


def _chosen(relation, pks, language, code="translation_key"):
    """What projects chose from a list, in their order: `{pk: [(code, name in the language)]}`. Two queries."""
    field = ProjectPage._meta.get_field(relation)
    model, column = field.related_model, field.m2m_reverse_field_name()
    rows = field.remote_field.through.objects.filter(projectpage_id__in=pks).order_by("pk")
    rows = list(
        rows.values_list("projectpage_id", f"{column}__translation_key", f"{column}__{code}", f"{column}__name")
    )
    here = model.objects.filter(translation_key__in={row[1] for row in rows}, locale__language_code=language)
    names = dict(here.values_list("translation_key", "name"))
    chosen = defaultdict(list)
    for pk, key, value, name in rows:
        chosen[pk].append((value, names.get(key, name)))
    return chosen


def _day(value):
    return str(value) if value else None


def moment(value):
    """As ISO text."""
    return value.isoformat(timespec="seconds") if value else None


def _money(amount):
    return None if amount is None else f"{amount:.2f}"


def _number(value):
    return None if value is None else f"{value.normalize():f}"
