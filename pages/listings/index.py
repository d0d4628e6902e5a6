"""The published items of one kind in one language as sets in memory: what filters, counts and orders are made from.

A list of ten thousand items costs the same few queries as one of ten. The index is built once after a change of the
site and kept by the process (`pages.values.cache`); what is shown is read from the database anew, so that nothing
stays in a list that is no longer public.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, get_page_models

from pages.listings.targets import SDG, target_names, targets_of
from pages.values.cache import cached_in_process
from pages.values.visibility import readable

TOPIC, YEAR = "topic", "year"
STATE, OPEN, CLOSED = "state", "open", "closed"


@dataclass
class Row:
    """What the index knows of an item: its place in time and its values of each filter."""

    pk: int
    date: date
    ends_at: datetime | None = None
    is_over: bool = False  # whatever the clock says: cancelled, awarded
    facets: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    related: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ListingIndex:
    """Primary keys in order; of each filter the items with each value; what topics and targets are called.

    What is open holds until the clock closes the next item: then the site has another version (`pages.site.clock`)
    and this another index.
    """

    newest: list[int]
    order: list[int]  # as the list shows them
    everything: frozenset[int]
    facets: dict[str, dict[str, frozenset[int]]]
    related: dict[str, frozenset[int]]
    names: dict[str, dict[str, str]]


def listing_index(models, language):
    """The index of these page types in one language."""
    name = ",".join(model._meta.label for model in models)
    return cached_in_process(f"listing:{name}:{language}", lambda: _build(models, language))


def listing_models():
    """Every page type that stands in a list."""
    return [model for model in get_page_models() if hasattr(model, "listed_rows")]


def _build(models, language):
    rows, topics = [], _topics(language)
    for model in models:
        own = {row.pk: row for row in model.listed_rows(language)}
        _add_relations(model, own, topics)
        for pk, code in targets_of(model, language):
            if pk in own:
                own[pk].facets[SDG].append(code)
        rows += own.values()
    rows.sort(key=attrgetter("date", "pk"), reverse=True)
    still_open, others = _by_state(rows)
    return ListingIndex(
        newest=[row.pk for row in rows],
        order=[row.pk for row in (*still_open, *others)],
        everything=_keys(rows),
        facets={STATE: {OPEN: _keys(still_open), CLOSED: _keys(others)}, **_facets(rows)},
        related=_frozen(_grouped((key, row.pk) for row in rows for key in row.related)),
        names={TOPIC: {value: title for value, title, _key in topics.values()}, SDG: target_names(language)},
    )


def _by_state(rows):
    """What is open, the most urgent first, and the rest: what ended last first, what never ends the newest first."""
    now = timezone.now()
    still_open = [row for row in rows if row.ends_at and row.ends_at > now and not row.is_over]
    others = [row for row in rows if not row.ends_at or row.ends_at <= now or row.is_over]
    others.sort(key=lambda row: row.ends_at.timestamp() if row.ends_at else 0, reverse=True)
    return sorted(still_open, key=attrgetter("ends_at")), others


def _facets(rows):
    pairs = defaultdict(list)
    for row in rows:
        row.facets[YEAR] = [str(row.date.year)]
        for name, values in row.facets.items():
            pairs[name] += [(value, row.pk) for value in values]
    return {name: _frozen(_grouped(each)) for name, each in pairs.items()}


def _keys(rows):
    return frozenset(row.pk for row in rows)


def _grouped(pairs: Iterable):
    groups = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return groups


def _frozen(groups):
    return {key: frozenset(values) for key, values in groups.items()}


def _topics(language):
    """The pages that are a topic, by their place in the tree of originals: `(value, title here, key)`."""
    models = [model for model in get_page_models() if getattr(model, "is_topic", False)]
    pages = readable(Page.objects.type(*models)) if models else Page.objects.none()
    fields = ("path", "translation_key", "slug", "title", "locale__language_code")
    rows = list(pages.order_by("path").values_list(*fields))
    titles = {key: title for _path, key, _slug, title, code in rows if code == language}
    sources = [row for row in rows if row[-1] == settings.LANGUAGE_CODE]
    return {path: (slug, titles.get(key, title), str(key)) for path, key, slug, title, _code in sources}


def _add_relations(model, rows, topics):
    """What the items are about; a page below a topic belongs to it."""
    relations = model.relations.rel.related_model.objects.filter(page_id__in=model.objects.live().values("pk"))
    for pk, key, path in relations.values_list("page_id", "related__translation_key", "related__path"):
        if pk in rows:
            rows[pk].related.append(str(key))
            above = (path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen))
            found = [topics[each] for each in above if each in topics]
            rows[pk].facets[TOPIC] += [value for value, _title, _key in found]
            rows[pk].related += [key_of_topic for _value, _title, key_of_topic in found]
