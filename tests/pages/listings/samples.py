"""Builders of what stands in lists. All of it is visibly a sample."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale, Page

from pages.base.media import SiteDocument
from pages.events.models import EventIndexPage, EventPage
from pages.news.models import NewsIndexPage, NewsPage
from pages.opportunities.models import CallPage, OpportunityIndexPage, VacancyPage
from pages.publications.models import PublicationIndexPage, PublicationPage
from pages.values.partial_dates import PartialDate

INDEXES = {
    NewsPage: NewsIndexPage,
    PublicationPage: PublicationIndexPage,
    EventPage: EventIndexPage,
    VacancyPage: OpportunityIndexPage,
    CallPage: OpportunityIndexPage,
}
KINDS = list(INDEXES)
BODY = [{"type": "text", "value": "<p>A sample text of its own.</p>"}]


def list_of(kind, code="en"):
    """The list in which items of a kind stand."""
    return INDEXES[kind].objects.get(locale__language_code=code)


def own_fields(kind):
    """The least that a kind needs to be published."""
    soon = timezone.now() + timedelta(days=10, hours=1)
    return {
        NewsPage: {"place": "Ashgabat"},
        PublicationPage: {"published_on": PartialDate(2026, 3)},
        EventPage: {"starts_at": soon, "ends_at": soon + timedelta(hours=2), "venue": "Sample hall"},
        VacancyPage: {"closes_at": soon, "duty_station": "Ashgabat", "how_to_apply": "<p>Sample way.</p>"},
        CallPage: {"closes_at": soon},
    }[kind]


def make(kind, /, title="Sample item", code="en", about=(), live=True, **more):
    """An item, published as staff publish it; `about` are the pages that it is about."""
    parent = list_of(kind, code)
    fields = {"summary": "A sample lead.", "body": BODY, "locale": parent.locale, **own_fields(kind), **more}
    page = parent.add_child(instance=kind(title=title, live=False, **fields))
    page.relations = [kind.relations.rel.related_model(related=each) for each in about]
    revision = page.save_revision()
    if live:
        revision.publish()
    return kind.objects.get(pk=page.pk).get_latest_revision_as_object()


def make_many(kind, /, count, code="en", about=None, **more):
    """Many published items at once, past the editor; from one number to another or so many."""
    parent = list_of(kind, code)
    locale = Locale.objects.get(language_code=code)
    made = []
    for number in range(*((count,) if isinstance(count, int) else count)):
        fields = {"title": f"Sample {number}", "slug": f"s{number}", "summary": "A sample lead.", "body": BODY}
        page = kind(**{**own_fields(kind), **fields, **more}, locale=locale)
        made.append(parent.add_child(instance=page))
        if about:
            kind.relations.rel.related_model.objects.create(page=page, related=about)
    return made


def make_document(name="sample.txt", content=b"Sample", code="en"):
    locale = Locale.objects.get(language_code=code)
    return SiteDocument.objects.create(title="Sample file", file=ContentFile(content, name), language=locale)


def a_project():
    return Page.objects.type(*_projects()).filter(locale__language_code="en").live().first()


def _projects():
    from programmes.projects import ProjectPage

    return [ProjectPage]
