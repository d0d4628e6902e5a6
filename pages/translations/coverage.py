"""How far each language is: the published sources, and in which state each of their translations is."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Case, Count, OuterRef, Q, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from pages.values.cache import cached_in_process
from pages.values.permissions import editable_by, may_edit_pages, may_edit_whole_site

FIRST = 5  # pages that the dashboard names


class State(TextChoices):
    """How far a translation is."""

    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    OUTDATED = "outdated", _("outdated")
    REVIEW = "review", _("awaits a native editor")
    CURRENT = "current", _("current")


UNFINISHED = (State.MISSING, State.DRAFT, State.OUTDATED)
_STATE_OF_PAGE = Case(
    When(live=False, then=Value(State.DRAFT)),
    When(translation_status__outdated_since__isnull=False, then=Value(State.OUTDATED)),
    When(translation_status__needs_review=True, then=Value(State.REVIEW)),
    default=Value(State.CURRENT),
)


@dataclass(frozen=True)
class Translation:
    """The state of a page in one language, and where the work goes on."""

    pk: int | None
    state: State
    url: str
    outdated_since: datetime | None


def translation_locales():
    """The locales that the source is translated into; kept under the version of the site."""
    return cached_in_process("translation-locales", _translation_locales)


def _translation_locales():
    locales = Locale.objects.exclude(language_code=settings.LANGUAGE_CODE)
    return [each for each in locales if each.language_code in dict(settings.LANGUAGES)]


def sources(locales):
    """Every published source, the nearest to the home page first; `state_<pk of a locale>` is that of its translation.

    One query, however many pages there are.
    """
    columns = {}
    for locale in locales:
        versions = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=locale)
        state = Subquery(versions.annotate(state=_STATE_OF_PAGE).values("state")[:1])
        columns[f"state_{locale.pk}"] = Coalesce(state, Value(State.MISSING))
        columns[f"translation_{locale.pk}"] = Subquery(versions.values("pk")[:1])
        since = versions.filter(live=True).values("translation_status__outdated_since")[:1]
        columns[f"outdated_since_{locale.pk}"] = Subquery(since)
    pages = Page.objects.live().filter(depth__gt=1, locale__language_code=settings.LANGUAGE_CODE)
    return pages.annotate(**columns).order_by("depth", "path")


def translation_of(source, locale):
    """The translation of one of the `sources`."""
    pk, state, since = (getattr(source, f"{name}_{locale.pk}") for name in ("translation", "state", "outdated_since"))
    if pk:
        url = reverse("wagtailadmin_pages:edit", args=[pk])
    else:
        url = reverse("simple_translation:submit_page_translation", args=[source.pk])
    return Translation(pk, State(state), url, since)


def languages_of(user):
    """The locales that somebody translates into: those whose home page they may change. Asked for once a request."""
    if not hasattr(user, "_languages_of"):
        user._languages_of = _languages_of(user)
    return user._languages_of


def _languages_of(user):
    if may_edit_whole_site(user) or not may_edit_pages(user):
        return translation_locales() if may_edit_pages(user) else []
    homes = set(Page.objects.filter(editable_by(user), depth=2).values_list("locale", flat=True))
    return [each for each in translation_locales() if each.pk in homes]


def coverage(locales):
    """For each of these languages: how many pages are finished, of how many, and the first that are not.

    Two questions, however many languages and pages: the database counts, and only the pages that are named are loaded.
    """
    if not locales:
        return
    pages = sources(locales)
    counts = _counts(pages, locales)
    named = list(
        pages.filter(reduce(or_, (Q(pk__in=_unfinished(pages, each).values("pk")[:FIRST]) for each in locales)))
    )
    for locale in locales:
        translations = [(page, translation_of(page, locale)) for page in named]
        yield {
            "language": locale,
            "count": counts["count"],
            "finished": counts["count"] - counts[f"unfinished_{locale.pk}"],
            "to_review": counts[f"to_review_{locale.pk}"],
            "first": [(page, each) for page, each in translations if each.state in UNFINISHED][:FIRST],
        }


def _counts(pages, locales):
    counts = {"count": Count("pk")}
    for locale in locales:
        state = f"state_{locale.pk}"
        counts[f"unfinished_{locale.pk}"] = Count("pk", filter=Q(**{f"{state}__in": UNFINISHED}))
        counts[f"to_review_{locale.pk}"] = Count("pk", filter=Q(**{state: State.REVIEW}))
    return pages.order_by().aggregate(**counts)


def _unfinished(pages, locale):
    return pages.filter(**{f"state_{locale.pk}__in": UNFINISHED})
